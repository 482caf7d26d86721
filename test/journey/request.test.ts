/** Requests worked from their grid to their closing, by HTTP calls of the people whose work it is. */
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openDoors, patience, type Line, type RequestPage } from '#test/support/doors.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const desk = openDoors(inject('stack'));
const team = teamOf(desk);
const sophie = desk.as('sophie');
const manager = desk.as('helene');
const requester = desk.as('emilie');
afterAll(() => desk.close());

const terms = { whole: 'A2031', turns: 'A2033' } as const;

/** Changes as `subject action`, the subject as the plan labels it. */
function told(request: RequestPage, lines: readonly Line[]): readonly string[] {
  const labels = new Map<string, string>(request.tasks.map(({ number, label }) => [number, label]));
  return lines.flatMap(({ subject, content }) =>
    content.kind === 'change' ? [`${labels.get(subject) ?? 'request'} ${content.action}`] : [],
  );
}

describe('a request', () => {
  it('is worked to its end by the right people, and closes by itself', async () => {
    const [request] = await team.made(terms.whole, 1);
    if (!request) throw new Error('One request was to be made');
    const { number } = request;
    expect(request).toMatchObject({ state: 'open', presenters: { kind: 'unknown' }, dueOn: '2031-09-03' });
    expect(request.tasks.map(({ label, state }) => `${label} ${state}`)).toEqual([
      '1 open',
      '2.1 pending',
      '2.2 pending',
      '3 pending',
    ]);
    await desk.executionIs(number, 'RUNNING');

    // Interview: nothing closes before it has what its rule asks for.
    const interview = taskNumber(request, 'interview');
    const taken = await team.take(sophie, await team.task(interview));
    expect(taken).toMatchObject({ state: 'inProgress', assignee: { name: 'Sophie Lamarre' } });
    expect(taken.missing.map(({ code }) => code)).toEqual([
      'checklistIncomplete',
      'dueDateNotConfirmed',
      'presentersMissing',
    ]);
    const tooEarly = await sophie.send('closeTask', { params: { task: interview }, version: taken.version });
    expect(tooEarly).toMatchObject({ status: 409, body: { code: 'checklistIncomplete' } });
    const ticked = await team.tick(sophie, taken);
    const started = await desk.read(number);
    expect(started.state).toBe('inProgress');
    const edited = await sophie.does('editRequest', {
      params: { request: number },
      version: started.version,
      body: {
        dueOn: '2031-09-08',
        dueOnConfirmed: true,
        presenters: { kind: 'listed', people: [{ name: 'Karim Caron', email: null }] },
        recordings: [{ title: 'Leçon 1', presenter: 'Karim Caron', state: 'announced' }],
      },
    });
    expect(edited.dueOn).toBe('2031-09-08');
    // The new date went onto the tasks too: the version ticked is no longer the task's.
    const dated = await team.task(interview);
    expect(dated).toMatchObject({ version: ticked.version + 1, course: { dueOn: '2031-09-08' }, missing: [] });
    expect((await team.close('interview', dated)).state).toBe('closed');

    // Both branches open; one closed is not enough for what follows.
    await team.taskIs(taskNumber(request, 'coaching'), 'open');
    await team.work(request, 'planning');
    await team.work(request, 'coaching');

    // Compliance accounts for each recording.
    const ready = await team.prepare(taskNumber(request, 'compliance'), 'compliance');
    expect(ready.missing.map(({ code }) => code)).toEqual(['recordingsUnsettled']);
    const { version, recordings } = await desk.read(number);
    await desk.as('linh').does('editRequest', {
      params: { request: number },
      version,
      body: { recordings: recordings.map((recording) => ({ ...recording, state: 'validated' as const })) },
    });
    await team.close('compliance', await team.task(ready.number));
    const closed = await team.requestIs(number, 'closed');
    expect(closed.tasks.every(({ state }) => state === 'closed')).toBe(true);
    expect(closed.closedAt).not.toBeNull();
    await desk.executionIs(number, 'SUCCEEDED');

    const lines = await desk.history(number);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
    const doings = told(request, lines);
    const of = (subject: string) => doings.filter((doing) => doing.startsWith(`${subject} `));
    const without = (list: readonly string[], word: string) => list.filter((doing) => !doing.endsWith(word));
    expect(without(of('1'), 'checked')).toEqual(['1 taken', '1 updated', '1 closed']);
    expect(without(of('2.1'), 'checked')).toEqual(['2.1 updated', '2.1 opened', '2.1 taken', '2.1 closed']);
    expect(without(of('2.2'), 'checked')).toEqual(['2.2 updated', '2.2 opened', '2.2 taken', '2.2 closed']);
    expect(without(of('3'), 'checked')).toEqual(['3 updated', '3 opened', '3 taken', '3 closed']);
    expect(of('request')).toEqual(['request started', 'request updated', 'request updated', 'request closed']);
    expect(doings.indexOf('1 closed')).toBeLessThan(doings.indexOf('2.1 opened'));
    expect(doings.indexOf('2.2 closed')).toBeLessThan(doings.indexOf('3 opened'));
    expect(doings.at(-1)).toBe('request closed');
    expect(lines.at(-1)).toMatchObject({ door: 'workflow', by: { kind: 'workflow' } });
  });

  it('shows its requester the progress and the comments, and nothing of the desk’s own notes', async () => {
    const [row] = await desk.requestsOf(terms.whole);
    if (!row) throw new Error('The request was to be there');
    const request = row.number;
    const keyed = (key: string) => ({ 'idempotency-key': `${request}-${key}` });
    const params = { request };
    await sophie.does('writeWorkNote', { params, body: { text: 'Rappeler le département' }, headers: keyed('note') });
    await sophie.does('comment', { params, body: { text: 'Votre cours est prêt.' }, headers: keyed('comment') });
    const thanks = { params, body: { text: 'Merci !' }, headers: keyed('thanks') };
    const once = await requester.does('comment', thanks);
    expect(await requester.does('comment', thanks)).toEqual(once);

    const seen = await requester.does('listHistory', { params });
    expect(seen.items.map(({ content }) => (content.kind === 'change' ? '' : content.text))).toEqual([
      'Merci !',
      'Votre cours est prêt.',
    ]);
    const page = await requester.does('readRequest', { params });
    expect(page.tasks.map(({ state, assignee }) => [state, assignee])).toEqual(Array(4).fill(['closed', null]));
    const kinds = (await desk.history(request)).map(({ content }) => content.kind);
    expect(kinds.filter((kind) => kind !== 'change')).toEqual(['workNote', 'comment', 'comment']);
  });
});

describe('a manager', () => {
  let requests: readonly RequestPage[] = [];
  const one = (index: number): RequestPage => {
    const found = requests[index];
    if (!found) throw new Error('The request was to be there');
    return found;
  };
  beforeAll(async () => {
    requests = await team.made(terms.turns, 3);
    for (const { number } of requests) await desk.executionIs(number, 'RUNNING');
  }, 300_000);

  it('skips tasks one after the other, pending ones too, and the workflow goes on to its end', async () => {
    const request = one(0);
    await team.skip(taskNumber(request, 'compliance'), 'Aucun enregistrement');
    await team.skip(taskNumber(request, 'interview'));
    await team.work(request, 'planning');
    await team.work(request, 'coaching');
    const closed = await team.requestIs(request.number, 'closed');
    expect(closed.tasks.map(({ state }) => state)).toEqual(['skipped', 'closed', 'closed', 'skipped']);
    await desk.executionIs(request.number, 'SUCCEEDED');
  });

  it('cancels a request: its tasks end and its execution is stopped', async () => {
    const request = one(1);
    const cancelled = await manager.does('cancelRequest', {
      params: { request: request.number },
      version: request.version,
      body: { reason: 'Cours retiré' },
    });
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelled: { reason: 'Cours retiré' } });
    expect(cancelled.tasks.every(({ state }) => state === 'cancelled')).toBe(true);
    await desk.executionIs(request.number, 'ABORTED');
    const task = await team.task(taskNumber(request, 'interview'));
    const late = await sophie.send('takeCharge', { params: { task: task.number }, version: task.version });
    expect(late).toMatchObject({ status: 409, body: { code: 'taskOver' } });
  });

  it('reopens a task: what came after waits again, another execution resumes there and closes the request', async () => {
    const request = one(2);
    const interview = taskNumber(request, 'interview');
    const planning = taskNumber(request, 'planning');
    await team.skip(interview);
    await team.taskIs(planning, 'open');
    await team.work(request, 'coaching');
    const over = await team.task(interview);
    const reopened = await manager.does('reopenTask', {
      params: { task: interview },
      version: over.version,
      body: { reason: 'Le plan de cours a changé' },
    });
    expect(reopened.state).toBe('open');
    expect((await desk.read(request.number)).tasks.map(({ state }) => state)).toEqual([
      'open',
      'pending',
      'closed',
      'pending',
    ]);
    await desk.executionIs(request.number, 'ABORTED');
    await desk.executionIs(request.number, 'RUNNING', 2);
    await team.skip(interview);
    await team.work(request, 'planning');
    await team.skip((await team.taskIs(taskNumber(request, 'compliance'), 'open')).number);
    await team.requestIs(request.number, 'closed');
    await desk.executionIs(request.number, 'SUCCEEDED', 2);

    // A closed request comes back to life the same way.
    const last = await team.task(taskNumber(request, 'compliance'));
    await manager.does('reopenTask', {
      params: { task: last.number },
      version: last.version,
      body: { reason: 'Un enregistrement manque' },
    });
    expect((await desk.read(request.number)).state).toBe('inProgress');
    await desk.executionIs(request.number, 'RUNNING', 3);
    await team.close('compliance', await team.prepare(last.number, 'compliance'));
    await vi.waitFor(async () => expect((await desk.read(request.number)).state).toBe('closed'), patience);
    await desk.executionIs(request.number, 'SUCCEEDED', 3);
  });
});
