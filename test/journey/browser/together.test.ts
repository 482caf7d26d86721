/** Two people on the same request at once: nobody overwrites anybody, and nothing typed is lost. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openDoors } from '#test/support/doors.ts';
import { becomes, queuePath, taskPanel, taskRow } from '#test/support/screens.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
const team = teamOf(desk);
afterAll(() => desk.close());

/** A request whose interview Sophie has in hand. */
async function inInterview(term: string) {
  const [request] = await team.made(term, 1);
  if (!request) throw new Error('One request was to be made');
  await team.take(desk.as('sophie'), await team.task(taskNumber(request, 'interview')));
  return request;
}

/** Refusals are expected here: the browser notes them as it notes any answer that is no success. */
const refused = { foreseen: /the server responded with a status of 4(09|12)/ };

async function writePresenters(page: Page, text: string): Promise<void> {
  const panel = taskPanel(page, '1 Entrevue');
  await panel.getByRole('radio', { name: 'Les inscrire' }).check();
  await panel.getByRole('textbox', { name: 'Liste' }).fill(text);
}

describe('two people on one request', () => {
  it('are each given the choice where both changed the same field', async () => {
    const { number } = await inInterview('A2054');
    const [sophie, julien] = await Promise.all([
      windows.as('sophie', `/requests/${number}`, refused),
      windows.as('julien', `/requests/${number}`, refused),
    ]);
    await writePresenters(julien, 'Luce Roy');
    await sophie.getByText('Julien Tremblay-Roy rédige').waitFor();
    await writePresenters(sophie, 'Karim Caron');
    await taskPanel(sophie, '1 Entrevue').getByRole('button', { name: 'Enregistrer', exact: true }).click();

    const choice = julien.getByRole('alert').filter({ hasText: 'Quelqu’un d’autre a modifié les mêmes champs' });
    await choice.getByText('Karim Caron').waitFor();
    await choice.getByText('Luce Roy').waitFor();
    await choice.getByText('modifié par Sophie Lamarre').waitFor();
    await choice.getByRole('button', { name: 'Garder le mien' }).click();
    await choice.waitFor({ state: 'detached' });
    await taskPanel(julien, '1 Entrevue').getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await becomes(() => sophie.getByRole('textbox', { name: 'Liste' }).inputValue(), 'Luce Roy');
    expect(await desk.read(number)).toMatchObject({ presenters: { people: [{ name: 'Luce Roy' }] } });
  });

  it('both tick the same list, and see each other’s ticks', async () => {
    const { number } = await inInterview('A2055');
    await desk.as('sophie').does('readRequest', { params: { request: number } });
    const [sophie, other] = await Promise.all([
      windows.as('sophie', `/requests/${number}`, refused),
      windows.as('sophie', `/requests/${number}`, refused),
    ]);
    const steps = (page: Page) => page.getByRole('region', { name: 'Liste de vérification' }).getByRole('checkbox');
    await steps(sophie).first().check();
    await steps(other).nth(1).check();
    for (const page of [sophie, other]) {
      await becomes(() => steps(page).first().isChecked(), true);
      await becomes(() => steps(page).nth(1).isChecked(), true);
    }
  });

  it('learn who was first where both want the same task', async () => {
    await team.made('A2056', 1);
    const path = queuePath('techno-pedagogues', 'A2056', 'unassigned');
    const [sophie, julien] = await Promise.all([
      windows.as('sophie', path, refused),
      windows.as('julien', path, refused),
    ]);
    await taskRow(julien, /GRI1000/).waitFor();
    await taskRow(sophie, /GRI1000/)
      .getByRole('checkbox')
      .check();
    await sophie.getByRole('button', { name: 'Prendre en charge' }).click();
    await taskRow(julien, /GRI1000/)
      .getByText('Prise en charge par Sophie Lamarre')
      .waitFor();
    // The row stays where it was until he asks for the list as it is.
    expect(await taskRow(julien, /GRI1000/).count()).toBe(1);
  });
});
