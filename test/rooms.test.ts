/** Reads every import of the tree and holds it against what its room may import: design, "the house". */
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const entryFolder = /^functions\/(api|workflow|intake|stream|schedule|session|live)\//;

/** A room: which files lie in it, which files of the tree it may import, which packages. First match speaks. */
interface Room {
  readonly name: string;
  readonly holds: RegExp;
  readonly mayReach: (target: string, from: string) => boolean;
  readonly mayUse: (specifier: string) => boolean;
}

const under =
  (...folders: string[]) =>
  (target: string) =>
    folders.some((folder) => target.startsWith(folder));
const packages =
  (...names: string[]) =>
  (specifier: string) =>
    names.some((name) => specifier === name || specifier.startsWith(`${name}/`));
const anything = () => true;
const isAws = (specifier: string) => /^(@aws-sdk|@smithy)\//.test(specifier);
const isMiddy = packages('@middy');
const isOfTheBrowser = (specifier: string) => !isAws(specifier) && !isMiddy(specifier) && !isBuiltin(specifier);

const rooms: readonly Room[] = [
  {
    name: 'shared/contract: concepts and zod',
    holds: /^shared\/contract\//,
    mayReach: under('shared/'),
    mayUse: packages('zod'),
  },
  {
    name: 'shared: values in, values out',
    holds: /^shared\//,
    mayReach: (target) => under('shared/')(target) && !under('shared/contract/')(target),
    mayUse: packages('zod'),
  },
  {
    name: 'functions/store: DynamoDB, and no entry above it',
    holds: /^functions\/store\//,
    mayReach: under('shared/', 'functions/store/', 'functions/runtime/'),
    mayUse: (specifier) => !isMiddy(specifier),
  },
  {
    name: 'functions/runtime: what entries stand on',
    holds: /^functions\/runtime\//,
    mayReach: under('shared/', 'functions/store/', 'functions/runtime/'),
    mayUse: anything,
  },
  {
    name: 'functions/spreadsheet: bytes in, rows out',
    holds: /^functions\/spreadsheet\//,
    mayReach: under('shared/', 'functions/spreadsheet/'),
    mayUse: (specifier) => !isAws(specifier) && !isMiddy(specifier),
  },
  {
    name: 'entries: no AWS, no other entry',
    holds: entryFolder,
    // A file straight in an entry folder is an entry; parts of entries lie in folders beside them.
    mayReach: (target, from) =>
      under('shared/', 'functions/store/', 'functions/runtime/', 'functions/spreadsheet/')(target) ||
      (entryFolder.test(target) && target.split('/').length > 3 && target.split('/')[1] === from.split('/')[1]),
    mayUse: (specifier) => !isAws(specifier),
  },
  {
    name: 'infra/local: the template on one machine',
    holds: /^infra\/local\//,
    mayReach: under('infra/', 'shared/contract/'),
    mayUse: anything,
  },
  {
    name: 'infra: draws resources, decides no business',
    holds: /^infra\//,
    mayReach: (target) => under('infra/', 'shared/')(target) && !under('infra/local/')(target),
    mayUse: anything,
  },
  {
    name: 'web/src/ui: looks only',
    holds: /^web\/src\/ui\//,
    mayReach: (target) =>
      under('shared/', 'web/src/')(target) &&
      !under(...['data', 'session', 'pages'].map((room) => `web/src/${room}/`))(target),
    mayUse: isOfTheBrowser,
  },
  {
    name: 'web/src/data: the only talk to the API, and no screen',
    holds: /^web\/src\/data\//,
    mayReach: (target) => under('shared/', 'web/src/')(target) && !under('web/src/pages/', 'web/src/ui/')(target),
    mayUse: isOfTheBrowser,
  },
  {
    name: 'web: the browser, and what is shared',
    holds: /^web\//,
    mayReach: under('shared/', 'web/'),
    mayUse: isOfTheBrowser,
  },
];

const files = globSync(['{shared,functions,infra}/**/*.ts', 'web/src/**/*.{ts,vue}'], { cwd: root }).map((file) =>
  file.split(sep).join('/'),
);

/** Where an import of the tree points, as a path from the root; null for a package or a Node module. */
function targetOf(specifier: string, from: string): string | null {
  if (specifier.startsWith('.'))
    return relative(root, join(root, dirname(from), specifier))
      .split(sep)
      .join('/');
  if (specifier.startsWith('#web/')) return specifier.replace('#web/', 'web/src/');
  return /^#(shared|functions|infra|test)\//.test(specifier) ? specifier.slice(1) : null;
}

/** Every module a file names: imports, re-exports, type imports and dynamic imports. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const script = file.endsWith('.vue') ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '') : text;
  const source = ts.preProcessFile(script, true, true);
  return source.importedFiles.map(({ fileName }) => fileName);
}

describe('the rooms of the house', () => {
  for (const room of rooms) {
    it(`keep their promise: ${room.name}`, () => {
      const strangers = files
        .filter((file) => rooms.find(({ holds }) => holds.test(file)) === room)
        .flatMap((file) =>
          importsOf(file)
            .filter((specifier) => {
              const target = targetOf(specifier, file);
              return target === null ? !room.mayUse(specifier) : !room.mayReach(target, file);
            })
            .map((specifier) => `${file} imports ${specifier}`),
        );
      expect(strangers).toEqual([]);
    });
  }

  it('has a room for every file', () => {
    expect(files.filter((file) => !rooms.some(({ holds }) => holds.test(file)))).toEqual([]);
  });

  it('imports packages that package.json names, and functions only those installed for production', () => {
    const production = Object.keys(packageJson.dependencies);
    const strangers = files
      .filter((file) => /^(shared|functions)\//.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => targetOf(specifier, file) === null && !isBuiltin(specifier))
          .filter((specifier) => !packages(...production, 'aws-lambda')(specifier))
          .map((specifier) => `${file} imports ${specifier}`),
      );
    expect(strangers).toEqual([]);
  });

  it('reads the environment in one file of functions only', () => {
    const readers = files
      .filter((file) => file.startsWith('functions/') && file !== 'functions/runtime/env.ts')
      .filter((file) => /\bprocess\s*(\.|\[\s*['"])\s*env\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(readers).toEqual([]);
  });

  it('keeps clock and chance out of shared', () => {
    const hidden = files
      .filter((file) => file.startsWith('shared/'))
      .filter((file) =>
        /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bfetch\(|\bprocess\./.test(
          readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
        ),
      );
    expect(hidden).toEqual([]);
  });
});
