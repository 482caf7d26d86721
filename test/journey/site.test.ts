/** The site in a real browser, served and secured as the template says. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AxeResults } from 'axe-core';
import { routes } from '#shared/contract/routes.ts';
import { openBrowser, type Browser, type Visit } from '#test/support/browser.ts';

const { site } = inject('stack');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function signedIn(name: RegExp): Promise<Visit> {
  const visit = await browser.visit(site);
  await visit.page.goto('/');
  await visit.page.getByRole('button', { name }).click();
  return visit;
}

/** What keeps somebody from using the page: rules of WCAG 2.2, A and AA, that it breaks. */
async function barriers({ page }: Visit): Promise<string[]> {
  // Given from outside the page, whose own policy lets no stranger's script in.
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>('axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })');
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe('the site', () => {
  it('asks who you are, and then greets you by name with what you may do', async () => {
    const visit = await signedIn(/Sophie Lamarre/);
    const { page, troubles } = visit;
    await page.getByRole('heading', { level: 1, name: 'Bonjour Sophie' }).waitFor();
    await page.getByText('sophie.lamarre@umontreal.example').waitFor();
    await page.getByText('Voir les files de tâches du guichet').waitFor();
    expect(await page.getByText('Envoyer une grille des cours').count()).toBe(0);
    expect(await barriers(visit)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('stays signed in when the page is loaded anew', async () => {
    const { page, troubles } = await signedIn(/Hélène Marchand/);
    await page.getByText('Bonjour Hélène').waitFor();
    await page.reload();
    await page.getByText('Bonjour Hélène').waitFor();
    expect(troubles).toEqual([]);
  });

  it('speaks English to whoever wants it', async () => {
    const { page, troubles } = await signedIn(/Sophie Lamarre/);
    await page.getByRole('button', { name: 'Read in English' }).click();
    await page.getByRole('link', { name: 'API reference' }).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^en/);
    expect(troubles).toEqual([]);
  });

  it('shows every route of the API to anybody, without a sign-in', async () => {
    const visit = await browser.visit(site);
    const { page, troubles } = visit;
    await page.goto('/api-reference');
    await page.getByRole('heading', { level: 1, name: 'Référence de l’API' }).waitFor();
    for (const { path } of Object.values(routes)) await page.getByText(path, { exact: true }).first().waitFor();
    expect(await barriers(visit)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('says so when an address leads nowhere', async () => {
    const { page } = await signedIn(/Émilie Haddad/);
    await page.getByText('Bonjour Émilie').waitFor();
    await page.goto('/nulle-part');
    await page.getByText('Page introuvable').waitFor();
  });
});
