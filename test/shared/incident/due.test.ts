import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstEdition, type CalendarEdition } from '#shared/calendar/edition.ts';
import type { IncidentDecision } from '#shared/incident/change.ts';
import { doDue, follow, passings } from '#shared/incident/due.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { evaluate } from '#shared/incident/sla.ts';
import { clockNames } from '#shared/incident/tier.ts';
import type { Closure } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { incidentAt } from '#test/support/incidentAt.ts';
import { calendars, day, instants } from '../time/arbitrary.ts';
import { histories } from './histories.ts';
import { changes, wall } from './moments.ts';

// Thursday the 10th of September 2020 and the ordinary days after it.
const opened = wall('09-10 08:30');
const unanswered = incidentAt(changes([opened, 'new']), opened);
const after = (at: Instant, ms = 1) => instantOf(msOf(at) + ms);

function changeOf(decision: IncidentDecision) {
  if (decision.kind === 'nothing') throw new Error('There was something to do');
  return decision.change;
}

/** Lines as short sentences. */
const told = (decision: IncidentDecision) =>
  changeOf(decision).lines.map(({ at, content }) =>
    content.kind === 'change'
      ? [content.action, ...content.changes.map(({ field, from, to }) => `${field} ${from}→${to}`), at].join(' ')
      : content.kind,
  );
const done = (incident: Incident, now: Instant, edition = firstEdition): Incident =>
  changeOf(doDue(incident, now, edition)).written?.after ?? incident;

function editionWith(...closures: readonly Closure[]): CalendarEdition {
  const calendar = { ...deskCalendar, closures: [...deskCalendar.closures, ...closures] };
  return { version: 2, calendar, saved: null };
}
const storm = {
  from: day('2020-09-10'),
  to: day('2020-09-10'),
  during: { from: '12:00', to: '24:00' },
  reason: 'Tempête',
} as const;

describe('a tier that is due', () => {
  it('is noted when its bound was passed, and not while it is only reached', () => {
    expect(doDue(unanswered, wall('09-10 12:30'), firstEdition).kind).toBe('nothing');
    expect(told(doDue(unanswered, after(wall('09-10 12:30')), firstEdition))).toEqual([
      `tierReached tierSeen.response normal→moderate ${wall('09-10 12:30')}`,
    ]);
  });

  it('is noted once, whoever comes again', () => {
    const noted = done(unanswered, wall('09-10 12:31'));
    expect(noted.tierSeen).toEqual({ response: 'moderate', resolution: 'normal' });
    expect(noted.projection.due).toEqual({ kind: 'tier', at: wall('09-10 14:30'), clock: 'response', tier: 'high' });
    expect(doDue(noted, wall('09-10 12:31'), firstEdition).kind).toBe('nothing');
    expect(doDue(noted, wall('09-10 14:30'), firstEdition).kind).toBe('nothing');
  });

  it('does not raise the version: nobody is told that the record moved under their hands', () => {
    const { written, lines } = changeOf(doDue(unanswered, wall('09-10 12:31'), firstEdition));
    expect([written?.after.version, lines[0]?.version]).toEqual([unanswered.version, unanswered.version]);
  });

  it('is made up for after a day of sleep: a line for each tier, at the instant it was passed', () => {
    const late = doDue(unanswered, wall('09-14 09:00'), firstEdition);
    expect(told(late)).toEqual([
      `tierReached tierSeen.response normal→moderate ${wall('09-10 12:30')}`,
      `tierReached tierSeen.response moderate→high ${wall('09-10 14:30')}`,
      `tierReached tierSeen.response high→overdue ${wall('09-11 08:30')}`,
    ]);
    expect(changeOf(late).lines.map(({ enteredAt }) => enteredAt)).toEqual(Array(3).fill(wall('09-14 09:00')));
    expect(changeOf(late).written?.after).toMatchObject({
      tierSeen: { response: 'overdue' },
      projection: { due: null, urgentAt: wall('09-11 08:30') },
    });
  });

  it('is of the resolution clock once somebody acted; what the response clock would have come to is past', () => {
    const worked = incidentAt(changes([opened, 'new'], [wall('09-10 09:30'), 'active']), wall('09-10 09:30'));
    expect(told(doDue(worked, wall('09-11 10:00'), firstEdition))).toEqual([
      `tierReached tierSeen.resolution normal→moderate ${wall('09-11 09:30')}`,
    ]);
  });

  it('is not of a clock that waits', () => {
    const waits = incidentAt(
      changes([opened, 'new'], [wall('09-10 09:30'), 'active'], [wall('09-10 10:30'), 'awaitingUserInfo']),
      wall('09-10 10:30'),
    );
    expect(doDue(waits, wall('09-21 10:00'), firstEdition).kind).toBe('nothing');
  });

  it('is not told again when a closure has moved it and it comes once more', () => {
    const noted = done(unanswered, wall('09-10 14:31'));
    expect(noted.tierSeen.response).toBe('high');
    const moved = follow(noted, wall('09-10 14:40'), editionWith(storm))?.after;
    expect(moved?.projection.due).toEqual({
      kind: 'tier',
      at: wall('09-11 09:00'),
      clock: 'response',
      tier: 'moderate',
    });
    const again = moved && changeOf(doDue(moved, wall('09-11 09:01'), editionWith(storm)));
    expect(again?.lines).toEqual([]);
    expect(again?.written?.after.projection.due).toMatchObject({ at: wall('09-11 11:00'), tier: 'high' });
  });
});

describe('what is resolved', () => {
  const resolved = incidentAt(
    changes([opened, 'new'], [wall('09-10 09:30'), 'active'], [wall('09-10 11:00'), 'resolved']),
    wall('09-10 11:00'),
  );

  it('closes after five business days, and its clocks stay as they stopped', () => {
    expect(resolved.projection.due).toEqual({ kind: 'autoClose', at: wall('09-17 11:00') });
    expect(doDue(resolved, wall('09-17 10:59'), firstEdition).kind).toBe('nothing');
    const decision = doDue(resolved, wall('09-17 11:00'), firstEdition);
    expect(told(decision)).toEqual([`closed state resolved→closed ${wall('09-17 11:00')}`]);
    const closed = changeOf(decision).written?.after;
    expect(closed).toMatchObject({ state: 'closed', version: resolved.version + 1, projection: { due: null } });
    expect(closed?.recorded).toEqual(resolved.recorded);
  });

  it('is closed at the instant it was due, however late the desk looks', () => {
    const [line] = changeOf(doDue(resolved, wall('09-21 08:31'), firstEdition)).lines;
    expect(line).toMatchObject({ at: wall('09-17 11:00'), enteredAt: wall('09-21 08:31'), by: { kind: 'desk' } });
  });

  it('does not close when it was reopened', () => {
    const reopened = incidentAt(
      [...resolved.changes, { at: wall('09-16 09:00'), seq: 3, to: 'active' }],
      wall('09-16 09:00'),
    );
    const decision = doDue(reopened, wall('09-17 12:00'), firstEdition);
    expect(told(decision)).toEqual([`tierReached tierSeen.resolution normal→moderate ${wall('09-16 15:30')}`]);
  });

  it('closes later when a closure comes in between', () => {
    const away = { from: day('2020-09-14'), to: day('2020-09-15'), reason: 'Colloque' };
    expect(follow(resolved, wall('09-11 09:00'), editionWith(away))?.after.projection.due).toEqual({
      kind: 'autoClose',
      at: wall('09-21 11:00'),
    });
  });
});

describe('an incident follows the calendar', () => {
  it('declared at noon, a storm moves what lies ahead', () => {
    const moved = follow(unanswered, wall('09-10 12:00'), editionWith(storm))?.after;
    expect(moved?.projection).toEqual({
      edition: 2,
      due: { kind: 'tier', at: wall('09-11 09:00'), clock: 'response', tier: 'moderate' },
      urgentAt: wall('09-11 09:00'),
    });
  });

  it('once: who follows an edition already has nothing to do', () => {
    const moved = follow(unanswered, wall('09-10 12:00'), editionWith(storm))?.after ?? unanswered;
    expect(follow(moved, wall('09-10 12:05'), editionWith(storm))).toBeNull();
    expect(follow(moved, wall('09-10 12:05'), firstEdition)).toBeNull();
  });

  it('leaves clocks that have ended as they were recorded', () => {
    const worked = incidentAt(changes([opened, 'new'], [wall('09-10 13:30'), 'active']), wall('09-10 13:30'));
    expect(worked.recorded.response?.clock).toMatchObject({ elapsedMs: 5 * 3_600_000, tier: 'moderate' });
    expect(follow(worked, wall('09-10 14:00'), editionWith(storm))?.after.recorded).toEqual(worked.recorded);
  });
});

describe('any incident under any calendar', () => {
  const asked = fc.record({ history: histories, calendar: calendars, now: instants, then: instants });

  it('has passed the tiers that evaluate says, each right after its instant', () => {
    fc.assert(
      fc.property(asked, ({ history, calendar, now }) => {
        const edition = { version: 1, calendar, saved: null };
        for (const name of clockNames) {
          const clock = evaluate(history, instantOf(now), calendar)[name];
          const all = passings(name, { changes: history }, instantOf(now), edition);
          expect(all.at(-1)?.tier ?? 'normal').toBe(clock?.tier ?? 'normal');
          for (const { at, tier } of all) {
            const tierAt = (ms: number) => evaluate(history, instantOf(ms), calendar)[name]?.tier;
            expect([tierAt(msOf(at)) === tier, tierAt(msOf(at) + 1)]).toEqual([false, tier]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('closes once, after all that happened, though it was told twice that it is resolved', () => {
    const twice = changes([opened, 'new'], [wall('09-10 13:30'), 'resolved'], [wall('09-28 13:30'), 'resolved']);
    const now = wall('09-29 09:00');
    const decision = doDue(incidentAt(twice, now), now, firstEdition);
    const closed = decision.kind === 'change' ? decision.change.written?.after : undefined;
    expect(closed?.changes.at(-1)).toMatchObject({ to: 'closed', at: wall('09-28 13:30') });
    expect(closed && doDue(closed, now, firstEdition).kind).toBe('nothing');
  });

  it('is told of each tier once however often the desk looks, and has nothing overdue to do right after', () => {
    fc.assert(
      fc.property(asked, ({ history, calendar, now, then }) => {
        const edition = { version: 1, calendar, saved: null };
        const [sooner, later] = [Math.min(now, then), Math.max(now, then)].map(instantOf);
        const known = history.filter(({ at }) => at <= (sooner ?? ''));
        if (known.length === 0 || !sooner || !later) return;
        let incident = incidentAt(known, sooner, {}, edition);
        const lines: string[] = [];
        for (const at of [sooner, later, later]) {
          const decision = doDue(incident, at, edition);
          if (decision.kind === 'nothing') continue;
          lines.push(...told(decision).map((line) => line.split(' ').slice(0, 3).join(' ')));
          incident = decision.change.written?.after ?? incident;
        }
        expect(new Set(lines).size).toBe(lines.length);
        const { due } = incident.projection;
        if (due) expect(due.at >= later).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
