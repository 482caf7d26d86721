/** What somebody of the desk writes down for another, as it stands on screen: what is wrong with it, and what is sent. */
import * as z from 'zod/mini';
import { groupIds, type GroupId, type Person } from '#shared/access/person.ts';
import { worksIn } from '#shared/access/policy.ts';
import { sigleGiven } from '#shared/contract/incidentRecords.ts';
import { email } from '#shared/contract/scalars.ts';
import { parseNumber } from '#shared/ids.ts';
import { enteredWithinDays, groupFor } from '#shared/incident/create.ts';
import { incidentKinds, subkinds, subkindsOf, type Subkind } from '#shared/incident/incident.ts';
import { wallMinutes } from '#shared/time/calendar.ts';
import { dayMs } from '#shared/time/day.ts';
import { instantOf, msOf, parseIsoDate, type Instant } from '#shared/time/instant.ts';
import { wallInstant } from '#shared/time/zone.ts';
import type { AskedHelp } from '#web/data/askHelp.ts';
import { deskZone } from '#web/ui/dateWords.ts';

export const heardChannels = ['telephone', 'inPerson', 'email'] as const;

export const heardValues = z.object({
  name: z.string(),
  email: z.string(),
  channel: z.enum(heardChannels),
  /** It was before now: on this day, at this hour. */
  earlier: z.boolean(),
  day: z.string(),
  time: z.string(),
  kind: z.nullable(z.enum(incidentKinds)),
  subkind: z.union([z.enum(subkinds), z.literal('')]),
  title: z.string(),
  text: z.string(),
  /** Empty for the group that the kind goes to. */
  group: z.union([z.enum(groupIds), z.literal('')]),
  request: z.string(),
  course: z.string(),
  answered: z.boolean(),
});
export type HeardValues = z.infer<typeof heardValues>;

export const blankHeard = (request: string | null): HeardValues => ({
  ...{ name: '', email: '', channel: 'telephone', earlier: false, day: '', time: '' },
  ...{ kind: null, subkind: '', title: '', text: '', group: '', course: '', answered: false },
  request: request ?? '',
});

/** When it reached the desk: null where that is now, `unsaid` where it is not said in full. */
export function openedAtOf({ earlier, day, time }: HeardValues): Instant | null | 'unsaid' {
  if (!earlier) return null;
  const [date, hour] = [parseIsoDate(day), /^(\d\d):(\d\d)/.exec(time)];
  if (!date || !hour) return 'unsaid';
  return wallInstant(date, wallMinutes(`${hour[1] ?? ''}:${hour[2] ?? ''}`), deskZone);
}

/** The group it goes to; null while neither group nor kind is said. */
export function groupOf({ group, kind }: HeardValues): GroupId | null {
  if (group !== '') return group;
  return kind && groupFor(kind);
}

/** Why nobody can have been answered there and then; null when they can. */
export function unanswerable(values: HeardValues, me: Person): 'email' | 'group' | null {
  if (values.channel === 'email') return 'email';
  const group = groupOf(values);
  return group !== null && !worksIn(me, group) ? 'group' : null;
}

export type HeardFault = 'name' | 'email' | 'when' | 'kind' | 'title' | 'text' | 'request' | 'course';

function whenFault(values: HeardValues, now: number): string | null {
  const openedAt = openedAtOf(values);
  if (openedAt === null) return null;
  if (openedAt === 'unsaid') return 'help.desk.fault.when';
  if (msOf(openedAt) > now) return 'help.desk.fault.future';
  return now - msOf(openedAt) > enteredWithinDays * dayMs ? 'help.desk.fault.early' : null;
}

/** What is wrong, by field, as names of sentences. @param now at the desk, in milliseconds since 1970. */
export function faultsOf(values: HeardValues, now: number): Partial<Record<HeardFault, string>> {
  const when = whenFault(values, now);
  const { request, course } = values;
  return {
    ...(values.name.trim() === '' && { name: 'help.desk.fault.name' }),
    ...(!email.safeParse(values.email.trim()).success && { email: 'help.desk.fault.email' }),
    ...(when !== null && { when }),
    ...(values.kind === null && { kind: 'help.ask.fault.kind' }),
    ...(values.title.trim() === '' && { title: 'help.ask.fault.subject' }),
    ...(values.text.trim() === '' && { text: 'help.ask.fault.text' }),
    ...(values.text.trim().length > textAtMost && { text: 'help.ask.fault.textLong' }),
    ...(request.trim() !== '' && parseNumber('request', request) === null && { request: 'help.desk.fault.request' }),
    ...(course.trim() !== '' && !sigleGiven.safeParse(course).success && { course: 'help.ask.fault.sigle' }),
  };
}

export const titleAtMost = 160;
export const textAtMost = 10_000;

/** Subkinds to choose from: where a kind has but one there is nothing to choose. */
export function choosableSubkinds({ kind }: HeardValues): readonly Subkind[] {
  const all = kind === null ? [] : subkindsOf[kind];
  return all.length > 1 ? all : [];
}

/** What is sent; null while something is wrong. */
export function heardOf(values: HeardValues, me: Person, now: number): AskedHelp | null {
  const { kind, subkind, group } = values;
  if (kind === null || Object.keys(faultsOf(values, now)).length > 0) return null;
  const openedAt = openedAtOf(values);
  const [only, ...others] = subkindsOf[kind];
  const fits = subkind !== '' && subkindsOf[kind].includes(subkind);
  return {
    kind,
    subkind: fits ? subkind : others.length === 0 && only !== undefined ? only : null,
    title: values.title.trim(),
    text: values.text.trim(),
    request: parseNumber('request', values.request),
    course: values.course.trim() === '' ? null : values.course.trim(),
    heard: {
      channel: values.channel,
      requester: { name: values.name.trim(), email: values.email.trim() },
      ...(group !== '' && { group }),
      ...(openedAt !== null && openedAt !== 'unsaid' && { openedAt }),
      answered: values.answered && unanswerable(values, me) === null,
    },
  };
}

/** The instant its time runs from. @param now at the desk. */
export function runsFrom(values: HeardValues, now: number): Instant | null {
  const openedAt = openedAtOf(values);
  if (openedAt === 'unsaid') return null;
  return openedAt ?? instantOf(now);
}
