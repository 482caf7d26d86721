import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as incidents from '#functions/store/incidents.ts';
import * as directory from '#functions/store/people.ts';
import { numberAt } from '#shared/ids.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { Instant } from '#shared/time/instant.ts';
import { people } from '#test/support/desk.ts';
import { incidentAt } from '#test/support/incidentAt.ts';
import { at, keep, stored } from '#test/support/incidentDesk.ts';
import { siteUrl, startDesk, type RunningDesk } from '#test/support/runningDesk.ts';
import { changes, wall } from '../../shared/incident/moments.ts';

let desk: RunningDesk;
let sweep: () => Promise<unknown>;
let rank = 0;
let incident: Incident;
// Thursday the 10th of September 2020.
const opened = wall('09-10 08:30');

beforeAll(async () => {
  desk = await startDesk();
  sweep = (await import('#functions/schedule/sla-due.ts')).handler;
  for (const each of Object.values(people)) await directory.upsert(desk.table, each);
});
afterAll(async () => {
  await desk.stop();
});
beforeEach(async () => {
  rank += 1;
  incident = incidentAt(changes([opened, 'new']), opened, { number: numberAt('incident', rank) });
});

const sweepAt = (now: Instant) => at(now, sweep);
/** Messages about this incident, what the stream says delivered so often. */
const sent = async (now: Instant, times = 1) => {
  await at(now, () => desk.flow(times));
  return (await desk.mails()).filter(({ body }) => body.text.includes(incident.number));
};
const receivers = async (now: Instant, times = 1) =>
  (await sent(now, times)).map(({ destination }) => destination.to[0]).sort();
const group = ['both@example.org', 'tina@example.org', 'tom@example.org'];

describe('a tier that is reached', () => {
  it('is told to the members of the group, in French, with the promise and a link', async () => {
    await keep(desk.table, [incident]);
    await sweepAt(wall('09-10 14:31'));
    expect(await receivers(wall('09-10 14:31'))).toEqual(group);
    const [mail] = await sent(wall('09-10 14:31'));
    expect(mail?.subject).toBe(`${incident.number} : temps de réponse élevé (jaune), « Partage d’écran »`);
    expect(mail?.body.text).toContain('depuis le jeudi 10 septembre 2020 à 14 h 30');
    expect(mail?.body.text).toContain('prend fin le jeudi 10 septembre 2020 à 16 h 30');
    expect(mail?.body.text).toContain('Personne n’en est encore chargé.');
    expect(mail?.body.text).toContain(`${siteUrl}/incidents/${incident.number}`);
  });

  it('is told to its assignee too, once, whatever the group', async () => {
    incident = { ...incident, assignee: people.tess };
    await keep(desk.table, [incident]);
    await sweepAt(wall('09-10 12:31'));
    expect(await receivers(wall('09-10 12:31'))).toEqual([group[0], 'tess@example.org', ...group.slice(1)]);
  });

  it('is told once, however often the stream says it and however many sweep', async () => {
    await keep(desk.table, [incident]);
    await at(wall('09-10 12:31'), () => Promise.all([sweep(), sweep()]));
    await sweepAt(wall('09-10 12:32'));
    expect(await receivers(wall('09-10 12:32'), 3)).toEqual(group);
  });

  it('after a day without a sweep is told alone, not the ones that were passed before it', async () => {
    await keep(desk.table, [incident]);
    await sweepAt(wall('09-14 09:00'));
    const mails = await sent(wall('09-14 09:00'));
    expect(mails.map(({ subject }) => subject)).toEqual(
      Array(3).fill(`${incident.number} : temps de réponse en retard (orange), « Partage d’écran »`),
    );
    expect(mails[0]?.body.text).toContain('Le délai promis de 8 heures ouvrables est dépassé.');
  });

  it('is told to nobody at night', async () => {
    await keep(desk.table, [incident]);
    await sweepAt(wall('09-10 20:00'));
    expect(await sent(wall('09-10 20:00'))).toEqual([]);
    await sweepAt(wall('09-11 08:31'));
    expect(await receivers(wall('09-11 08:31'))).toEqual(group);
  });

  it('is told to nobody when somebody answered before the message left', async () => {
    await keep(desk.table, [incident]);
    await sweepAt(wall('09-10 12:31'));
    const noted = await stored(desk.table, incident.number);
    const told = changes([opened, 'new'], [wall('09-10 12:32'), 'active']);
    const after = incidentAt(told, wall('09-10 12:32'), { number: noted.number, tierSeen: noted.tierSeen });
    await incidents.save(desk.table, { written: { before: noted, after }, lines: [], relied: null }, []);
    expect(await sent(wall('09-10 12:33'))).toEqual([]);
  });
});
