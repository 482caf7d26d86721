/** A person's day: what waits for them, what others did meanwhile, how the groups are loaded. */
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as news from '#functions/store/news.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openTable } from '#functions/store/table.ts';
import { groupIds, type Person } from '#shared/access/person.ts';
import { followsDepartments, seesLoad, worksAtDesk, worksIn } from '#shared/access/policy.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { dayRoutes } from '#shared/contract/routes/day.ts';
import { accepted } from '#shared/refusal.ts';
import { isUnplanned } from '#shared/request/unplanned.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import { dateOf, dayNumber } from '#shared/time/day.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { msOf, type Instant, type IsoDate } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/zone.ts';
import { requestRow } from './view/request.ts';
import { taskRow } from './view/task.ts';

const table = openTable(readEnv('api-day').tableName);

type Day = ResponseOf<'readDay'>;
type Desk = NonNullable<Day['desk']>;

const todayAt = (now: Instant): IsoDate => localDate(msOf(now), deskCalendar.zone);

export const handler = serve('api-day', dayRoutes, {
  readDay: async ({ caller, now }) => {
    const [desk, troubled] = await Promise.all([deskOf(caller, now), troubledFor(caller, now)]);
    return accepted({ today: todayAt(now), desk, troubled });
  },

  readLoad: async ({ caller, now }) => {
    if (!seesLoad(caller)) return refuse('notAllowed');
    const before = todayAt(now);
    const groups = groupIds.map(async (group) => ({
      group,
      inHand: await serviceTasks.countInHand(table, { kind: 'group', group }),
      unassigned: await serviceTasks.countInHand(table, { kind: 'unassigned', group }),
      late: await serviceTasks.countInHand(table, { kind: 'group', group }, before),
    }));
    const staff = (await people.list(table)).map(async (person) => ({
      person: { id: person.id, name: person.name },
      groups: groupIds.filter((group) => worksIn(person, group)),
      inHand: await serviceTasks.countInHand(table, { kind: 'assignee', person: person.id }),
      late: await serviceTasks.countInHand(table, { kind: 'assignee', person: person.id }, before),
    }));
    const everybody = await Promise.all(staff);
    return accepted({
      groups: await Promise.all(groups),
      people: everybody.filter((one) => one.groups.length > 0 || one.inHand.count > 0),
    });
  },

  listNews: async ({ caller }) => {
    if (!worksAtDesk(caller)) return refuse('notAllowed');
    return accepted(await news.unseen(table, caller.id, newsAtMost));
  },

  seeNews: async ({ caller, body }) => {
    if (!worksAtDesk(caller)) return refuse('notAllowed');
    await news.see(table, caller.id, body.upTo);
    return accepted(body);
  },
});

/** As many as a page shows before it sends to the whole list. */
const mineAtMost = 200;
const waitingAtMost = 30;
const waitingRead = 100;
const startingAtMost = 20;
const troubledAtMost = 30;
const newsAtMost = 50;
/** "Soon": days after today. */
const soonDays = 7;

async function deskOf(caller: Person, now: Instant): Promise<Desk | null> {
  if (!worksAtDesk(caller)) return null;
  const today = todayAt(now);
  const groups = groupIds.filter((group) => worksIn(caller, group));
  const [mine, waiting, starting] = await Promise.all([
    tasksIn({ kind: 'assignee', person: caller.id }, mineAtMost),
    Promise.all(groups.map((group) => tasksIn({ kind: 'unassigned', group }, waitingRead))),
    requests.starting(table, today, dateOf(dayNumber(today) + soonDays), startingAtMost + 1),
  ]);
  const shown = await rows([...mine.tasks, ...waiting.flatMap(({ tasks }) => tasks)], now);
  const wait = waiting.flatMap(({ tasks }) => tasks.flatMap(({ number }) => shown.get(number) ?? []));
  const ordered = wait.toSorted(
    (one, other) =>
      Number(other.unplanned) - Number(one.unplanned) ||
      Number(one.course.dueOn > other.course.dueOn) - Number(one.course.dueOn < other.course.dueOn),
  );
  return {
    mine: { items: mine.tasks.flatMap(({ number }) => shown.get(number) ?? []), more: mine.more },
    waiting: {
      items: ordered.slice(0, waitingAtMost),
      more: ordered.length > waitingAtMost || waiting.some(({ more }) => more),
    },
    starting: {
      items: starting.slice(0, startingAtMost).map((request) => requestRow(request, now)),
      more: starting.length > startingAtMost,
    },
  };
}

async function tasksIn(
  queue: serviceTasks.Queue,
  limit: number,
): Promise<{ readonly tasks: readonly ServiceTask[]; readonly more: boolean }> {
  const page = await serviceTasks.list(table, queue, {}, { limit });
  return page.ok ? { tasks: page.value.items, more: page.value.next !== null } : { tasks: [], more: false };
}

/** Tasks as the day shows them, by number; what is planned is told by their requests. */
async function rows(
  tasks: readonly ServiceTask[],
  now: Instant,
): Promise<ReadonlyMap<ServiceTask['number'], Desk['mine']['items'][number]>> {
  const found = await requests.readAll(table, [...new Set(tasks.map(({ request }) => request))]);
  const unplanned = new Set(found.filter(isUnplanned).map(({ number }) => number));
  return new Map(tasks.map((task) => [task.number, { ...taskRow(task, now), unplanned: unplanned.has(task.request) }]));
}

async function troubledFor(caller: Person, now: Instant): Promise<Day['troubled']> {
  const departments = followsDepartments(caller);
  if (departments.length === 0) return null;
  const found = await Promise.all(
    departments.map((department) => requests.troubled(table, department, todayAt(now), troubledAtMost + 1)),
  );
  const all = found.flat().toSorted((one, other) => Number(one.dueOn > other.dueOn) - Number(one.dueOn < other.dueOn));
  return {
    items: all.slice(0, troubledAtMost).map((request) => requestRow(request, now)),
    more: all.length > troubledAtMost,
  };
}
