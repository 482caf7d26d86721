/** Size and cold import of each function, as deployed. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import * as z from 'zod';
import { bundle, bundleSettings } from '#infra/bundle.ts';
import { envNames, type FunctionName } from '#shared/contract/env.ts';
import type { Effort, Figure, Findings } from './figure.ts';
import { scratchFolder } from './stack.ts';
import { median } from './timing.ts';

const sdkAlone = 'the SDK alone';
const goalKilobytes = 450;
const goalRatio = 1.3;

/** What somebody waits for: the others run behind a queue, an upload or an alarm, or are asked rarely. */
const hot: readonly FunctionName[] = [
  'api-requests',
  'api-service-tasks',
  'api-desk',
  'open-task',
  'start-workflow',
  'signal-workflow',
  'token-issued',
];

const probe = `
  const cpu = process.cpuUsage();
  const began = performance.now();
  require(process.argv[1]);
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));
  process.exit(0);`;

const probed = z.object({ ms: z.number(), cpuMs: z.number() });

async function imported(file: string): Promise<z.infer<typeof probed>> {
  const variables = Object.fromEntries(Object.values(envNames).map((name) => [name, 'bench']));
  const env = { PATH: process.env['PATH'], AWS_REGION: 'ca-central-1', ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', probe, file], { env });
  return probed.parse(JSON.parse(stdout));
}

export async function functions({ short }: Effort): Promise<Findings> {
  const outdir = await scratchFolder();
  try {
    const { bundles } = await bundle({ outdir });
    const alone = path.join(outdir, 'sdk-alone', 'index.js');
    await build({ ...bundleSettings, entryPoints: [path.join(import.meta.dirname, 'sdkAlone.ts')], outfile: alone });
    await writeFile(path.join(outdir, 'sdk-alone', 'package.json'), '{ "type": "commonjs" }\n');
    const named = [...bundles].map(([name, folder]) => [name, path.join(folder, 'index.js')] as const);
    const files = new Map<string, string>([[sdkAlone, alone], ...named]);
    const taken = new Map([...files.keys()].map((name) => [name, [] as z.infer<typeof probed>[]]));
    // Round by round, so that a busy moment of the machine falls on all of them.
    for (let round = 0; round < (short ? 1 : 9); round += 1) {
      for (const [name, file] of files) taken.get(name)?.push(await imported(file));
    }
    const ms = (name: string) => median(taken.get(name)?.map((one) => one.ms) ?? []);
    const cpuMs = (name: string) => median(taken.get(name)?.map((one) => one.cpuMs) ?? []);
    const figures: Figure[] = [];
    for (const [of, file] of files) {
      const waited = hot.some((each) => each === of);
      const bytes = await readFile(file);
      figures.push(
        { of, what: 'bundle', value: bytes.length / 1024, unit: 'KB', ...(waited && { goal: goalKilobytes }) },
        { of, what: 'gzipped', value: gzipSync(bytes).length / 1024, unit: 'KB' },
        { of, what: 'cold import', value: ms(of), unit: 'ms' },
        { of, what: '× the SDK', value: ms(of) / ms(sdkAlone), unit: '×', ...(waited && { goal: goalRatio }) },
        { of, what: 'its CPU', value: cpuMs(of), unit: 'ms' },
        { of, what: 'CPU × the SDK', value: cpuMs(of) / cpuMs(sdkAlone), unit: '×' },
      );
    }
    return {
      subject: 'Functions',
      how: `Bundles as deployed (CommonJS, minified); cold import is \`require\` in a fresh process without compile cache, median of ${short ? 1 : 9} taken in rounds. On a busy machine the ratio of processor times is the steadier one. The SDK alone is client-dynamodb with the commands of lib-dynamodb that the store uses.`,
      figures,
    };
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
