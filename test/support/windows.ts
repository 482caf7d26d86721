/** Windows of signed-in people, for the tests of one file: closed after each test, which fails on what their consoles say. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser, type Browser, type Looks, type Visit } from './browser.ts';
import { signInAs } from './signInPage.ts';

/** Long enough for a machine that does ten other things at once. */
const patienceMs = 45_000;

export function windowsOn(site: string) {
  let browser: Browser;
  const open: Visit[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(async () => {
    const visits = open.splice(0);
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
export type Windows = ReturnType<typeof windowsOn>;
