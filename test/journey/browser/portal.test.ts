/** Heads of courses follow their requests in plain words, and talk with the desk. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, type RequestPage } from '#test/support/doors.ts';
import { markLoad, stillSameLoad } from '#test/support/screens.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
const team = teamOf(desk);
afterAll(() => desk.close());

/** One request of a term of its own, whose head of course is Fatima. */
async function madeForFatima(term: string, title: string): Promise<RequestPage> {
  const row = { title, responsible: 'Fatima Morin', email: 'fatima.morin@umontreal.example' };
  await desk.land(`grids/${term}.csv`, csvGrid(courses(term, 1, row)));
  const [found] = await desk.requestsOf(term);
  if (!found) throw new Error('One request was to be made');
  return desk.read(found.number);
}

describe('a head of course', () => {
  it('is led to their requests, and sees by itself how far each is', async () => {
    const title = 'Allergies alimentaires';
    const request = await madeForFatima('A2052', title);
    const fatima = await windows.as('fatima', '/');
    await fatima.getByRole('heading', { level: 1, name: 'Mes demandes' }).waitFor();
    await markLoad(fatima);
    const card = fatima.getByRole('listitem').filter({ hasText: request.number }).first();
    await card.getByText('Votre demande est reçue.').waitFor();
    await team.take(desk.as('sophie'), await team.task(taskNumber(request, 'interview')));
    await card.getByText('L’entrevue est en cours avec un techno-pédagogue.').waitFor();
    expect(await stillSameLoad(fatima)).toBe(true);
  });

  it('writes to the desk and is answered, and never sees its work notes', async () => {
    const title = 'Asthme de l’enfant';
    const { number } = await madeForFatima('A2053', title);
    const fatima = await windows.as('fatima', `/requests/${number}`);
    const sophie = await windows.as('sophie', `/requests/${number}`);
    await fatima.getByRole('heading', { level: 1, name: title }).waitFor();
    await sophie.getByRole('heading', { level: 1, name: title }).waitFor();

    const question = 'Le cours commence une semaine plus tard.';
    await fatima.getByRole('textbox', { name: 'Écrire un commentaire' }).fill(question);
    await fatima.getByRole('button', { name: 'Envoyer' }).click();
    await sophie.getByRole('article').filter({ hasText: question }).waitFor();

    await sophie.getByRole('button', { name: 'Note de travail' }).click();
    await sophie.getByRole('textbox', { name: 'Écrire une note de travail' }).fill('À confirmer avec le département');
    await sophie.getByRole('button', { name: 'Ajouter la note' }).click();
    await sophie.getByRole('article').filter({ hasText: 'À confirmer avec le département' }).waitFor();
    await sophie.getByRole('button', { name: 'Commentaire', exact: true }).click();
    await sophie.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('Merci, la date est changée.');
    await sophie.getByRole('button', { name: 'Envoyer' }).click();
    await fatima.getByRole('article').filter({ hasText: 'Merci, la date est changée.' }).waitFor();
    expect(await fatima.getByText('À confirmer avec le département').count()).toBe(0);
  });

  it('is told kindly where a page is none of theirs', async () => {
    const fatima = await windows.as('fatima', '/queue');
    await fatima.getByRole('heading', { name: 'Cette page n’est pas de votre ressort' }).waitFor();
    await fatima.getByRole('link', { name: 'Aller à « Mes demandes »' }).click();
    await fatima.getByRole('heading', { level: 1, name: 'Mes demandes' }).waitFor();
  });
});
