import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as directory from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import type { RouteName } from '#shared/contract/routes.ts';
import type { Email } from '#shared/request/course.ts';
import { call } from '#test/support/api.ts';
import { created, people, person } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, tina, tom, mona, ada, rita } = people;
const stranger = person('Sam', []);

let table: Table;
let key = 0;
beforeAll(async () => {
  table = await freshTable();
  for (const one of Object.values(people)) await directory.upsert(table, one);
});

const asked = { kind: 'incident', subkind: 'behaviour', title: 'Le son coupe', text: 'On ne m’entend plus.' };
const nextKey = () => `key-${(key += 1)}`;
const open = async (caller: Person = rita, body: object = {}) =>
  call(caller, 'openIncident', { body: { ...asked, ...body }, key: nextKey() });
const opened = async (caller: Person = rita, body: object = {}) => (await open(caller, body)).value();
const params = (incident: string) => ({ params: { incident } });
const read = async (incident: string, caller: Person = mona) =>
  (await call(caller, 'readIncident', params(incident))).value();
const act = (caller: Person, name: RouteName, incident: string, ifMatch: number, body?: unknown) =>
  call(caller, name as 'startIncident', { ...params(incident), ifMatch, ...(body !== undefined && { body }) });
const comment = (caller: Person, incident: string, text: string, under = nextKey()) =>
  call(caller, 'commentIncident', { ...params(incident), body: { text }, key: under });
const history = async (incident: string, caller: Person = mona) =>
  (await call(caller, 'listIncidentHistory', params(incident))).value().items;
const actions = async (incident: string) =>
  (await history(incident)).map(({ content }) => (content.kind === 'change' ? content.action : content.kind)).reverse();

describe('asking for help', () => {
  it('opens one for the caller, in the group its kind goes to, with the promise that is kept', async () => {
    const promise = (await call(rita, 'promiseIncident')).value();
    const { number, group, promisedBy } = await opened();
    expect(group).toBe('technologues');
    expect((promise.respondBy ?? '') <= (promisedBy ?? '')).toBe(true);
    const page = await read(number);
    expect(page).toMatchObject({
      version: 1,
      state: 'new',
      channel: 'portal',
      requester: { name: 'Rita', email: 'rita@example.org' },
      openedBy: { id: 'rita' },
      assignee: null,
      clocks: { response: { state: 'running', tier: 'normal', dueAt: promisedBy }, resolution: null },
      resolution: null,
    });
    expect(page.changes).toEqual([{ at: page.openedAt, seq: 0, to: 'new' }]);
    expect((await opened(rita, { kind: 'question', subkind: null })).group).toBe('techno-pedagogues');
  });

  it('is done once for a key, however often it is sent', async () => {
    const send = (body: object) => call(rita, 'openIncident', { body: { ...asked, ...body }, key: 'same' });
    const first = (await send({})).value();
    expect((await send({})).value()).toEqual(first);
    expect((await send({ title: 'Autre' })).problem().code).toBe('idempotencyKeyReused');
    expect((await call(rita, 'openIncident', { body: asked })).problem().code).toBe('idempotencyKeyMissing');
  });

  it('takes a request and a course along, as far as the caller sees them', async () => {
    const { request, tasks } = created({}, 700);
    await requests.create(table, { request, tasks });
    const { number } = await opened(rita, { request: request.number, course: 'mmd 3616' });
    expect((await read(number)).links).toMatchObject({ request: request.number, course: 'MMD3616' });
    const listed = await call(tess, 'listIncidentsOfRequest', { params: { request: request.number } });
    expect(listed.value().items.map((one) => one.number)).toEqual([number]);
    expect((await open(stranger, { request: request.number })).problem()).toMatchObject({
      code: 'linkUnknown',
      fields: [{ path: 'request' }],
    });
    expect((await call(rita, 'listIncidentsOfRequest', { params: { request: request.number } })).status).toBe(403);
    expect((await call(stranger, 'listIncidentsOfRequest', { params: { request: request.number } })).status).toBe(404);
  });

  it('refuses a subkind of another kind, and what nobody asks', async () => {
    expect((await open(rita, { subkind: 'report' })).problem()).toMatchObject({ code: 'subkindUnfit', status: 422 });
    expect((await open(rita, { title: ' ' })).problem().fields?.map(({ path }) => path)).toEqual(['title']);
  });
});

describe('writing down who called', () => {
  const heard = (more: object = {}) => ({
    heard: { channel: 'telephone', requester: { name: 'Sam', email: 'SAM@example.org' }, ...more },
  });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  it('begins its clock when they called, and says in the history when it was entered', async () => {
    const openedAt = minutesAgo(90);
    const made = await opened(tina, heard({ openedAt }));
    expect(made.openedAt).toBe(openedAt);
    const page = await read(made.number);
    expect(page).toMatchObject({
      openedAt,
      channel: 'telephone',
      requester: { name: 'Sam', email: 'sam@example.org' },
      openedBy: { id: 'tina' },
      clocks: { response: { startedAt: openedAt } },
    });
    expect(page.enteredAt > openedAt).toBe(true);
    const [line] = await history(made.number);
    expect(line).toMatchObject({ at: openedAt, enteredAt: page.enteredAt, by: { person: { id: 'tina' } } });
    expect(line?.content).toMatchObject({
      action: 'created',
      changes: expect.arrayContaining([{ field: 'openedAt', from: page.enteredAt, to: openedAt }]) as unknown,
    });
    expect((await call(stranger, 'readMyIncident', params(made.number))).status).toBe(200);
  });

  it('is active at once when they were answered on the line by the group', async () => {
    const openedAt = minutesAgo(30);
    const { number } = await opened(tina, heard({ openedAt, answered: true }));
    expect(await read(number)).toMatchObject({
      state: 'active',
      clocks: {
        response: { state: 'stopped', elapsedMs: 0, stoppedAt: openedAt },
        resolution: { state: 'running', startedAt: openedAt },
      },
    });
    expect((await open(tess, heard({ answered: true }))).problem().code).toBe('answeredUnheard');
    expect((await open(tina, heard({ channel: 'email', answered: true }))).problem().code).toBe('answeredUnheard');
  });

  it('is never in the future, nor of another season, nor for a requester to do', async () => {
    expect((await open(tina, heard({ openedAt: minutesAgo(-5) }))).problem()).toMatchObject({
      code: 'openedInFuture',
      fields: [{ path: 'openedAt' }],
    });
    expect((await open(tina, heard({ openedAt: minutesAgo(60 * 24 * 40) }))).problem().code).toBe('openedTooEarly');
    expect((await open(rita, heard())).problem().code).toBe('notAllowed');
    expect((await open(ada, heard())).problem().code).toBe('notAllowed');
  });
});

describe('working one', () => {
  let number: string;
  beforeEach(async () => {
    number = (await opened()).number;
  });

  it('goes through its states, each act on the version that was read', async () => {
    const wait = { for: 'userInfo', text: 'Quel micro?' };
    expect((await act(tina, 'assignIncident', number, 1, { assignee: 'tom' })).value()).toMatchObject({
      version: 2,
      state: 'new',
      assignee: { id: 'tom' },
      clocks: { response: { state: 'running' } },
    });
    expect((await act(tom, 'startIncident', number, 2)).value()).toMatchObject({ state: 'active', version: 3 });
    expect((await act(tom, 'awaitIncident', number, 3, wait)).value()).toMatchObject({
      state: 'awaitingUserInfo',
      clocks: { resolution: { state: 'paused' } },
    });
    expect((await act(tom, 'startIncident', number, 4)).value()).toMatchObject({ state: 'active' });
    const settled = { code: 'fixed', text: 'Pilote mis à jour.' };
    const resolved = (await act(tom, 'resolveIncident', number, 5, settled)).value();
    expect(resolved).toMatchObject({ state: 'resolved', resolution: { ...settled, by: { id: 'tom' } } });
    expect(resolved.closesAt).not.toBeNull();
    expect((await act(tom, 'reopenIncident', number, 6, { reason: 'Encore' })).value()).toMatchObject({
      state: 'active',
      resolution: null,
      reopenCount: 1,
    });
    await act(tom, 'resolveIncident', number, 7, settled);
    const closed = (await act(tom, 'closeIncident', number, 8)).value();
    expect(closed).toMatchObject({ state: 'closed', version: 9, closesAt: null });
    expect(closed.may).toMatchObject({ 'incident.resolve': false, 'incident.comment': true, 'incident.link': true });
    expect(await actions(number)).toEqual([
      'created',
      'assigned',
      'started',
      'comment',
      'awaitedUserInfo',
      'resumed',
      'resolved',
      'reopened',
      'resolved',
      'closed',
    ]);
  });

  it('tells the second of two what the first did, with the incident as it is', async () => {
    await act(tina, 'startIncident', number, 1);
    const second = (await act(tom, 'resolveIncident', number, 1, { code: 'fixed', text: 'Fait' })).problem();
    expect(second).toMatchObject({
      status: 412,
      code: 'versionMismatch',
      current: { version: 2, state: 'active' },
      incidentChanges: [{ subject: number, content: { action: 'started' } }],
    });
    const none = call(tina, 'startIncident', params(number));
    expect((await none).problem().code).toBe('versionMissing');
  });

  it('starts by a public word of the group, and by no other word', async () => {
    await call(tess, 'noteIncident', { ...params(number), body: { text: 'Vu hier aussi' }, key: 'n' });
    expect((await comment(tess, number, 'Je ne suis pas du groupe')).problem().code).toBe('notAllowed');
    await comment(mona, number, 'La gestionnaire n’en est pas non plus');
    await comment(rita, number, 'Toujours rien');
    expect((await read(number)).state).toBe('new');
    await comment(tina, number, 'On s’en occupe');
    expect(await read(number)).toMatchObject({
      state: 'active',
      version: 2,
      clocks: { response: { state: 'stopped' } },
    });
    expect(await actions(number)).toEqual(['created', 'workNote', 'comment', 'comment', 'comment', 'started']);
  });

  it('writes a word once for a key, whatever it set off', async () => {
    const first = (await comment(tina, number, 'Bonjour', 'k')).value();
    expect((await comment(tina, number, 'Bonjour', 'k')).value()).toEqual(first);
    expect((await comment(tina, number, 'Autre chose', 'k')).problem().code).toBe('idempotencyKeyReused');
    expect(await actions(number)).toEqual(['created', 'comment', 'started']);
  });

  it('goes to another group, which decides who holds it', async () => {
    await act(tina, 'assignIncident', number, 1, { assignee: 'tina' });
    const given = (await act(tina, 'assignIncident', number, 2, { group: 'techno-pedagogues' })).value();
    expect(given).toMatchObject({ group: 'techno-pedagogues', assignee: null });
    expect((await act(tina, 'assignIncident', number, 3, { assignee: null })).problem().code).toBe('notAllowed');
    expect((await act(tess, 'assignIncident', number, 3, { assignee: 'tina' })).problem()).toMatchObject({
      code: 'holderOutsideGroup',
      fields: [{ path: 'assignee' }],
    });
    expect((await act(tess, 'assignIncident', number, 3, { assignee: 'nobody' })).problem().code).toBe('invalid');
  });

  it('is put right in its title and kind', async () => {
    const edited = (await act(tina, 'editIncident', number, 1, { kind: 'request', title: 'Accès' })).value();
    expect(edited).toMatchObject({ kind: 'request', subkind: null, title: 'Accès' });
    expect((await act(tina, 'editIncident', number, 2, { subkind: 'usage' })).problem().code).toBe('subkindUnfit');
    expect((await act(tina, 'editIncident', number, 2, { subkind: 'report' })).value().subkind).toBe('report');
  });

  it('is cancelled with a reason, and then counts for nothing', async () => {
    expect((await act(tina, 'cancelIncident', number, 1, { reason: ' ' })).problem().code).toBe('invalid');
    expect((await act(tina, 'cancelIncident', number, 1, { reason: 'Par erreur' })).value()).toMatchObject({
      state: 'cancelled',
      counts: false,
      cancellation: { reason: 'Par erreur', by: { id: 'tina' } },
      clocks: { response: { state: 'cancelled' } },
    });
    expect((await act(tina, 'startIncident', number, 2)).problem().code).toBe('incidentOver');
  });
});

describe('whoever asked', () => {
  let number: string;
  beforeEach(async () => {
    number = (await opened()).number;
  });
  const mine = async () => (await call(rita, 'readMyIncident', params(number))).value();

  it('follows it in plain words, without who works it', async () => {
    await act(tina, 'assignIncident', number, 1, { assignee: 'tina' });
    await act(tina, 'awaitIncident', number, 2, { for: 'userInfo', text: 'Quel micro?' });
    const page = await mine();
    expect(page).toMatchObject({ stage: 'awaitingYou', may: { comment: true, withdraw: true, confirm: false } });
    expect(page.steps.map(({ stage }) => stage)).toEqual(['received', 'awaitingYou']);
    expect(page.response.cameAt).toBe(page.since);
    expect(JSON.stringify(page)).not.toContain('tina');
    expect((await history(number, rita)).map(({ content }) => content.kind)).toEqual(['comment']);
  });

  it('ends the waiting for them by a word, and reopens what is resolved', async () => {
    await act(tina, 'awaitIncident', number, 1, { for: 'userInfo', text: 'Quel micro?' });
    await comment(rita, number, 'Le mien');
    expect((await read(number)).state).toBe('active');
    await act(tina, 'resolveIncident', number, 3, { code: 'answered', text: 'Voilà' });
    await comment(rita, number, 'Non, toujours pas');
    expect(await read(number)).toMatchObject({ state: 'active', reopenCount: 1 });
    await act(tina, 'awaitIncident', number, 5, { for: 'problem', problem: 'PRB0040012' });
    await comment(rita, number, 'Et maintenant?');
    expect(await read(number)).toMatchObject({ state: 'awaitingProblem', links: { problem: 'PRB0040012' } });
  });

  it('confirms, or goes on in another one that knows the first', async () => {
    await act(tina, 'resolveIncident', number, 1, { code: 'answered', text: 'Voilà' });
    expect((await call(rita, 'confirmIncident', { ...params(number), ifMatch: 2 })).value().stage).toBe('closed');
    const said = (await comment(rita, number, 'Cela recommence', 'again')).value();
    expect(said.incident).not.toBe(number);
    expect((await comment(rita, number, 'Cela recommence', 'again')).value()).toEqual(said);
    expect(await read(said.incident)).toMatchObject({
      state: 'new',
      text: 'Cela recommence',
      group: 'technologues',
      links: { follows: number },
      related: [{ number, as: 'before', state: 'closed' }],
    });
    expect(await read(number)).toMatchObject({ state: 'closed', version: 3, related: [{ as: 'after' }] });
    expect(await actions(number)).toEqual(['created', 'resolved', 'closed', 'continued']);
    expect((await mine()).after).toBe(said.incident);
    // What is said on the old one is heard on the one that goes on.
    const next = (await comment(rita, number, 'Plus un mot')).value();
    expect(next.incident).toBe(said.incident);
    expect((await comment(tina, number, 'Voyez la suite')).value().incident).toBe(number);
  });

  it('withdraws it', async () => {
    const withdrawn = await call(rita, 'withdrawIncident', {
      ...params(number),
      ifMatch: 1,
      body: { reason: 'Réglé' },
    });
    expect(withdrawn.value()).toMatchObject({ stage: 'cancelled', may: { withdraw: false } });
  });

  it('sees their own and nobody else’s', async () => {
    const theirs = await opened(stranger);
    const list = async (caller: Person, query: Record<string, string> = {}) =>
      (await call(caller, 'listMyIncidents', { query: { limit: '200', ...query } })).value().items;
    const [newest] = await list(rita);
    expect(newest?.number).toBe(number);
    expect((await list(rita)).map((one) => one.number)).not.toContain(theirs.number);
    expect((await list(rita, { state: 'over' })).every(({ stage }) => stage !== 'received')).toBe(true);
    expect((await list(rita, { state: 'inHand' })).map((one) => one.number)).toContain(number);

    const none = (await call(stranger, 'readMyIncident', params('INC0099999'))).problem();
    for (const name of ['readMyIncident', 'readIncident', 'listIncidentHistory'] as const) {
      expect((await call(stranger, name, params(number))).problem()).toEqual(none);
    }
    expect((await comment(stranger, number, 'x')).problem().code).toBe('notFound');
    expect((await act(stranger, 'resolveIncident', number, 1, { code: 'fixed', text: 'x' })).problem().code).toBe(
      'notFound',
    );
    expect((await call(rita, 'readIncident', params(number))).problem().code).toBe('notFound');
    expect((await call(tina, 'readMyIncident', params(number))).problem().code).toBe('notFound');
    expect((await call(rita, 'noteIncident', { ...params(number), body: { text: 'x' }, key: 'q' })).status).toBe(403);
  });
});

describe('what belongs together', () => {
  it('merges a duplicate into the one opened before it, and shows each on the other', async () => {
    const first = await opened();
    const second = await opened(stranger);
    expect((await act(tina, 'mergeIncident', first.number, 1, { into: second.number })).problem()).toMatchObject({
      code: 'mergeIntoYounger',
      status: 409,
    });
    expect((await act(tina, 'mergeIncident', second.number, 1, { into: second.number })).problem().code).toBe(
      'mergeIntoItself',
    );
    expect((await act(tina, 'mergeIncident', second.number, 1, { into: 'INC0099999' })).problem().code).toBe(
      'linkUnknown',
    );
    const merged = (await act(tina, 'mergeIncident', second.number, 1, { into: first.number })).value();
    expect(merged).toMatchObject({
      state: 'cancelled',
      counts: false,
      links: { duplicateOf: first.number },
      related: [{ number: first.number, as: 'kept', state: 'new' }],
    });
    expect(await read(first.number)).toMatchObject({
      version: 1,
      related: [{ number: second.number, as: 'duplicate', state: 'cancelled' }],
    });
    expect(await actions(first.number)).toEqual(['created', 'joined']);
    expect((await call(stranger, 'readMyIncident', params(second.number))).value().stage).toBe('joined');
    const third = await opened();
    await act(tina, 'resolveIncident', first.number, 1, { code: 'fixed', text: 'Fait' });
    expect((await act(tina, 'mergeIncident', third.number, 1, { into: first.number })).problem().code).toBe(
      'mergeIntoOver',
    );
  });

  it('links and unlinks, and lets no part be a whole', async () => {
    const [whole, part, other] = [await opened(), await opened(), await opened()];
    const linked = (
      await act(tina, 'linkIncident', part.number, 1, { parent: whole.number, course: 'PED 1000' })
    ).value();
    expect(linked).toMatchObject({ links: { parent: whole.number, course: 'PED1000' }, related: [{ as: 'parent' }] });
    expect((await read(whole.number)).related).toMatchObject([{ number: part.number, as: 'part' }]);
    for (const [one, parent] of [
      [other, part.number],
      [whole, other.number],
      [other, other.number],
    ] as const) {
      expect((await act(tina, 'linkIncident', one.number, 1, { parent })).problem().code).toBe('linkCircle');
    }
    expect((await act(tina, 'linkIncident', other.number, 1, { request: 'RITM0099999' })).problem()).toMatchObject({
      code: 'linkUnknown',
      fields: [{ path: 'request' }],
    });
    const unlinked = (await act(tina, 'linkIncident', part.number, 2, { parent: null })).value();
    expect(unlinked.links).toMatchObject({ parent: null, course: 'PED1000' });
    expect((await read(whole.number)).related).toEqual([]);
    expect(await actions(part.number)).toEqual(['created', 'linked', 'unlinked']);
  });
});

describe('queues', () => {
  it('come by urgency, what waits after what runs, and page without gap or repetition', async () => {
    const boss = person('Boss', ['agents'], ['techno-pedagogues']);
    await directory.upsert(table, boss);
    const question = { kind: 'question', subkind: null };
    const heard = (hours: number) => ({
      ...question,
      heard: {
        channel: 'telephone',
        requester: { name: 'Sam', email: 'sam@example.org' as Email },
        openedAt: new Date(Date.now() - hours * 3_600_000).toISOString(),
      },
    });
    const fresh = await opened(rita, question);
    const late = await opened(boss, heard(24 * 14));
    const waiting = await opened(rita, question);
    await act(boss, 'awaitIncident', waiting.number, 1, { for: 'problem' });
    const over = await opened(rita, question);
    await act(boss, 'resolveIncident', over.number, 1, { code: 'answered', text: 'Oui' });

    const ours = [fresh.number, late.number, waiting.number, over.number] as readonly string[];
    const list = async (query: Record<string, string>) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const reply = await call(tess, 'listIncidents', { query: { limit: '1', ...query, ...(cursor && { cursor }) } });
        const page: { items: readonly { number: string }[]; next: string | null } = reply.value();
        found.push(...page.items.map((one) => one.number));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(found).size).toBe(found.length);
      return found.filter((one) => ours.includes(one));
    };
    const queue = { view: 'group', group: 'techno-pedagogues' };
    expect(await list(queue)).toEqual([late.number, fresh.number, waiting.number]);
    expect(await list({ ...queue, state: 'running' })).toEqual([late.number, fresh.number]);
    expect(await list({ ...queue, state: 'awaitingProblem' })).toEqual([waiting.number]);
    expect(await list({ ...queue, state: 'over' })).toEqual([over.number]);
    expect(await list({ ...queue, state: 'all' })).toEqual([late.number, fresh.number, waiting.number, over.number]);
    expect((await read(late.number)).clocks.response).toMatchObject({ tier: 'overdue', nextChange: null });

    await act(boss, 'assignIncident', fresh.number, 1, { assignee: 'tess' });
    expect(await list({ ...queue, view: 'unassigned' })).toEqual([late.number, waiting.number]);
    expect(await list({ view: 'mine' })).toEqual([fresh.number]);
    const counts = (await call(tess, 'countIncidents')).value().items;
    expect(counts).toContainEqual({ view: 'mine', group: null, count: 1, more: false });
  });

  it('are for the desk, and want to know of which group', async () => {
    const query = { view: 'group', group: 'technologues' };
    expect((await call(rita, 'listIncidents', { query })).problem().code).toBe('notAllowed');
    expect((await call(rita, 'countIncidents')).problem().code).toBe('notAllowed');
    expect((await call(tess, 'listIncidents', { query: { view: 'group' } })).problem()).toMatchObject({
      fields: [{ path: 'group' }],
    });
  });
});

describe('bringing in what was before', () => {
  const past = {
    ...asked,
    channel: 'telephone',
    requester: { name: 'Rita', email: 'rita@example.org' },
    group: 'technologues',
    openedAt: '2020-09-10T12:30:00Z',
    states: [
      { at: '2020-09-10T14:30:00Z', to: 'active' },
      { at: '2020-09-10T15:30:00Z', to: 'awaitingUserInfo' },
      { at: '2020-09-11T13:30:00Z', to: 'resolved' },
      { at: '2020-09-18T13:30:00Z', to: 'closed' },
    ],
    resolution: { code: 'fixed', text: 'Réglé' },
    source: 'Ancien système',
  };
  const bringIn = (caller: Person, more: object = {}) =>
    call(caller, 'bringInIncident', { body: { ...past, ...more }, key: nextKey() });

  it('derives its clocks from its states, and tells who brought it in, when and from where', async () => {
    const { number } = (await bringIn(ada)).value();
    const page = await read(number);
    expect(page).toMatchObject({
      state: 'closed',
      openedAt: '2020-09-10T12:30:00.000Z',
      clocks: { response: { state: 'stopped', elapsedMs: 2 * 3_600_000, tier: 'normal' } },
      resolution: { code: 'fixed', at: '2020-09-11T13:30:00.000Z', by: null },
    });
    const lines = [...(await history(number))].reverse();
    expect(lines.map(({ at, content }) => [at, content.kind === 'change' && content.action])).toEqual([
      ['2020-09-10T12:30:00.000Z', 'created'],
      ['2020-09-10T14:30:00.000Z', 'started'],
      ['2020-09-10T15:30:00.000Z', 'awaitedUserInfo'],
      ['2020-09-11T13:30:00.000Z', 'resolved'],
      ['2020-09-18T13:30:00.000Z', 'closed'],
    ]);
    expect(lines.every(({ door, by, enteredAt }) => door === 'import' && by.kind === 'person' && enteredAt)).toBe(true);
    expect(lines[0]?.content).toMatchObject({ reason: 'Ancien système' });
  });

  it('is for admins, and for what fits together', async () => {
    for (const caller of [tina, mona, rita]) expect((await bringIn(caller)).problem().code).toBe('notAllowed');
    const states = [{ at: '2020-09-09T14:30:00Z', to: 'active' }];
    expect((await bringIn(ada, { states })).problem()).toMatchObject({
      code: 'pastUnfit',
      fields: [{ path: 'states.0.at' }],
    });
    const ahead = [{ at: '2099-09-09T14:30:00Z', to: 'active' }];
    expect((await bringIn(ada, { states: ahead })).problem().code).toBe('pastUnfit');
  });
});
