import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Bundled } from '#infra/bundle.ts';
import { functionNames, type FunctionName } from '#shared/contract/env.ts';

const outdir = mkdtempSync(path.join(tmpdir(), 'guichet-bundle-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Goal of `docs/benchmarks.md` for what somebody waits for all day; `api-imports` is asked rarely and speaks to S3 as well. */
const largestKilobytes = 450;
const hot: readonly FunctionName[] = [
  'api-requests',
  'api-service-tasks',
  'api-desk',
  'open-task',
  'start-workflow',
  'signal-workflow',
  'token-issued',
];

describe('a function without code', () => {
  it('stops the bundling, by name and file', async () => {
    await expect(bundle({ outdir, names: ['notify', 'open-task'], sources: outdir })).rejects.toThrow(
      /notify \(stream\/notify\.ts\), open-task \(workflow\/open-task\.ts\)/,
    );
  });
});

describe('bundles', () => {
  let bundles: Bundled['bundles'];
  let metafile: Bundled['metafile'];
  beforeAll(async () => {
    ({ bundles, metafile } = await bundle({ outdir }));
  }, 60_000);

  it('are made of every function of the contract, with a handler each', () => {
    expect([...bundles.keys()]).toEqual(functionNames);
    for (const folder of bundles.values()) {
      expect(readFileSync(path.join(folder, 'index.js'), 'utf8')).toMatch(/handler:\(\)=>/);
    }
  });

  it('carry a map back to the source, and nothing but themselves', () => {
    for (const folder of bundles.values()) expect(existsSync(path.join(folder, 'index.js.map'))).toBe(true);
    for (const { imports } of Object.values(metafile.outputs)) {
      expect(imports.filter((each) => !isBuiltin(each.path))).toEqual([]);
    }
  });

  it('stay small where somebody waits for a cold start', () => {
    const sizes = hot.map((name) => {
      const [output] = Object.entries(metafile.outputs).filter(([file]) => file.endsWith(`/${name}/index.js`));
      return { name, kilobytes: Math.round((output?.[1].bytes ?? Infinity) / 1024) };
    });
    expect(sizes.filter(({ kilobytes }) => kilobytes > largestKilobytes)).toEqual([]);
  });
});
