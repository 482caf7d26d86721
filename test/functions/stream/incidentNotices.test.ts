import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as directory from '#functions/store/people.ts';
import type { Person } from '#shared/access/person.ts';
import type { RouteName } from '#shared/contract/routes.ts';
import { call } from '#test/support/api.ts';
import { people, person } from '#test/support/desk.ts';
import { siteUrl, startDesk, type RunningDesk } from '#test/support/runningDesk.ts';

const { tina, tom, mona, ada, rita } = people;
/** Never signed in: only their address is known. */
const caller = { name: 'Paule Roy', email: 'paule.roy@example.org' };

let desk: RunningDesk;
let number: string;
let key = 0;
beforeAll(async () => {
  desk = await startDesk();
  for (const each of Object.values(people)) await directory.upsert(desk.table, each);
});
afterAll(async () => {
  await desk.stop();
});

const asked = { kind: 'incident', title: 'Le son coupe', text: 'On ne m’entend plus.' };
const open = async (by: Person, more: object = {}): Promise<string> => {
  key += 1;
  return (await call(by, 'openIncident', { body: { ...asked, ...more }, key: `o${key}` })).value().number;
};
const act = async (by: Person, name: RouteName, version: number, body?: unknown, on = number) =>
  (await call(by, name, { params: { incident: on }, ifMatch: version, ...(body !== undefined && { body }) })).value();
const say = async (by: Person, text: string) => {
  key += 1;
  return (await call(by, 'commentIncident', { params: { incident: number }, body: { text }, key: `c${key}` })).value();
};
/** Messages that name an incident since the last look at it, what the stream says delivered so often. */
const seen = new Map<string, number>();
const sent = async (times = 1, about = number) => {
  await desk.flow(times);
  const mails = (await desk.mails()).filter(({ subject }) => subject.includes(about));
  const fresh = mails.slice(seen.get(about) ?? 0);
  seen.set(about, mails.length);
  return fresh.map(({ subject, destination, body }) => ({ subject, to: destination.to[0], text: body.text }));
};

beforeEach(async () => {
  number = await open(rita);
  await sent();
});

describe('whoever asked is told, once each,', () => {
  it('that it was received, and by when it is answered', async () => {
    number = await open(tina, { heard: { channel: 'telephone', requester: caller } });
    const [mail, ...more] = await sent(3);
    expect(more).toEqual([]);
    expect(mail?.to).toBe(caller.email);
    expect(mail?.subject).toBe(`${number} : nous avons reçu votre demande, « Le son coupe »`);
    expect(mail?.text).toMatch(/Vous aurez une réponse d’ici le \p{L}+ \d+ .* à \d+ h \d\d\./u);
    expect(mail?.text).toContain(`${siteUrl}/my-incidents/${number}`);
    number = await open(tina, { heard: { channel: 'telephone', requester: caller, answered: true } });
    expect(await sent()).toEqual([]);
  });

  it('of a public word of the desk, not of their own and not of a note', async () => {
    await say(rita, 'Alors?');
    await call(tina, 'noteIncident', { params: { incident: number }, body: { text: 'Entre nous' }, key: `n${number}` });
    expect(await sent()).toEqual([]);
    await say(tina, 'Quel micro utilisez-vous?');
    const [mail, ...more] = await sent(2);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: rita.email,
      text: expect.stringContaining('Quel micro utilisez-vous?') as unknown,
    });
    expect(mail?.text).not.toContain('tina');
  });

  it('of its resolution with what was done and until when they may object, then of its closing', async () => {
    await act(tina, 'resolveIncident', 1, { code: 'fixed', text: 'Pilote mis à jour.' });
    const [mail, ...more] = await sent(2);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('est résolue');
    expect(mail?.text).toContain('Pilote mis à jour.');
    expect(mail?.text).toMatch(/écrivez-nous avant le .* à \d+ h \d\d/u);
    await act(tina, 'closeIncident', 2);
    expect((await sent(2)).map(({ to, subject }) => [to, subject.includes('fermée')])).toEqual([[rita.email, true]]);
  });

  it('of nothing that they did themselves', async () => {
    await act(rita, 'withdrawIncident', 1, { reason: 'Réglé' });
    expect(await sent()).toEqual([]);
  });

  it('why it was cancelled', async () => {
    await act(mona, 'cancelIncident', 1, { reason: 'Adressée à un autre service' });
    expect((await sent(2)).map(({ text }) => text.includes('Adressée à un autre service'))).toEqual([true]);
  });

  it('that theirs was joined to another, and how that was settled, without naming whose it is', async () => {
    const other = await open(tina, { heard: { channel: 'inPerson', requester: caller } });
    await sent(1, other);
    await act(tina, 'mergeIncident', 1, { into: number }, other);
    const [joined, ...more] = await sent(1, other);
    expect(more).toEqual([]);
    expect(joined?.to).toBe(caller.email);
    expect(joined?.text).not.toContain(number);
    await act(tina, 'resolveIncident', 1, { code: 'fixed', text: 'Réglé pour tous.' });
    expect((await sent()).map(({ to }) => to)).toEqual([rita.email]);
    const [told] = await sent(1, other);
    expect(told).toMatchObject({ to: caller.email, text: expect.stringContaining('Réglé pour tous.') as unknown });
    expect(told?.text).not.toContain(number);
  });
});

describe('at the desk', () => {
  it('who is given one by somebody else is told once, who takes one is not', async () => {
    await act(mona, 'assignIncident', 1, { assignee: 'tina' });
    const [mail, ...more] = await sent(3);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: tina.email, subject: `${number} vous est assignée : « Le son coupe »` });
    expect(mail?.text).toContain(`${siteUrl}/incidents/${number}`);
    await act(tom, 'assignIncident', 2, { assignee: 'tom' });
    expect(await sent()).toEqual([]);
  });
});

describe('records of before', () => {
  it('are nobody’s news', async () => {
    const past = {
      ...asked,
      channel: 'email',
      requester: person('Old', []),
      group: 'technologues',
      openedAt: '2020-09-10T12:30:00Z',
      states: [{ at: '2020-09-10T13:30:00Z', to: 'resolved' }],
      source: 'Ancien système',
    };
    const body = { ...past, requester: { name: 'Old', email: 'old@example.org' } };
    number = (await call(ada, 'bringInIncident', { body, key: 'past' })).value().number;
    expect(await sent()).toEqual([]);
  });
});
