/** Windows of signed-in people, for the tests of one file: closed after each test, which fails on what their consoles say. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser, type Browser, type Looks, type Visit } from './browser.ts';
import { signInAs } from './signInPage.ts';

/** Long enough for a machine that does ten other things at once. */
const patienceMs = 45_000;

/** What stood in a window when a test failed, beside the other results: a picture, and what a reader of the screen hears. */
async function keepSight(test: string, rank: number, { page, troubles }: Visit): Promise<void> {
  const folder = path.join('test-results', 'browser');
  await mkdir(folder, { recursive: true });
  const name = path.join(folder, `${test}-${rank + 1}`);
  const heard = await page.locator('body').ariaSnapshot();
  await writeFile(`${name}.txt`, [page.url(), ...troubles, heard].join('\n'));
  await page.screenshot({ path: `${name}.png` });
}

export function windowsOn(site: string) {
  let browser: Browser;
  const open: Visit[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(async ({ task }) => {
    const visits = open.splice(0);
    if (task.result?.state === 'fail') await Promise.all(visits.map((visit, rank) => keepSight(task.id, rank, visit)));
    await Promise.all(visits.map(({ context }) => context.close()));
    expect(visits.flatMap(({ troubles }) => troubles)).toEqual([]);
  });
  afterAll(() => browser.close());

  /** A window nobody is signed in at. */
  const visit = async (looks?: Looks): Promise<Visit> => {
    const made = await browser.visit(site, looks);
    made.context.setDefaultTimeout(patienceMs);
    open.push(made);
    return made;
  };

  return {
    visit,
    /** Signs a person in by the sign-in page, on the way to a path. */
    as: async (username: string, path: string, looks?: Looks): Promise<Page> => {
      const { page } = await visit(looks);
      await signInAs(page, username, path);
      return page;
    },
  };
}
