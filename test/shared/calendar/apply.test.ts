import { describe, expect, it } from 'vitest';
import { applied, inverse, rebased } from '#shared/calendar/apply.ts';
import { changesBetween } from '#shared/calendar/changes.ts';
import type { Calendar, Closure } from '#shared/time/calendar.ts';
import { parseIsoDate, type IsoDate } from '#shared/time/instant.ts';

const day = (text: string): IsoDate => parseIsoDate(text) ?? expect.fail(text);
const closed = (on: string, reason: string): Closure => ({ from: day(on), to: day(on), reason });
const storm = closed('2026-12-02', 'Tempête');
const strike = closed('2026-12-03', 'Grève');
const works = closed('2026-12-04', 'Travaux');

const base: Calendar = {
  zone: 'America/Toronto',
  hours: [{ effectiveFrom: day('2020-01-01'), week: { mon: [{ opens: '08:30', closes: '16:30' }] } }],
  closures: [storm],
};
const summer = { effectiveFrom: day('2027-06-01'), week: { mon: [{ opens: '08:00', closes: '15:00' }] } } as const;

describe('changes of a calendar', () => {
  it('made on the calendar they were read from give the other one', () => {
    const after: Calendar = { ...base, hours: [...base.hours, summer], closures: [strike], zone: 'America/Montreal' };
    expect(changesBetween(applied(base, changesBetween(base, after)), after)).toEqual([]);
  });

  it('are taken back one by one', () => {
    const after: Calendar = { ...base, closures: [strike], hours: [summer] };
    const changes = changesBetween(base, after);
    expect(changes).toHaveLength(4);
    const back = changes.map(inverse).reduce((calendar, change) => applied(calendar, [change]), after);
    expect(changesBetween(base, back)).toEqual([]);
  });

  it('go onto what somebody else made of it meanwhile, and keep both', () => {
    const mine = { ...base, closures: [storm, strike] };
    const theirs = { ...base, closures: [works], hours: [...base.hours, summer] };
    const both = rebased(base, mine, theirs);
    expect(both.closures).toEqual([works, strike]);
    expect(both.hours).toEqual([...base.hours, summer]);
  });

  it('leave what both took away, and do not double what both wrote', () => {
    expect(rebased(base, { ...base, closures: [strike] }, { ...base, closures: [strike] }).closures).toEqual([strike]);
  });
});
