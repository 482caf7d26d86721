/**
 * The rooms of the house and what each never imports, with the reason a developer reads when the linter stops them.
 * `eslint.config.js` turns every row into lint rules; `test/rooms.test.ts` reads the imports of the whole tree on its
 * own and holds them against what each room may import.
 */

const entryFolders = 'api|workflow|intake|stream|schedule|session';

/** Specifiers that reach another top-level room, by alias or by climbing out with `../`. */
const room = (names) => `^(#|(\\.\\./)+)(${names})(/|$)`;

const nodeModules = { regex: '^node:', message: 'runs in a browser too: no Node module.' };
const aws = {
  regex: '^(@aws-sdk|@smithy|aws-lambda|@middy)(/|$)',
  message: 'AWS and middy stay at the door, in functions/.',
};
const vue = { regex: '^(vue|vue-router|pinia|@pinia/.*)$', message: 'knows no screen.' };

const shared = {
  files: ['shared/**/*.ts'],
  promise: 'shared/ promises the same output for the same input, in a browser and in Lambda',
  imports: [
    nodeModules,
    aws,
    vue,
    { regex: room('functions|infra|web|test|bench|scripts'), message: 'imports no other room.' },
  ],
  globals: ['process', 'fetch', 'performance', 'crypto', 'setTimeout', 'setInterval', 'Buffer', 'window', 'document'],
  clockAndChance: true,
};

const concepts = {
  inside: shared,
  files: ['shared/!(contract)/**/*.ts', 'shared/*.ts'],
  promise: 'a concept of shared/ does not know the contract that speaks of it',
  imports: [
    {
      regex: '^(#shared|\\.{1,2}(/\\.\\.)*)/contract(/|$)',
      message: 'shared/contract imports concepts, never the reverse.',
    },
  ],
};

const functions = {
  files: ['functions/**/*.ts'],
  promise: 'functions/ are AWS at the door and rules inside',
  imports: [
    { regex: room('infra|web|test|bench|scripts'), message: 'a function imports shared/ and functions/ only.' },
    { regex: '^(node:)?process$', message: 'functions/runtime/env.ts is what reads the process.' },
  ],
  env: 'functions/runtime/env.ts parses the environment once, at cold start; ask it.',
  envExcept: ['functions/runtime/env.ts'],
};

const store = {
  inside: functions,
  files: ['functions/store/**/*.ts'],
  promise: 'functions/store speaks DynamoDB and returns domain values',
  imports: [
    { regex: '^@middy/', message: 'storage knows nothing of the request that asks.' },
    {
      regex: `^(\\.\\./|#functions/)(${entryFolders})/`,
      message: 'storage is called by entries, it never calls them.',
    },
  ],
};

const runtime = {
  inside: functions,
  files: ['functions/runtime/**/*.ts'],
  promise: 'functions/runtime is what every entry stands on',
  imports: [
    { regex: `^(\\.\\./|#functions/)(${entryFolders})/`, message: 'the ground floor does not know its entries.' },
  ],
};

const spreadsheet = {
  inside: functions,
  files: ['functions/spreadsheet/**/*.ts'],
  promise: 'functions/spreadsheet turns the bytes of a file into rows',
  imports: [
    aws,
    { regex: `^(\\.\\./|#functions/)(${entryFolders}|store|runtime)/`, message: 'a reader of files knows no desk.' },
  ],
};

const entries = {
  inside: functions,
  files: [`functions/@(${entryFolders})/**/*.ts`],
  promise: 'an entry is a sentence: parse, load, decide, save, reply',
  imports: [
    { regex: '^(@aws-sdk|@smithy)/', message: 'AWS is spoken in functions/store and functions/runtime.' },
    { regex: `^(\\.\\./|#functions/)(${entryFolders})/`, message: 'an entry never imports another entry.' },
  ],
};

const eachEntry = {
  inside: entries,
  files: [`functions/@(${entryFolders})/*.ts`],
  promise: 'an entry is a sentence: its parts lie in a folder of its own',
  imports: [
    { regex: '^\\./[^/]+\\.ts$', message: 'an entry never imports another entry; what both need has a home below.' },
  ],
};

const infra = {
  files: ['infra/**/*.ts'],
  promise: 'infra/ draws resources and decides no business',
  imports: [
    { regex: room('functions|web|test|bench|scripts'), message: 'infra names function files, it never imports them.' },
  ],
};

const stack = {
  inside: infra,
  files: ['infra/!(local)/**/*.ts', 'infra/*.ts'],
  promise: 'what is deployed does not know that it can run on one machine',
  imports: [{ regex: '(^#infra|^\\.{1,2})/local/', message: 'the stack never imports infra/local.' }],
};

const web = [
  {
    files: ['web/src/pages/**/*.{ts,vue}', 'web/src/ui/**/*.{ts,vue}'],
    promise: 'only web/src/data talks to the API',
    imports: [],
    globals: ['fetch'],
  },
  {
    files: ['web/src/data/**/*.ts'],
    promise: 'web/src/data is the only talk to the API',
    imports: [{ regex: '/(pages|ui)/', message: 'data knows no screen.' }],
  },
  {
    files: ['web/src/ui/**/*.{ts,vue}'],
    promise: 'web/src/ui looks, and only looks',
    imports: [{ regex: '/(data|session|pages)/', message: 'a part of the screen is given what it shows.' }],
  },
];

/** From the general to the particular: where a file lies in two rooms, the later row speaks for both. */
export const rooms = [
  shared,
  concepts,
  functions,
  store,
  runtime,
  spreadsheet,
  entries,
  eachEntry,
  infra,
  stack,
  ...web,
];
