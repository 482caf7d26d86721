/** Shapes of incidents on the wire. */
import * as z from 'zod/mini';
import { groupIds } from '../access/person.ts';
import { parseSigle } from '../grid/fields.ts';
import { contactChannels, incidentKinds, resolutionCodes, subkinds } from '../incident/incident.ts';
import { incidentStates } from '../incident/state.ts';
import { clockStates } from '../incident/sla.ts';
import { tiers } from '../incident/tier.ts';
import type { Sigle } from '../request/course.ts';
import { personRef } from './records.ts';
import { email, incidentNumber, instant, proves, requestNumber, supportTaskNumber } from './scalars.ts';

const version = z.int().check(z.positive());
export const kind = z.enum(incidentKinds);
export const subkind = z.nullable(z.enum(subkinds));
const state = z.enum(incidentStates);

/** One of both clocks, exact at the instant the answer was made (`asOf`). */
export const clock = z.object({
  state: z.enum(clockStates),
  startedAt: instant,
  stoppedAt: z.nullable(instant),
  /** Business milliseconds. */
  elapsedMs: z.int(),
  tier: z.enum(tiers),
  /** When the tier changes if nothing else happens, and to which. */
  nextChange: z.nullable(z.object({ at: instant, tier: z.enum(tiers) })),
  dueAt: z.nullable(instant),
  breachedAt: z.nullable(instant),
});

/** A clock that goes on is derived anew from these by `evaluate`; one that has ended stays as it is answered. */
const stateChange = z.object({ at: instant, seq: z.int(), to: state });

export const incidentRow = z.object({
  number: incidentNumber,
  version,
  kind,
  subkind,
  channel: z.enum(contactChannels),
  title: z.string(),
  requester: z.object({ name: z.string() }),
  group: z.enum(groupIds),
  assignee: z.nullable(personRef),
  state,
  openedAt: instant,
  changes: z.array(stateChange),
  /** When the clocks were looked at. */
  asOf: instant,
  /** Edition of the calendar they were read with. */
  calendar: z.int(),
  clocks: z.object({
    response: clock,
    /** Null while the incident is new. */
    resolution: z.nullable(clock),
  }),
  nextChangeAt: z.nullable(instant),
});

/** Another incident, as one that is linked to it names it. */
export const relatedIncident = z.object({
  number: incidentNumber,
  /** What it is to the one shown. */
  as: z.enum(['parent', 'part', 'kept', 'duplicate', 'before', 'after']),
  title: z.string(),
  state,
});

/** What the caller may do to it now; the page shows only these. */
const may = z.record(z.string(), z.boolean());

const resolution = z.object({
  code: z.enum(resolutionCodes),
  text: z.string(),
  at: instant,
  by: z.nullable(personRef),
});

export const incidentLinks = z.object({
  request: z.nullable(requestNumber),
  course: z.nullable(z.string()),
  supportTask: z.nullable(supportTaskNumber),
  parent: z.nullable(incidentNumber),
  problem: z.nullable(z.string()),
  duplicateOf: z.nullable(incidentNumber),
  follows: z.nullable(incidentNumber),
});

/** An incident as the desk sees it. */
export const incidentPage = z.extend(incidentRow, {
  text: z.string(),
  requester: z.object({ name: z.string(), email: z.string() }),
  openedBy: z.nullable(personRef),
  /** When it was written down; after `openedAt` when it was entered later. */
  enteredAt: instant,
  links: incidentLinks,
  related: z.array(relatedIncident),
  resolution: z.nullable(resolution),
  cancellation: z.nullable(z.object({ reason: z.string(), at: instant, by: personRef })),
  firstResolvedAt: z.nullable(instant),
  lastResolvedAt: z.nullable(instant),
  reopenCount: z.int(),
  /** Whether its clocks count in statistics. */
  counts: z.boolean(),
  /** When it closes by itself; null unless it is resolved. */
  closesAt: z.nullable(instant),
  may,
});

/** Where a requester's incident stands, in their words. */
export const ownStages = [
  'received',
  'inProgress',
  'awaitingYou',
  'onHold',
  'resolved',
  'closed',
  'cancelled',
  'joined',
] as const;

/** A requester's own incident in a list. */
export const ownIncidentRow = z.object({
  number: incidentNumber,
  version,
  kind,
  subkind,
  title: z.string(),
  stage: z.enum(ownStages),
  /** When it came to this stage. */
  since: instant,
  openedAt: instant,
  /** What was promised of a first answer, and when it came. */
  response: z.object({ promisedBy: z.nullable(instant), cameAt: z.nullable(instant) }),
});

/** A requester's own incident, without what is the desk's own affair. */
export const ownIncident = z.extend(ownIncidentRow, {
  text: z.string(),
  channel: z.enum(contactChannels),
  /** Its course through the desk, oldest first. */
  steps: z.array(z.object({ stage: z.enum(ownStages), at: instant })),
  links: z.pick(incidentLinks, { request: true, course: true }),
  resolution: z.nullable(z.omit(resolution, { by: true })),
  closesAt: z.nullable(instant),
  /** The caller's own incidents that it goes on from, and that go on from it. */
  before: z.nullable(incidentNumber),
  after: z.nullable(incidentNumber),
  may: z.object({ comment: z.boolean(), withdraw: z.boolean(), confirm: z.boolean() }),
});

export const openedIncident = z.object({
  number: incidentNumber,
  version,
  openedAt: instant,
  group: z.enum(groupIds),
  /** By when it is answered. */
  promisedBy: z.nullable(instant),
});

export const incidentQueueCount = z.object({
  view: z.enum(['group', 'unassigned', 'mine']),
  /** Null for the caller's own. */
  group: z.nullable(z.enum(groupIds)),
  count: z.int(),
  /** There are more than were counted. */
  more: z.boolean(),
});

export const titleGiven = z.string().check(z.trim(), z.minLength(1), z.maxLength(160));

/** Who asked, as somebody of the desk writes them down. */
export const requesterGiven = z.object({ name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)), email });

/** A course's sigle however it is typed: `mmd 3616`. */
export const sigleGiven = proves<Sigle>(
  z.string().check(
    z.maxLength(40),
    z.overwrite((text) => parseSigle(text) ?? text),
    z.regex(/^[A-Z]{2,4}\d{3,5}[A-Z]{0,2}$/),
  ),
);
