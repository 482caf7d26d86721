/** French first, English as whole. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, type ImportPage, type RequestRow } from '#test/support/doors.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
let imported: ImportPage;
let request: RequestRow;
beforeAll(async () => {
  const row = { title: 'Anatomy', department: 'Radiology', responsible: 'Fatima Morin' };
  const email = 'fatima.morin@umontreal.example';
  imported = await desk.land('grids/A2068.csv', csvGrid(courses('A2068', 1, { ...row, email })));
  const [found] = await desk.requestsOf('A2068');
  if (!found) throw new Error('One request was to be made');
  request = found;
});
afterAll(() => desk.close());

/** Words that only a French sentence of the screens has; names, titles and departments are given to the site. */
const french = /\b(tâches?|demandes?|échéance|ouvrables?|aucune?|étapes?|chercher|trimestre|grilles?|vous|envoyer)\b/i;
const english = /\b(tasks?|requests?|due|business|none|steps?|search|term|grids?|you|your|send)\b/i;
/** What a sentence without words looks like: the name it goes by. */
const unsaid = /\b[a-z]+(?:\.[a-zA-Z]+){1,3}\b(?=\s|$)/;

async function wordsOf(page: Page): Promise<string> {
  const main = page.getByRole('main');
  await main.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  return (await main.innerText()).replaceAll(/\S+@\S+|\S+\.(csv|xlsx|ods|example)\b|\.(csv|xlsx|ods|xls)\b/g, '');
}

const pages = (username: string): readonly string[] => {
  const number = request.number;
  switch (username) {
    case 'chantal':
      return ['/', '/imports', `/imports/${imported.number}`, '/requests'];
    case 'fatima':
      return ['/my-requests', `/requests/${number}`, '/queue'];
    default:
      return ['/', '/queue', '/queue?view=mine', `/requests/${number}`, '/settings', '/search?q=anatomy'];
  }
};

describe.each(['sophie', 'chantal', 'fatima'])('%s', (username) => {
  it('reads every page in English when the browser speaks English', async () => {
    const [first = '/', ...others] = pages(username);
    const page = await windows.as(username, first, { language: 'en-CA' });
    for (const path of [first, ...others]) {
      if (path !== first) await page.goto(path);
      const words = await wordsOf(page);
      expect(await page.locator('html').getAttribute('lang')).toMatch(/^en/);
      expect({ path, french: french.exec(words)?.[0], unsaid: unsaid.exec(words)?.[0] }).toEqual({ path });
    }
  });

  it('reads every page in French when it speaks French', async () => {
    const [first = '/', ...others] = pages(username);
    const page = await windows.as(username, first);
    for (const path of [first, ...others]) {
      if (path !== first) await page.goto(path);
      const words = await wordsOf(page);
      expect(await page.locator('html').getAttribute('lang')).toMatch(/^fr/);
      expect({ path, english: english.exec(words)?.[0], unsaid: unsaid.exec(words)?.[0] }).toEqual({ path });
    }
  });
});

describe('the language', () => {
  it('is changed at once, without losing the page, and remembered', async () => {
    const page = await windows.as('sophie', `/requests/${request.number}`);
    await page.getByRole('heading', { level: 2, name: '1 Entrevue' }).waitFor();
    await page.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('Hello');
    await page.getByRole('button', { name: 'Read in English' }).click();
    await page.getByRole('heading', { level: 2, name: '1 Interview' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Write a comment' }).inputValue()).toBe('Hello');
    await page.reload();
    await page.getByRole('heading', { level: 2, name: '1 Interview' }).waitFor();
    await page.getByRole('button', { name: 'Lire en français' }).click();
    await page.getByRole('heading', { level: 2, name: '1 Entrevue' }).waitFor();
  });
});
