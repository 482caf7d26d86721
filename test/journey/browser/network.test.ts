/** The network goes and comes back: what was being written is there, and what happened meanwhile is shown. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openDoors } from '#test/support/doors.ts';
import { becomes, markLoad, queuePath, stillSameLoad, taskRow } from '#test/support/screens.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
const team = teamOf(desk);
afterAll(() => desk.close());

const cut = { foreseen: /net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED)/ };

describe('a cut of the network', () => {
  it('keeps the draft, here and on the person’s other devices, and catches up afterwards', async () => {
    const [request] = await team.made('A2057', 1);
    if (!request) throw new Error('One request was to be made');
    const address = `/requests/${request.number}`;
    const sophie = await windows.as('sophie', address, cut);
    const box = sophie.getByRole('textbox', { name: 'Écrire un commentaire' });
    await box.fill('Bonjour,');
    await sophie.getByText('Brouillon conservé', { exact: true }).waitFor();
    await markLoad(sophie);

    await sophie.context().setOffline(true);
    await sophie.getByText('Hors ligne, reprise…').waitFor();
    await box.fill('Bonjour, je vous écris depuis le train.');
    await sophie.getByText('Brouillon conservé sur cet appareil').waitFor();
    await sophie.getByRole('button', { name: 'Envoyer' }).click();
    await sophie.getByText('Rien de ce que vous avez écrit n’est perdu.').waitFor();
    await team.take(desk.as('julien'), await team.task(taskNumber(request, 'interview')));

    await sophie.context().setOffline(false);
    const plan = sophie.getByRole('list', { name: 'Plan de la demande' });
    await plan.getByText('Julien Tremblay-Roy').waitFor();
    await sophie.getByText('Brouillon conservé', { exact: true }).waitFor();
    expect(await stillSameLoad(sophie)).toBe(true);

    await sophie.reload();
    await becomes(() => box.inputValue(), 'Bonjour, je vous écris depuis le train.');
    const elsewhere = await windows.as('sophie', address);
    await becomes(
      () => elsewhere.getByRole('textbox', { name: 'Écrire un commentaire' }).inputValue(),
      'Bonjour, je vous écris depuis le train.',
    );
    await sophie.getByRole('button', { name: 'Envoyer' }).click();
    await elsewhere.getByRole('article').filter({ hasText: 'depuis le train' }).waitFor();
  });

  it('is made up for in the queue', async () => {
    const [, second] = await team.made('A2058', 2);
    if (!second) throw new Error('Two requests were to be made');
    const sophie = await windows.as('sophie', queuePath('techno-pedagogues', 'A2058', 'unassigned'), cut);
    await taskRow(sophie, /GRI1001/).waitFor();
    await sophie.context().setOffline(true);
    await sophie.getByText('Hors ligne, reprise…').waitFor();
    await team.take(desk.as('julien'), await team.task(taskNumber(second, 'interview')));
    await sophie.context().setOffline(false);
    await taskRow(sophie, /GRI1001/)
      .getByText('Prise en charge par Julien Tremblay-Roy')
      .waitFor();
  });
});
