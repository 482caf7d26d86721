/** Bundles every function in one run of esbuild: the same bytes are deployed, run locally and measured. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { functionNames, functionsByName, type FunctionName } from '#shared/contract/env.ts';

const root = path.join(import.meta.dirname, '..');

/** Folder of each function's code, with `index.js` in it. */
export type Bundles = ReadonlyMap<FunctionName, string>;

export interface BundleOptions {
  /** Each function is written to `<outdir>/<name>/index.js`; what was there goes away. */
  readonly outdir: string;
  readonly names?: readonly FunctionName[];
  /** Folder of the entries. */
  readonly sources?: string;
}

export interface Bundled {
  readonly bundles: Bundles;
  /** Sizes and inputs of every bundle, also written to `<outdir>/metafile.json`. */
  readonly metafile: Metafile;
}

/** CommonJS loads faster than ESM on Lambda's Node, and the packages' own ES modules are what lets unused code go. */
export const bundleSettings = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles the named functions, or all of them. */
export async function bundle({
  outdir,
  names = functionNames,
  sources = path.join(root, 'functions'),
}: BundleOptions): Promise<Bundled> {
  const entries = names.map((name) => ({ name, file: path.join(sources, functionsByName[name].entry) }));
  const missing = entries.filter(({ file }) => !existsSync(file));
  if (missing.length > 0) {
    const told = missing.map(({ name }) => `${name} (${functionsByName[name].entry})`);
    throw new Error(`The contract names functions that have no code in ${sources}: ${told.join(', ')}`);
  }
  const bundles = new Map(names.map((name) => [name, path.join(outdir, name)]));
  await Promise.all([...bundles.values()].map((folder) => rm(folder, { recursive: true, force: true })));
  const { metafile } = await build({
    ...bundleSettings,
    entryPoints: entries.map(({ name, file }) => ({ in: file, out: `${name}/index` })),
    outdir,
  });
  // A folder above may call its own `.js` files ES modules; a bundle says for itself what it is.
  await Promise.all(
    [...bundles.values()].map((folder) => writeFile(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n')),
  );
  await writeFile(path.join(outdir, 'metafile.json'), JSON.stringify(metafile));
  return { bundles, metafile };
}
