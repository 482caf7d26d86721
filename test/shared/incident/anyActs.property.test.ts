/** Whatever is done to a help request, in whatever order, by whomever: what must hold afterwards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '#shared/access/person.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { differences } from '#shared/history/trace.ts';
import type { IncidentChange, IncidentDecision } from '#shared/incident/change.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import type { Deciding } from '#shared/incident/create.ts';
import * as decide from '#shared/incident/decide.ts';
import { doDue } from '#shared/incident/due.ts';
import { resolutionCodes, type Incident } from '#shared/incident/incident.ts';
import { link, merge } from '#shared/incident/link.ts';
import { projectionOf } from '#shared/incident/projection.ts';
import { evaluate } from '#shared/incident/sla.ts';
import { comment, continueFrom, opensAnother, workNote } from '#shared/incident/speak.ts';
import { incidentStates, type IncidentState } from '#shared/incident/state.ts';
import { clockNames } from '#shared/incident/tier.ts';
import { incidentTrace } from '#shared/incident/trace.ts';
import { accepted, type Outcome } from '#shared/refusal.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { people } from '#test/support/desk.ts';
import { by, numbered, openedAt, wall } from '#test/support/incidents.ts';

/** The one to merge into, opened before any other. */
const older = openedAt(wall('01 09:00'), 2);
const { tina, tom, tess, both, mona, ada, rita } = people;

type Act = (incident: Incident, deciding: Deciding) => Outcome<IncidentDecision>;
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>(decide.start),
  fc.constant<Act>(decide.close),
  fc.constant<Act>((one, { now, edition }) => accepted(doDue(one, now, edition))),
  fc.constant<Act>((one, d) => decide.wait(one, { for: 'userInfo', text: 'Quoi?' }, d)),
  fc
    .option(fc.constant('PRB1'))
    .map<Act>((problem) => (one, d) => decide.wait(one, { for: 'problem', text: null, problem }, d)),
  fc.constantFrom(...resolutionCodes).map<Act>((code) => (one, d) => decide.resolve(one, { code, text: 'Voilà' }, d)),
  fc.constant<Act>((one, d) => decide.reopen(one, { reason: 'Encore' }, d)),
  fc.constant<Act>((one, d) => decide.cancel(one, { reason: 'Erreur' }, d)),
  fc.constant<Act>((one, d) => merge(one, older, d)),
  fc
    .constantFrom('technologues' as const, 'techno-pedagogues' as const)
    .map<Act>((group) => (one, d) => decide.assign(one, { group }, d)),
  fc.constantFrom(tina, tom, tess, both, null).map<Act>((assignee) => (one, d) => decide.assign(one, { assignee }, d)),
  fc
    .constantFrom('question' as const, 'request' as const)
    .map<Act>((kind) => (one, d) => decide.edit(one, { kind }, d)),
  fc.constant<Act>((one, d) => link(one, { problem: 'PRB2' }, { parent: null, hasParts: false }, d)),
  fc.constant<Act>((one, d) => workNote(one, 'Vu', d)),
  fc.constant<Act>((one, d) =>
    opensAnother(one, d.caller) ? continueFrom(one, 'Encore', numbered(9), d).decision : comment(one, 'Bonjour', d),
  ),
);

interface Step {
  readonly act: Act;
  readonly caller: Person;
  readonly afterMinutes: number;
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: acts,
    // Mostly people who may do it, or little would happen.
    caller: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<Person>(both, tina, mona) },
      { weight: 3, arbitrary: fc.constant<Person>(rita) },
      { weight: 1, arbitrary: fc.constantFrom<Person>(tess, ada) },
    ),
    // Two acts in one instant, an hour, a night, three weeks.
    afterMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 30_000 })),
  }),
  { maxLength: 14 },
);

/** Where the design lets a state go. */
const ways: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  new: ['active', 'awaitingUserInfo', 'awaitingProblem', 'resolved', 'cancelled'],
  active: ['awaitingUserInfo', 'awaitingProblem', 'resolved', 'cancelled'],
  awaitingUserInfo: ['active', 'awaitingProblem', 'resolved', 'cancelled'],
  awaitingProblem: ['active', 'awaitingUserInfo', 'resolved', 'cancelled'],
  resolved: ['active', 'closed'],
  closed: [],
  cancelled: [],
};

interface Walked {
  readonly before: Incident;
  readonly after: Incident;
  readonly change: IncidentChange;
  readonly now: Instant;
}

/** Everything that was accepted and changed something, in order. */
function walk(all: readonly Step[]): readonly Walked[] {
  let incident = openedAt(wall('10 09:00'));
  let now = msOf(incident.openedAt);
  const walked: Walked[] = [];
  for (const { act, caller, afterMinutes } of all) {
    now = msOf(instantOf(now + afterMinutes * 60_000));
    const outcome = act(incident, by(caller, instantOf(now)));
    if (!outcome.ok || outcome.value.kind === 'nothing') continue;
    const { change } = outcome.value;
    const after = change.written?.before ? change.written.after : incident;
    walked.push({ before: incident, after, change, now: instantOf(now) });
    incident = after;
  }
  return walked;
}

const byItself = ({ lines }: IncidentChange): boolean => lines.some(({ door }) => door === 'schedule');

const always = (law: (step: Walked) => void) => {
  fc.assert(
    fc.property(steps, (all) => walk(all).forEach(law)),
    { numRuns: 400 },
  );
};

describe('after any acts in any order', () => {
  it('every act is tried, and every way of the design is gone', () => {
    const gone = new Set<string>();
    fc.sample(steps, { numRuns: 3_000, seed: 4 }).forEach((all) =>
      walk(all).forEach(({ before, after }) => gone.add(`${before.state} ${after.state}`)),
    );
    const wanted = incidentStates.flatMap((from) => ways[from].map((to) => `${from} ${to}`));
    expect(wanted.filter((way) => !gone.has(way))).toEqual([]);
  });

  it('a state is only left the ways the design knows, each at the instant of the act', () => {
    always(({ before, after, change, now }) => {
      if (before.state === after.state) {
        expect(after.changes).toEqual(before.changes);
        return;
      }
      expect(ways[before.state]).toContain(after.state);
      const [added, ...more] = after.changes.slice(before.changes.length);
      expect(more).toEqual([]);
      // What the desk does by itself is done for the instant it was due.
      const at = byItself(change) ? change.lines[0]?.at : now;
      expect(added).toEqual({ at, seq: before.changes.length, to: after.state });
      expect(after.changes.slice(0, -1)).toEqual(before.changes);
    });
  });

  it('never two clocks run, and none of what is over', () => {
    always(({ after, now }) => {
      const clocks = clocksOf(after, now, firstEdition);
      const running = clockNames.filter((name) => clocks[name]?.state === 'running');
      expect(running).toEqual(after.state === 'new' ? ['response'] : after.state === 'active' ? ['resolution'] : []);
      expect(clocks.state).toBe(after.state);
    });
  });

  it('what was projected is what its clocks say, and what was recorded is what they said', () => {
    always(({ before, after, change, now }) => {
      if (!change.written?.before) return;
      expect(after.projection).toEqual(projectionOf(after, now, firstEdition));
      const said = evaluate(after.changes, now, firstEdition.calendar);
      expect(after.projection.urgentAt === null).toBe(!clockNames.some((name) => said[name]?.state === 'running'));
      for (const name of clockNames) {
        const clock = said[name];
        const ended = clock?.state === 'stopped' || clock?.state === 'cancelled';
        expect(after.recorded[name]?.clock ?? null).toEqual(ended ? clock : null);
      }
      // One calendar: what is derived and what is kept are one.
      expect(clocksOf(before, now, firstEdition)).toEqual(evaluate(before.changes, now, firstEdition.calendar));
    });
  });

  it('history tells every difference once, by whom, with the version it made', () => {
    always(({ before, after, change, now }) => {
      const own = change.lines.filter(({ incident }) => incident === before.number);
      expect(own.length).toBeGreaterThan(0);
      for (const { at, enteredAt } of change.lines) {
        expect(enteredAt ?? at).toBe(now);
        expect(at <= now).toBe(true);
        if (!byItself(change)) expect(enteredAt).toBeNull();
      }
      const changes = own.filter(({ content }) => content.kind === 'change');
      if (!change.written?.before) {
        // Only something said, or another one opened: this one stays as it is.
        expect(own.every(({ version }) => version === before.version)).toBe(true);
        return;
      }
      const told = changes.flatMap(({ content }) => (content.kind === 'change' ? content.changes : []));
      const differing = differences(incidentTrace(before), incidentTrace(after));
      if (byItself(change) && after.state === before.state) {
        // Tiers noted one after the other: what they come to is the difference, and nobody's version is overtaken.
        expect(after.version).toBe(before.version);
        expect([told[0]?.field, told[0]?.from, told.at(-1)?.to]).toEqual([
          differing[0]?.field,
          differing[0]?.from,
          differing[0]?.to,
        ]);
        return;
      }
      expect(after.version).toBe(before.version + 1);
      expect(changes).toHaveLength(1);
      expect(changes[0]?.version).toBe(after.version);
      expect(told).toEqual(differing);
    });
  });

  it('what is resolved says how, what is cancelled why, and what is worked neither', () => {
    always(({ after }) => {
      expect(after.resolution !== null).toBe(after.state === 'resolved' || after.state === 'closed');
      expect(after.cancellation !== null).toBe(after.state === 'cancelled');
      if (after.links.duplicateOf) expect(after.state).toBe('cancelled');
    });
  });
});
