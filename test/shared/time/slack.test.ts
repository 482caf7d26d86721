import { describe, expect, it } from 'vitest';
import { parseInstant } from '#shared/time/instant.ts';
import { slackDays } from '#shared/time/slack.ts';
import { day } from './arbitrary.ts';

function slack(at: string, dueOn: string): number {
  const instant = parseInstant(at);
  if (!instant) throw new Error(`Not an instant: ${at}`);
  return slackDays(instant, day(dueOn));
}

describe('slack to a due date', () => {
  it('counts business days after today, by the day it is in Montréal', () => {
    expect(slack('2020-09-03T13:00:00Z', '2020-09-04')).toBe(1);
    expect(slack('2020-09-04T03:59:00Z', '2020-09-04')).toBe(1);
    expect(slack('2020-09-04T04:00:00Z', '2020-09-04')).toBe(0);
  });

  it('leaves out week-ends and holidays', () => {
    expect(slack('2020-09-04T13:00:00Z', '2020-09-08')).toBe(1);
    expect(slack('2020-12-23T13:00:00Z', '2021-01-04')).toBe(1);
  });

  it('is negative once the date is past', () => {
    expect(slack('2020-09-08T13:00:00Z', '2020-09-03')).toBe(-2);
  });

  it('keeps a far date far, beyond the years whose closures are known', () => {
    expect(slack('2026-11-23T13:00:00Z', '2099-12-31')).toBe(slack('2026-11-23T13:00:00Z', '2030-12-31'));
    expect(slack('2026-11-23T13:00:00Z', '1999-01-01')).toBeLessThan(-1_000);
  });
});
