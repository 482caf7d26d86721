/** Two people at one record: the second is told what changed, is given the record as it is, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, type RequestPage } from '#test/support/doors.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const desk = openDoors(inject('stack'));
const team = teamOf(desk);
const sophie = desk.as('sophie');
const julien = desk.as('julien');
afterAll(() => desk.close());

let requests: readonly RequestPage[] = [];
beforeAll(async () => {
  await desk.land('grids/conflits.csv', csvGrid(courses('A2065', 3)));
  requests = await Promise.all((await desk.requestsOf('A2065')).map(({ number }) => desk.read(number)));
}, 300_000);
const one = (index: number): RequestPage => {
  const found = requests[index];
  if (!found) throw new Error('The request was to be there');
  return found;
};

describe('two agents at one task', () => {
  it('the second is answered 412 with what changed since and the record as it is, and may then go on', async () => {
    const task = taskNumber(one(0), 'interview');
    const seen = await team.task(task);
    await team.take(sophie, seen);
    const mine = await sophie.does('checkItem', {
      params: { task, item: 'collect-course-plan' },
      version: seen.version + 1,
      body: { done: true },
    });
    const wish = { params: { task, item: 'brief-coaching' }, body: { done: true } };
    const late = await julien.send('checkItem', { ...wish, version: seen.version });
    expect(late.status).toBe(412);
    expect(late.headers.get('content-type')).toMatch('application/problem+json');
    expect(late.headers.get('etag')).toBe(`"${mine.version}"`);
    expect(late.body.code).toBe('versionMismatch');
    expect(late.body.current).toMatchObject({ number: task, version: mine.version, state: 'inProgress' });
    expect(
      late.body.changes?.map(({ by, version, content }) => [
        version,
        by.kind === 'person' && by.person.name,
        content.kind === 'change' && content.action,
        content.kind === 'change' && content.changes.map(({ field, to }) => `${field}: ${to}`),
      ]),
    ).toEqual([
      [mine.version, 'Sophie Lamarre', 'checked', ['checklist.collect-course-plan: true']],
      [
        mine.version - 1,
        'Sophie Lamarre',
        'taken',
        ['state: inProgress', 'assignee: Sophie Lamarre', expect.stringMatching(/^assigneeId: /)],
      ],
    ]);
    // With the fresh version the same wish goes through, beside what the other had done.
    const again = await julien.does('checkItem', { ...wish, version: mine.version });
    expect(again.checklist.filter(({ done }) => done).map(({ item, done }) => `${item} ${done?.by.name}`)).toEqual([
      'collect-course-plan Sophie Lamarre',
      'brief-coaching Julien Tremblay-Roy',
    ]);
  });

  it('at the very same moment, one is done and the other told, time after time', async () => {
    const task = taskNumber(one(1), 'interview');
    let page = await team.take(sophie, await team.task(task));
    const wishes = [
      { who: sophie, item: 'present-services' },
      { who: julien, item: 'brief-planning' },
    ];
    for (let round = 0; round < 5; round += 1) {
      const { version, checklist } = page;
      const answers = await Promise.all(
        wishes.map(({ who, item }) => {
          // Each wants the other of what is: a wish that is already so would be granted to both.
          const done = checklist.some((entry) => entry.item === item && entry.done === null);
          return who.send('checkItem', { params: { task, item }, version, body: { done } });
        }),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const told = answers.find(({ status }) => status === 412);
      expect(told?.body.changes).toHaveLength(1);
      expect(told?.body.current).toMatchObject({ version: version + 1 });
      page = await team.task(task);
      expect(page.version).toBe(version + 1);
    }
  });

  it('a change that names no version is answered 428, and changes nothing', async () => {
    const task = taskNumber(one(1), 'interview');
    const before = await team.task(task);
    const answer = await sophie.send('checkItem', {
      params: { task, item: 'train-super-user' },
      body: { done: true },
    });
    expect(answer).toMatchObject({ status: 428, body: { code: 'versionMissing', status: 428 } });
    expect(await team.task(task)).toEqual(before);
  });
});

describe('two agents at one request', () => {
  it('the second keeps what they typed and learns what the first entered', async () => {
    const params = { request: one(2).number };
    const { version } = one(2);
    await sophie.does('editRequest', { params, version, body: { dueOn: '2065-09-10', dueOnConfirmed: true } });
    const wish = { params, body: { presenters: { kind: 'none' } } } as const;
    const late = await desk.as('marc').send('editRequest', { ...wish, version });
    expect(late).toMatchObject({
      status: 412,
      body: { code: 'versionMismatch', current: { version: version + 1, dueOn: '2065-09-10' } },
    });
    expect(late.body.changes).toMatchObject([
      {
        version: version + 1,
        content: {
          action: 'updated',
          changes: [
            { field: 'dueOn', from: '2065-09-03', to: '2065-09-10' },
            { field: 'dueOnConfirmed', from: false, to: true },
          ],
        },
      },
    ]);
    const after = await desk.as('marc').does('editRequest', { ...wish, version: version + 1 });
    expect(after).toMatchObject({ dueOn: '2065-09-10', presenters: { kind: 'none' } });
  });
});
