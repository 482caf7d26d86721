/** A network that lets no WebSocket through: what others do arrives all the same, a little later. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openDoors } from '#test/support/doors.ts';
import { markLoad, queuePath, stillSameLoad, taskRow } from '#test/support/screens.ts';
import { signInAs } from '#test/support/signInPage.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);
const desk = openDoors(inject('stack'));
const team = teamOf(desk);
afterAll(() => desk.close());

describe('without sockets', () => {
  it('the page says that it looks for itself, and shows what others do without being loaded anew', async () => {
    const [request] = await team.made('A2081', 1);
    if (!request) throw new Error('One request was to be made');
    const { page } = await windows.visit();
    await page.routeWebSocket(/.*/, (socket) => socket.close());
    await signInAs(page, 'sophie', queuePath('techno-pedagogues', 'A2081'));
    await taskRow(page, /GRI1000/).waitFor();
    await page.getByRole('status').getByText('Mises à jour toutes les 30 s').waitFor();
    await markLoad(page);
    await team.take(desk.as('julien'), await team.task(taskNumber(request, 'interview')));
    await taskRow(page, /GRI1000/)
      .getByText('Julien Tremblay-Roy')
      .waitFor();
    expect(await stillSameLoad(page)).toBe(true);
  });
});
