/**
 * Every route of the API: the one table that infrastructure wires, functions serve and validate by, clients are typed by
 * and the OpenAPI document is made from.
 */
import type * as z from 'zod/mini';
import type { Route } from './route.ts';
import { calendarRoutes, explanationRoutes } from './routes/calendar.ts';
import { dayRoutes } from './routes/day.ts';
import { descriptionRoutes } from './routes/description.ts';
import { deskRoutes } from './routes/desk.ts';
import { draftRoutes, incidentDraftRoutes } from './routes/drafts.ts';
import { importRoutes } from './routes/imports.ts';
import { incidentActRoutes } from './routes/incidentActs.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { liveRoutes } from './routes/live.ts';
import { myIncidentRoutes } from './routes/myIncidents.ts';
import { requestRoutes } from './routes/requests.ts';
import { searchRoutes } from './routes/search.ts';
import { serviceTaskRoutes } from './routes/serviceTasks.ts';
import { viewRoutes } from './routes/views.ts';

export const routes = {
  ...importRoutes,
  ...requestRoutes,
  ...draftRoutes,
  ...incidentDraftRoutes,
  ...serviceTaskRoutes,
  ...incidentRoutes,
  ...incidentActRoutes,
  ...myIncidentRoutes,
  ...searchRoutes,
  ...dayRoutes,
  ...calendarRoutes,
  ...explanationRoutes,
  ...viewRoutes,
  ...deskRoutes,
  ...liveRoutes,
  ...descriptionRoutes,
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
type Output<Row, Part extends string> =
  Row extends Readonly<Record<Part, infer Shape extends z.core.$ZodType>> ? z.output<Shape> : undefined;

/** What a handler is given once the door has parsed it. */
export type ParamsOf<Name extends RouteName> = Output<(typeof routes)[Name], 'params'>;
export type QueryOf<Name extends RouteName> = Output<(typeof routes)[Name], 'query'>;
export type BodyOf<Name extends RouteName> = Output<(typeof routes)[Name], 'body'>;

/** The same value, not to be written to: what a domain value may stand for without a copy. */
type Frozen<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends readonly (infer Each)[]
      ? readonly Frozen<Each>[]
      : { readonly [Key in keyof Value]: Frozen<Value[Key]> };

/** What a route answers when it accepts. */
export type ResponseOf<Name extends RouteName> = Frozen<z.output<(typeof routes)[Name]['response']>>;
