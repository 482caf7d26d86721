import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as directory from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import type { Person } from '#shared/access/person.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { CourseEntry, Sigle } from '#shared/request/course.ts';
import { edit } from '#shared/request/decide.ts';
import { applyGrid } from '#shared/request/followGrid.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import { assign, skip, takeCharge } from '#shared/task/decide.ts';
import { created, day, later, now, people, person, secondImport, taskOf, whole } from '#test/support/desk.ts';
import { siteUrl, startDesk, type RunningDesk } from '#test/support/runningDesk.ts';

let desk: RunningDesk;
let number: RequestNumber;
let rank = 0;
beforeAll(async () => {
  desk = await startDesk();
  for (const each of Object.values(people)) await directory.upsert(desk.table, each);
});
afterAll(async () => {
  await desk.stop();
});
beforeEach(async () => {
  rank += 1;
  const made = created({ sigle: `MEL${rank}` as Sigle }, rank);
  number = made.request.number;
  await requests.create(desk.table, made);
});

const give = (kind: TaskKind, to: Person | null, by: Person) =>
  desk.act(number, (found) => assign(taskOf(found, kind), to, by, now));
const grid = (entry: Partial<CourseEntry>) =>
  desk.act(number, (found) => applyGrid(found, { ...found.request.course, ...entry }, secondImport, later));
/** Messages about this request. */
const sent = async () => {
  await desk.flow();
  return (await desk.mails()).filter(({ body }) => body.text.includes(number));
};
const receivers = async () => (await sent()).map(({ destination }) => destination.to[0]).sort();

describe('an assignment', () => {
  it('made by somebody else tells the assignee, in French, with a link to the task', async () => {
    await give('planning', people.tina, people.mona);
    const [mail, ...more] = await sent();
    expect(more).toEqual([]);
    expect(mail?.destination.to).toEqual(['tina@example.org']);
    expect(mail?.subject).toBe(
      `${taskOf(await desk.read(number), 'planning').number} vous est assignée : Planification technologique, MEL${rank} A, asynchrone, A2020 : « Biologie humaine »`,
    );
    expect(mail?.body.text).toContain('Mona vous a assigné la tâche « Planification technologique »');
    expect(mail?.body.text).toContain(`${siteUrl}/service-tasks/`);
  });

  it('to oneself, taking charge, and giving back tell nobody', async () => {
    await give('interview', people.tess, people.tess);
    await desk.act(number, (found) => takeCharge(whole(found, 'interview'), people.tess, now));
    await give('interview', null, people.mona);
    expect(await sent()).toEqual([]);
  });

  it('undone before the message leaves tells only who holds the task now', async () => {
    await give('planning', people.tina, people.mona);
    await give('planning', people.tom, people.mona);
    expect(await receivers()).toEqual(['tom@example.org']);
  });
});

describe('a grid that changes a course', () => {
  it('tells once each person who holds a task that is not over, with what changed', async () => {
    await give('interview', people.tess, people.tess);
    await give('planning', people.both, people.both);
    await give('coaching', people.both, people.both);
    await desk.act(number, (found) => edit(found, { dueOnConfirmed: true }, [], people.tess, now));
    await grid({ firstActivityOn: day('2020-09-08'), remarks: 'Salle\nchangée' });
    const mails = await sent();
    expect(mails.map(({ destination }) => destination.to[0]).sort()).toEqual(['both@example.org', 'tess@example.org']);
    const mail = mails.find(({ destination }) => destination.to[0] === 'both@example.org');
    expect(mail?.body.text).toContain(
      'Vous avez en main : Planification technologique, Accompagnement techno-pédagogique.',
    );
    expect(mail?.body.text).toContain('- Échéance : 2020-09-03 → 2020-09-08');
    expect(mail?.body.text).toContain('à confirmer de nouveau');
    expect(mail?.body.text).toContain(`${siteUrl}/requests/${number}`);
  });

  it('tells nobody who is done, and nobody when nobody holds anything', async () => {
    await give('interview', people.tess, people.tess);
    await desk.act(number, (found) => skip(taskOf(found, 'interview'), { reason: 'x' }, people.mona, now));
    await grid({ students: 90 });
    expect(await sent()).toEqual([]);
  });

  it('is not an edit at the desk', async () => {
    await give('interview', people.tess, people.tess);
    await desk.act(number, (found) => edit(found, { dueOn: day('2020-09-20') }, [], people.mona, now));
    expect(await sent()).toEqual([]);
  });
});

describe('whatever the stream does', () => {
  it('the same event again tells nobody again', async () => {
    await give('planning', people.tina, people.mona);
    await grid({ students: 90 });
    const before = await sent();
    expect(before).toHaveLength(2);
    await desk.deliver(desk.seen);
    expect(await sent()).toEqual(before);
  });

  it('somebody whom the directory does not know holds up nobody', async () => {
    await give('planning', person('Neo', ['agents'], ['technologues']), people.mona);
    await give('coaching', people.theo, people.mona);
    expect(await receivers()).toEqual(['theo@example.org']);
  });
});
