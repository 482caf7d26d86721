/** The desk with the keyboard alone: no pointer is ever used in this file. */
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, patience } from '#test/support/doors.ts';
import { focused, press, tabTo } from '#test/support/keyboard.ts';
import { becomes, queuePath, taskPanel, taskRow } from '#test/support/screens.ts';
import { nameOf } from '#test/support/signInPage.ts';
import { teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
afterAll(() => desk.close());

async function signIn(username: string, path: string): Promise<Page> {
  // Who types faster than the desk answers is sent once more by the page itself.
  const { page } = await windows.visit({ foreseen: /status of 412/ });
  await page.goto(path);
  const self = page.getByRole('button', { name: nameOf(username) });
  await self.waitFor();
  await tabTo(page, self);
  await press(page, 'Enter');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return page;
}

describe('with the keyboard alone', () => {
  it('a task is found in the queue, taken in charge, worked and closed', async () => {
    await teamOf(desk).made('A2059', 2);
    const page = await signIn('sophie', queuePath('techno-pedagogues', 'A2059', 'unassigned'));
    await taskRow(page, /GRI1001/).waitFor();
    await press(page, 'j', 'j', 'k', 'j');
    await becomes(() => focused(page).filter({ hasText: 'GRI1001' }).count(), 1);
    await press(page, 'Enter');
    const panel = taskPanel(page, '1 Entrevue');
    await panel.getByRole('button', { name: 'Prendre en charge' }).waitFor();
    await press(page, 't');
    await panel.getByText('En cours', { exact: true }).waitFor();

    await tabTo(page, panel.getByRole('checkbox', { name: 'Confirmée avec le responsable du cours' }));
    await press(page, 'Space');
    await tabTo(page, panel.getByRole('radio', { name: 'Les inscrire' }));
    await press(page, 'ArrowDown');
    expect(await panel.getByRole('radio', { name: 'Il n’y en a aucun' }).isChecked()).toBe(true);
    await tabTo(page, panel.getByRole('button', { name: 'Enregistrer', exact: true }));
    await press(page, 'Enter');
    const list = panel.getByRole('region', { name: 'Liste de vérification' });
    const left = list.getByRole('listitem').filter({ hasText: 'obligatoire' });
    for (let count = await left.count(); count > 0; count -= 1) {
      await tabTo(page, left.first().getByRole('checkbox'));
      await press(page, 'Space');
      await becomes(() => left.count(), count - 1);
    }
    await panel.getByText('Tout est là : la tâche peut être fermée.').waitFor();
    await press(page, 'c');
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Fermer la tâche' }));
    await press(page, 'Enter');
    await page.getByText('1 Entrevue est fermée.').waitFor();
    await tabTo(page, page.getByRole('link', { name: /Tâche suivante de la file|Revenir à la file/ }));
    await press(page, 'Enter');
    await panel.or(page.getByRole('grid')).first().waitFor();
  });

  it('the palette finds a course whatever the accents, a page and an act', async () => {
    const title = 'Éthique en néonatalogie';
    await desk.land('grids/A2060.csv', csvGrid(courses('A2060', 1, { title })));
    await vi.waitFor(async () => {
      const { items } = await desk.as('sophie').does('search', { query: { q: 'ethique neonatalogie' } });
      expect(items).toHaveLength(1);
    }, patience);
    const page = await signIn('sophie', '/');
    const field = page.getByRole('combobox', { name: 'Rechercher ou aller à…' });
    const choose = async (words: string, option: RegExp): Promise<void> => {
      await press(page, 'Control+k');
      await field.waitFor();
      await page.keyboard.type(words);
      await page.getByRole('option', { name: option, selected: true }).waitFor();
      await press(page, 'Enter');
    };
    await choose('ethique neonat', /Éthique en néonatalogie/);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await choose('paramet', /Paramètres/);
    await page.getByRole('heading', { level: 1, name: 'Paramètres' }).waitFor();
    await choose('read in eng', /Read in English/);
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await press(page, 'Control+k');
    await page.getByRole('dialog').waitFor();
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('keys alone are listed, leave whoever types in peace, and can be switched off for good', async () => {
    const page = await signIn('sophie', '/queue');
    const keys = page.getByRole('dialog', { name: 'Raccourcis clavier' });
    await page.getByRole('search').waitFor();
    await press(page, '/');
    await page.keyboard.type('g s?');
    expect(await page.getByRole('searchbox', { name: 'Chercher dans la file' }).inputValue()).toBe('g s?');
    await press(page, 'Escape', 'Escape');
    await press(page, '?');
    await keys.getByText('Tâche suivante').waitFor();
    await tabTo(page, keys.getByRole('checkbox', { name: 'Utiliser les touches seules (sans Ctrl)' }));
    await press(page, 'Space', 'Escape');
    await keys.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('search').waitFor();
    await press(page, '?', 'g', 's');
    // Keys with Ctrl still work: had the ones before done anything, the palette would not be what opens.
    await press(page, 'Control+k');
    await page.getByRole('dialog', { name: 'Rechercher ou aller à…' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/queue');
    expect(await keys.count()).toBe(0);
  });
});
