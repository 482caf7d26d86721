/** Single values on the wire, each checked and named: the border where texts get their brands. */
import * as z from 'zod/mini';
import type {
  ImportNumber,
  IncidentNumber,
  LineId,
  PersonId,
  RecordingId,
  RequestNumber,
  ServiceTaskNumber,
  SupportTaskNumber,
  ViewId,
} from '../ids.ts';
import type { Email } from '../request/course.ts';
import type { WallTime } from '../time/calendar.ts';
import { parseInstant, type Instant, type IsoDate } from '../time/instant.ts';

/** A text that passed this schema is of the brand it checks. */
export function proves<Brand extends string>(schema: z.ZodMiniType): z.ZodMiniType<Brand, string> {
  return schema as z.ZodMiniType<Brand, string>;
}

export const requestNumber = proves<RequestNumber>(z.string().check(z.regex(/^RITM\d{7,15}$/)));
export const serviceTaskNumber = proves<ServiceTaskNumber>(z.string().check(z.regex(/^SCTASK\d{7,15}$/)));
export const incidentNumber = proves<IncidentNumber>(z.string().check(z.regex(/^INC\d{7,15}$/)));
export const supportTaskNumber = proves<SupportTaskNumber>(z.string().check(z.regex(/^TASK\d{7,15}$/)));
export const importNumber = proves<ImportNumber>(z.string().check(z.regex(/^IMP\d{7,15}$/)));
export const instant = proves<Instant>(z.iso.datetime());
/** An instant as somebody sends it: put into the form that records compare as text. */
export const instantGiven = proves<Instant>(z.iso.datetime().check(z.overwrite((text) => parseInstant(text) ?? text)));
export const isoDate = proves<IsoDate>(z.iso.date());
/** `08:30`; `24:00` is the end of the day. */
export const wallTime = proves<WallTime>(z.string().check(z.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/)));
export const email = proves<Email>(z.email().check(z.maxLength(254), z.toLowerCase()));
export const personId = proves<PersonId>(z.string().check(z.minLength(1), z.maxLength(128)));
export const lineId = proves<LineId>(z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)));
export const recordingId = proves<RecordingId>(z.string().check(z.minLength(1), z.maxLength(40)));
export const viewId = proves<ViewId>(z.string().check(z.regex(/^[0-9A-Z]{26}$/)));
