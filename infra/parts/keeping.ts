/** How long things are kept, in one place so that the promise to people can be read. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Settings } from '../settings.ts';

/** What holds people's work outlives the stack in production; a stage that is tried out leaves nothing behind. */
export function keptData({ production }: Settings): RemovalPolicy {
  return production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** Long enough to look into a complaint about the last term. */
export function keptLogs({ production }: Settings): RetentionDays {
  return production ? RetentionDays.SIX_MONTHS : RetentionDays.TWO_WEEKS;
}

/** The most SQS allows: a message waits for somebody to come back from holidays. */
export const keptDeadLetters = Duration.days(14);

/** Grids and their reports: one academic year and a bit, so that two years' grids can be compared. */
export const keptGrids = Duration.days(400);

/** A preview is read at once or never. */
export const keptPreviews = Duration.days(7);
