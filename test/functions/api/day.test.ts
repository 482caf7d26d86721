import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { newLineId } from '#functions/runtime/ids.ts';
import { save } from '#functions/store/changes.ts';
import * as history from '#functions/store/history.ts';
import { lineItem } from '#functions/store/item.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import type { Person } from '#shared/access/person.ts';
import { personActs, type HistoryLine } from '#shared/history/line.ts';
import type { CourseEntry, Email, Sigle } from '#shared/request/course.ts';
import { edit, type RequestWithTasks } from '#shared/request/decide.ts';
import { assign, takeCharge } from '#shared/task/decide.ts';
import { dateOf, dayNumber } from '#shared/time/day.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { msOf } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/zone.ts';
import { call } from '#test/support/api.ts';
import { applied, changeOf, created, now, people as desk, taskOf, whole } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const today = localDate(msOf(systemClock()), deskCalendar.zone);
const inDays = (days: number) => dateOf(dayNumber(today) + days);

let table: Table;
let rank = 0;
beforeAll(async () => {
  table = await freshTable();
  for (const each of Object.values(desk)) await people.upsert(table, each);
});

/** A request that stands, its interview open. */
async function standing(entry: Partial<CourseEntry>): Promise<RequestWithTasks> {
  rank += 1;
  const made = created({ sigle: `DAY${rank}` as Sigle, ...entry }, rank);
  await requests.create(table, made);
  return made;
}

async function carriedOut(made: RequestWithTasks, decided: Parameters<typeof changeOf>[0]): Promise<RequestWithTasks> {
  const change = changeOf(decided);
  expect(await save(table, change, newLineId)).toBe('saved');
  return applied(made, change);
}

const dayOf = async (caller: Person) => (await call(caller, 'readDay')).value();
const sigles = (items: readonly { readonly course: { readonly sigle: string } }[] | undefined) =>
  items?.map(({ course }) => course.sigle);

describe('the day of an agent', () => {
  it('holds what is theirs in due order, and what waits for their groups, unplanned first', async () => {
    const late = await standing({ firstActivityOn: inDays(-10) });
    const mine = await standing({ firstActivityOn: inDays(30) });
    const planned = await standing({ firstActivityOn: inDays(40) });
    const unplanned = await standing({ firstActivityOn: inDays(50) });
    for (const each of [late, mine]) await carriedOut(each, takeCharge(whole(each, 'interview'), desk.tess, now));
    const entered = { dueOnConfirmed: true, presenters: { kind: 'none' } } as const;
    await carriedOut(planned, edit(planned, entered, [], desk.tess, now));
    const { desk: shown, troubled } = await dayOf(desk.tess);
    expect(sigles(shown?.mine.items)).toEqual([late, mine].map(({ request }) => request.course.sigle));
    expect(sigles(shown?.waiting.items)).toEqual([unplanned, planned].map(({ request }) => request.course.sigle));
    expect(shown?.waiting.items.map((task) => task.unplanned)).toEqual([true, false]);
    expect(troubled).toBeNull();
    expect((await dayOf(desk.tina)).desk?.waiting.items).toEqual([]);
  });

  it('tells the courses that begin today or within a week', async () => {
    const [first, second] = [
      await standing({ firstActivityOn: today }),
      await standing({ firstActivityOn: inDays(7) }),
    ];
    await standing({ firstActivityOn: inDays(8) });
    const { desk: shown } = await dayOf(desk.tess);
    expect(sigles(shown?.starting.items)).toEqual([first, second].map(({ request }) => request.course.sigle));
  });
});

describe('the day of a coordinator', () => {
  it('tells requests of their departments that are late or gone from the grid, and nothing of the desk', async () => {
    const { request } = await standing({ firstActivityOn: inDays(-3), department: 'MÉDECINE' });
    await standing({ firstActivityOn: inDays(-3), department: 'Droit' });
    await standing({ firstActivityOn: inDays(3) });
    const { desk: shown, troubled } = await dayOf(desk.cora);
    expect(shown).toBeNull();
    expect(sigles(troubled?.items)).toContain(request.course.sigle);
    expect(troubled?.items.every(({ slackDays, course }) => slackDays < 0 && course.department !== 'Droit')).toBe(true);
  });

  it('is empty for somebody who only asks', async () => {
    expect(await dayOf(desk.rita)).toEqual({ today, desk: null, troubled: null });
  });
});

it('the load tells managers what each group and each member has in hand, and what of it is late', async () => {
  const { groups, people: staff } = (await call(desk.mona, 'readLoad')).value();
  const group = groups.find((each) => each.group === 'techno-pedagogues');
  expect(group?.late.count).toBeGreaterThan(0);
  expect(group?.inHand.count).toBeGreaterThan(group?.late.count ?? 0);
  expect(staff.find(({ person }) => person.id === 'tess')).toMatchObject({
    groups: ['techno-pedagogues'],
    inHand: { count: 2, more: false },
    late: { count: 1, more: false },
  });
  expect((await call(desk.tess, 'readLoad')).problem().code).toBe('notAllowed');
});

describe('news', () => {
  /** The reaction, given the writing of these lines. */
  async function react(...lines: readonly HistoryLine[]): Promise<void> {
    const { handler } = await import('#functions/stream/tell-news.ts');
    const Records = lines.map((line, at) => ({
      eventName: 'INSERT' as const,
      dynamodb: { SequenceNumber: String(at), NewImage: marshall(lineItem(line)) },
    }));
    expect(await handler({ Records } as DynamoDBStreamEvent)).toEqual({ batchItemFailures: [] });
  }

  async function commented(made: RequestWithTasks, by: Person, text: string): Promise<HistoryLine> {
    const act = personActs(by, systemClock());
    const { number: request, version } = made.request;
    const line = {
      ...act,
      id: newLineId(act.at),
      request,
      subject: request,
      version,
      content: { kind: 'comment', text } as const,
    };
    await history.append(table, line, by.id, `${by.id}-${text}`);
    return line;
  }

  const newsOf = async (caller: Person) => (await call(caller, 'listNews')).value();

  it('come to who holds a step, once, until they are seen; and come back when that is undone', async () => {
    const made = await standing({ responsible: { name: 'Rita', email: 'rita@example.org' as Email } });
    const mine = await carriedOut(made, assign(taskOf(made, 'interview'), desk.theo, desk.mona, now));
    const lines = [await commented(mine, desk.rita, 'Bonjour'), await commented(mine, desk.rita, 'Merci')];
    await react(...lines);
    await react(...lines);
    const { items, seen, more } = await newsOf(desk.theo);
    expect(items.map(({ content }) => content)).toEqual([
      { kind: 'comment', text: 'Merci' },
      { kind: 'comment', text: 'Bonjour' },
    ]);
    expect([seen, more]).toEqual([null, false]);
    const last = items[0]?.id ?? null;
    expect((await call(desk.theo, 'seeNews', { body: { upTo: last } })).value()).toEqual({ upTo: last });
    expect(await newsOf(desk.theo)).toEqual({ items: [], more: false, seen: last });
    await react(await commented(mine, desk.tess, 'Autre chose'));
    expect((await newsOf(desk.theo)).items).toHaveLength(1);
    await call(desk.theo, 'seeNews', { body: { upTo: seen } });
    expect((await newsOf(desk.theo)).items).toHaveLength(3);
  });

  it('come to who has written on the request, and are for the desk alone', async () => {
    const made = await standing({});
    const [first, second] = [await commented(made, desk.tom, 'Une note'), await commented(made, desk.rita, 'Réponse')];
    await react(first, second);
    expect((await newsOf(desk.tom)).items.map(({ content }) => content)).toEqual([
      { kind: 'comment', text: 'Réponse' },
    ]);
    expect((await call(desk.rita, 'listNews')).problem().code).toBe('notAllowed');
    expect((await call(desk.cora, 'seeNews', { body: { upTo: null } })).problem().code).toBe('notAllowed');
  });
});
