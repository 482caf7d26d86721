/** Where identifiers that nobody reads aloud come from. */
import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { LineId, RecordingId, ViewId } from '#shared/ids.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';

export type LineIds = (at: Instant) => LineId;
export type RecordingIds = () => RecordingId;

const ulidAt = monotonicFactory();

/** A ULID of this instant; within one process each is greater than the last, so lines of one change keep their order. */
export const newLineId: LineIds = (at) => ulidAt(msOf(at)) as LineId;

export const newViewId = (at: Instant): ViewId => ulidAt(msOf(at)) as ViewId;

export const newRecordingId: RecordingIds = () => ulidAt() as RecordingId;

/** What opens one socket: not to be guessed, and of letters that a header may carry. */
export const newTicket = (): string => randomBytes(32).toString('base64url');
