/** Routes of a person's day: what waits for them, what others did meanwhile, and how the groups are loaded. */
import * as z from 'zod/mini';
import { groupIds } from '../../access/person.ts';
import { changeActions } from '../../history/line.ts';
import { taskKinds } from '../../request/plan.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { lineId } from '../scalars.ts';

const dayTask = z.extend(record.taskRow, {
  /** The due date is not confirmed, or the presenters are not known. */
  unplanned: z.boolean(),
});

/** The first of a list, and whether there are more. */
const firstOf = <Item extends z.core.$ZodType>(item: Item) => z.object({ items: z.array(item), more: z.boolean() });

/** A number, at least so many when `more`. */
const counted = z.object({ count: z.int().check(z.nonnegative()), more: z.boolean() });

const news = z.object({
  id: lineId,
  request: record.requestNumber,
  at: record.instant,
  by: record.historyLine.shape.by,
  course: z.pick(record.course, { sigle: true, section: true, approach: true, title: true }),
  /** The step it speaks of; null when it speaks of the whole request. */
  step: z.nullable(z.enum(taskKinds)),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('comment'), text: z.string() }),
    z.object({ kind: z.literal('workNote'), text: z.string() }),
    z.object({ kind: z.literal('change'), action: z.enum(changeActions) }),
  ]),
});

const seen = z.object({ upTo: z.nullable(lineId) });

export const dayRoutes = {
  readDay: {
    method: 'GET',
    path: '/api/day',
    function: 'api-day',
    summary:
      "What waits for the caller today, by their role: their tasks, their groups' unassigned ones, courses about to start, requests of their departments in trouble",
    status: 200,
    response: z.object({
      today: record.isoDate,
      /** Null for those who do not work at the desk. */
      desk: z.nullable(
        z.object({
          mine: firstOf(dayTask),
          /** Unassigned tasks of the caller's groups: unplanned ones first, then by due date. */
          waiting: firstOf(dayTask),
          /** Requests in hand whose first activity is today or within a week. */
          starting: firstOf(record.requestRow),
        }),
      ),
      /** Requests in hand of the departments followed that are late or gone from their grid; null for who follows none. */
      troubled: z.nullable(firstOf(record.requestRow)),
    }),
  },
  readLoad: {
    method: 'GET',
    path: '/api/load',
    function: 'api-day',
    summary: 'Tasks in hand, unassigned and late of each group, and of each of its members',
    status: 200,
    response: z.object({
      groups: z.array(z.object({ group: z.enum(groupIds), inHand: counted, unassigned: counted, late: counted })),
      people: z.array(
        z.object({ person: record.personRef, groups: z.array(z.enum(groupIds)), inHand: counted, late: counted }),
      ),
    }),
  },
  listNews: {
    method: 'GET',
    path: '/api/news',
    function: 'api-day',
    summary:
      'What others wrote or changed on what the caller holds or took part in, since they last looked, newest first',
    status: 200,
    response: z.object({
      items: z.array(news),
      more: z.boolean(),
      /** What was seen before: what brings back an undone "all seen". */
      seen: z.nullable(lineId),
    }),
  },
  seeNews: {
    method: 'PUT',
    path: '/api/news/seen',
    function: 'api-day',
    summary: 'Say up to where the caller has seen their news; null for none of it',
    body: seen,
    status: 200,
    response: seen,
  },
} as const satisfies Readonly<Record<string, Route>>;
