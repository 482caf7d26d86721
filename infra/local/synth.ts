/** Synthesises the CDK app into a folder and reads the assembly back. */

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readAssembly } from './template.ts';
import type { Assembly } from './template.ts';

/** What to synthesise and where to put it. */
export interface SynthOptions {
  /** File that exports `synthesise({ outdir, context })`. */
  readonly app: string;
  readonly outdir: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Folder of compiled code that makes the next start faster. */
  readonly compileCache?: string;
}

/** Runs the app in a child process; its output is shown only when it fails. */
export async function synthesise({ app, outdir, context = {}, compileCache }: SynthOptions): Promise<Assembly> {
  await mkdir(outdir, { recursive: true });
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'synth-child.ts'), app, outdir, JSON.stringify(context)],
    {
      // CDK checks the template against schemas at each synth, which costs seconds and is the tests' business.
      env: {
        ...process.env,
        CDK_VALIDATION: 'false',
        CDK_DISABLE_VERSION_CHECK: '1',
        ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`The CDK app could not be synthesised:\n${Buffer.concat(output).toString()}`);
  return readAssembly(outdir);
}
