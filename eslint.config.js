import js from '@eslint/js';
import vueI18n from '@intlify/eslint-plugin-vue-i18n';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { rooms } from './scripts/rooms.js';

const clockAndChance = [
  { object: 'Date', property: 'now', message: 'The clock is an argument.' },
  { object: 'Math', property: 'random', message: 'Chance is an argument.' },
];

const castThroughUnknown = {
  selector: 'TSAsExpression > TSAsExpression.expression > TSUnknownKeyword',
  message: 'A cast through unknown hides a wrong type: parse the value with a schema, or narrow it.',
};

const hiddenClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: 'The clock is an argument.' },
];

/** ESLint keeps only the last setting of a rule for a file, so a room inside another repeats what that one says. */
const importsOf = (room) => [
  ...(room.inside ? importsOf(room.inside) : []),
  ...room.imports.map(({ regex, message }) => ({ regex, message: `${room.promise}: ${message}` })),
];

const roomRules = rooms.map((room) => ({
  name: `room ${room.files[0]}`,
  files: room.files,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: importsOf(room) }],
    ...(room.globals && {
      'no-restricted-globals': ['error', ...room.globals.map((name) => ({ name, message: `${room.promise}.` }))],
    }),
    ...(room.clockAndChance && {
      'no-restricted-properties': ['error', ...clockAndChance],
      'no-restricted-syntax': ['error', castThroughUnknown, ...hiddenClock],
    }),
  },
}));

const environment = rooms
  .filter((room) => room.env)
  .map((room) => ({
    name: `environment of ${room.files[0]}`,
    files: room.files,
    ignores: room.envExcept,
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: room.env }],
    },
  }));

export default defineConfig(
  globalIgnores(['cdk.out', 'dist', 'coverage', '.local', 'test-results', '**/dist']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    name: 'screens',
    files: ['web/**/*.vue'],
    extends: [vue.configs['flat/recommended'], accessibility.configs['flat/recommended']],
  },
  {
    name: 'words on screen',
    files: ['web/**/*.vue', 'web/**/*.ts'],
    plugins: { '@intlify/vue-i18n': vueI18n },
    settings: {
      'vue-i18n': {
        localeDir: [
          {
            pattern: 'web/src/locales/*/*.json',
            localeKey: 'path',
            localePattern: /^.*\/(?<locale>fr|en)\/[^/]+\.json$/,
          },
        ],
        messageSyntaxVersion: '^11.0.0',
      },
    },
    rules: {
      '@intlify/vue-i18n/no-missing-keys': 'error',
      '@intlify/vue-i18n/no-raw-text': ['error', { ignorePattern: '^[^\\p{L}]*$' }],
      '@intlify/vue-i18n/no-v-html': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Brackets say that a name is read from a record nobody typed.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', castThroughUnknown],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['functions/@(api|workflow|intake|stream|schedule|session|live)/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-type-assertion': 'error' },
  },
  {
    name: 'screens in TypeScript',
    files: ['web/**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      // Judges a field whose attributes are bound in one go as if it had no label.
      'vuejs-accessibility/form-control-has-label': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // An optional property without a default is undefined, which its type says.
      'vue/require-default-prop': 'off',
      '@typescript-eslint/no-useless-default-assignment': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      // The compiler knows what is defined, macros of files included.
      'no-undef': 'off',
    },
  },
  ...roomRules,
  ...environment,
  {
    name: 'tests',
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(skip|only|todo|skipIf|runIf|fails)$/]',
          message: 'A test runs or is deleted: nothing skipped, nothing singled out.',
        },
        {
          selector: 'CallExpression[callee.name=/^(xit|xdescribe|fit|fdescribe)$/]',
          message: 'A test runs or is deleted: nothing skipped, nothing singled out.',
        },
        {
          selector: "CallExpression[callee.name='setTimeout']",
          message: 'Wait for a condition (vi.waitFor, expect.poll), never for a time.',
        },
      ],
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'tools that run on bare Node',
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', performance: 'readonly', URL: 'readonly' },
    },
  },
  prettier,
);
