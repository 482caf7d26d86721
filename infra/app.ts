/** The CDK app: run by the CDK command (`cdk.json`), or called in-process by whoever wants the assembly. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import { bundle, type Bundles } from './bundle.ts';
import { readSettings } from './settings.ts';
import { GuichetStack } from './stack.ts';

const cdkJson = path.join(import.meta.dirname, '..', 'cdk.json');

export interface SynthesiseOptions {
  /** Folder of the assembly; the CDK command says where it wants it by `CDK_OUTDIR`. */
  readonly outdir?: string;
  /** Settings that come before those of `cdk.json`. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Code bundled already; otherwise it is bundled beside the assembly. */
  readonly bundles?: Bundles;
}

/** Draws the app without writing it: what tests look into. */
export async function draw({ outdir, context, bundles }: SynthesiseOptions & { bundles: Bundles }): Promise<App> {
  // The CDK command hands `cdk.json` over by the environment; nobody does in-process, and flags change templates.
  const { context: written } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(await readFile(cdkJson, 'utf8')));
  const app = new App({ outdir, context: { ...written, ...context }, analyticsReporting: false });
  const settings = readSettings(app.node);
  new GuichetStack(app, `guichet-${settings.stage}`, { settings, bundles });
  return app;
}

/** Bundles the functions, draws the stack and writes the assembly. */
export async function synthesise(options: SynthesiseOptions = {}): Promise<CloudAssembly> {
  const outdir = path.resolve(options.outdir ?? process.env.CDK_OUTDIR ?? 'cdk.out');
  const bundles = options.bundles ?? (await bundle({ outdir: path.join(outdir, 'functions') })).bundles;
  return (await draw({ ...options, outdir, bundles })).synth();
}

if (import.meta.main) await synthesise();
