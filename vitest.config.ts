import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** The rules must not depend on the machine's clock settings: they run in two zones that hurt. */
const rulesIn = (name: string, TZ: string) => ({
  extends: true as const,
  // Properties are tried on many values: a loaded machine takes its time.
  test: { name, include: ['test/shared/**/*.test.ts'], env: { TZ }, testTimeout: 30_000 },
});

/** A set-up file that starts what the tests of a project stand on, once for all of them. */
const standingOn = (file: string) => (existsSync(file) ? { globalSetup: file } : {});

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      rulesIn('rules-toronto', 'America/Toronto'),
      rulesIn('rules-chatham', 'Pacific/Chatham'),
      { extends: true, test: { name: 'rooms', include: ['test/rooms.test.ts'] } },
      // Screens, built as the site is built and shown in a page without layout.
      {
        extends: './web/vite.config.ts',
        root: '.',
        test: {
          name: 'web',
          include: ['test/web/**/*.test.ts'],
          environment: 'jsdom',
          // A loaded machine draws a page slowly; nothing here is about time.
          testTimeout: 30_000,
          // The site's own configuration stands where the others have this file's: what all projects share is said again.
          pool: 'forks',
          maxWorkers: 2,
          // One page for all files, cleaned after each test: making a page takes longer than its tests.
          isolate: false,
          setupFiles: ['test/web/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'functions',
          include: ['test/functions/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...standingOn('test/support/dynamodb.ts'),
        },
      },
      // Loading CDK takes longer than these tests, which only look into templates: once for all files is enough.
      {
        extends: true,
        test: { name: 'infra', include: ['test/infra/*.test.ts'], testTimeout: 60_000, isolate: false },
      },
      { extends: true, test: { name: 'local', include: ['test/infra/local/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'stack',
          include: ['test/{journey,contract}/**/*.test.ts'],
          exclude: ['test/journey/browser/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          ...standingOn('test/support/stack.ts'),
        },
      },
      // People at work on the site in Chromium, each in a window of their own.
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/journey/browser/**/*.test.ts'],
          // What ends a test that hangs is the patience of its windows; this is for a machine that does much else.
          testTimeout: 400_000,
          hookTimeout: 120_000,
          ...standingOn('test/support/servedStack.ts'),
        },
      },
    ],
  },
});
