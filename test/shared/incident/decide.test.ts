import { describe, expect, it } from 'vitest';
import { incidentActs, mayBringInPast, mayOnIncident, maySeeIncident } from '#shared/access/policy.ts';
import type { Person } from '#shared/access/person.ts';
import type { IncidentDecision } from '#shared/incident/change.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import { groupFor, open, openFor, type Deciding } from '#shared/incident/create.ts';
import * as decide from '#shared/incident/decide.ts';
import { doDue } from '#shared/incident/due.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { link, merge } from '#shared/incident/link.ts';
import { promiseAt } from '#shared/incident/promise.ts';
import { closesAfterMs, projectionOf } from '#shared/incident/projection.ts';
import { comment, continueFrom, opensAnother, workNote } from '#shared/incident/speak.ts';
import { incidentStates, type IncidentState } from '#shared/incident/state.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import { parseInstant } from '#shared/time/instant.ts';
import { day, people } from '#test/support/desk.ts';
import { accept, afterOf, asked, by, changeOf, numbered, openedAt, refusalOf, wall } from '#test/support/incidents.ts';

const { tess, tina, tom, mona, ada, rita } = people;
const hour = 3_600_000;
const [opening, later, last] = [wall('10 09:00'), wall('10 11:00'), wall('10 14:00')];

/** Rita's incident, brought into a state by Tina at eleven. */
function inState(state: IncidentState): Incident {
  const fresh = openedAt(opening);
  const deciding = by(tina, later);
  const resolve = () => afterOf(fresh, decide.resolve(fresh, { code: 'fixed', text: 'Fait' }, deciding));
  switch (state) {
    case 'new':
      return fresh;
    case 'active':
      return afterOf(fresh, decide.start(fresh, deciding));
    case 'awaitingUserInfo':
      return afterOf(fresh, decide.wait(fresh, { for: 'userInfo', text: 'Quoi?' }, deciding));
    case 'awaitingProblem':
      return afterOf(fresh, decide.wait(fresh, { for: 'problem', text: null, problem: null }, deciding));
    case 'resolved':
      return resolve();
    case 'closed': {
      const resolved = resolve();
      return afterOf(resolved, decide.close(resolved, deciding));
    }
    case 'cancelled':
      return afterOf(fresh, decide.cancel(fresh, { reason: 'Erreur' }, deciding));
    default:
      return state satisfies never;
  }
}

type Act = (incident: Incident, deciding: Deciding) => Outcome<IncidentDecision>;
const acts = {
  start: decide.start,
  askRequester: (one, d) => decide.wait(one, { for: 'userInfo', text: 'Quoi?' }, d),
  awaitProblem: (one, d) => decide.wait(one, { for: 'problem', text: null, problem: null }, d),
  resolve: (one, d) => decide.resolve(one, { code: 'answered', text: 'Voilà' }, d),
  reopen: (one, d) => decide.reopen(one, { reason: 'Encore' }, d),
  close: decide.close,
  cancel: (one, d) => decide.cancel(one, { reason: 'Erreur' }, d),
  groupComments: (one, d) => comment(one, 'Bonjour', d),
  requesterComments: (one, { now }) =>
    opensAnother(one, rita) ? refused('incidentFinal') : comment(one, 'Bonjour', by(rita, now)),
  notes: (one, d) => workNote(one, 'Vu', d),
  assign: (one, d) => decide.assign(one, { assignee: tom }, d),
  // Five business days after eleven on the 10th.
  closesByItself: (one, { edition }) => accepted(doDue(one, wall('17 11:00'), edition)),
} satisfies Readonly<Record<string, Act>>;

/** The state each act leads to from each of `incidentStates`, in their order; what is refused by its code. */
const expected: Readonly<Record<keyof typeof acts, string>> = {
  start: 'active active active active incidentOver incidentOver incidentOver',
  askRequester:
    'awaitingUserInfo awaitingUserInfo awaitingUserInfo awaitingUserInfo incidentOver incidentOver incidentOver',
  awaitProblem:
    'awaitingProblem awaitingProblem awaitingProblem awaitingProblem incidentOver incidentOver incidentOver',
  resolve: 'resolved resolved resolved resolved incidentOver incidentOver incidentOver',
  reopen:
    'incidentNotResolved incidentNotResolved incidentNotResolved incidentNotResolved active incidentNotResolved incidentNotResolved',
  close:
    'incidentNotResolved incidentNotResolved incidentNotResolved incidentNotResolved closed closed incidentNotResolved',
  cancel: 'cancelled cancelled cancelled cancelled incidentOver incidentOver incidentOver',
  groupComments: 'active active awaitingUserInfo awaitingProblem resolved closed cancelled',
  requesterComments: 'new active active awaitingProblem active incidentFinal incidentFinal',
  notes: 'new active awaitingUserInfo awaitingProblem resolved closed cancelled',
  assign: 'new active awaitingUserInfo awaitingProblem incidentOver incidentOver incidentOver',
  closesByItself: 'new active awaitingUserInfo awaitingProblem closed closed cancelled',
};

describe('each act leads from each state where the design says:', () => {
  it.each(Object.keys(acts) as (keyof typeof acts)[])('%s', (name) => {
    const led = incidentStates.map((state) => {
      const before = inState(state);
      const outcome = acts[name](before, by(tina, last));
      return outcome.ok ? afterOf(before, outcome).state : outcome.refusal.code;
    });
    expect(led).toEqual(expected[name].split(' '));
  });
});

describe('the response clock', () => {
  const elapsed = (incident: Incident) => clocksOf(incident, last, firstEdition).response?.elapsedMs;

  it('is stopped by the first word of the group, and by whatever else leaves the new', () => {
    for (const name of ['start', 'askRequester', 'awaitProblem', 'resolve', 'groupComments'] as const) {
      const fresh = openedAt(opening);
      const after = afterOf(fresh, acts[name](fresh, by(tina, later)));
      expect(clocksOf(after, last, firstEdition).response, name).toMatchObject({
        state: 'stopped',
        elapsedMs: 2 * hour,
      });
      expect(after.recorded.response?.clock.elapsedMs, name).toBe(2 * hour);
    }
  });

  it('goes on through assignments, notes, and words of people who are not of the group', () => {
    let incident = openedAt(opening);
    for (const act of [
      decide.assign(incident, { assignee: tina }, by(tina, later)),
      workNote(incident, 'Vu', by(tess, later)),
      comment(incident, 'Patience', by(mona, later)),
      comment(incident, 'Alors?', by(rita, later)),
    ]) {
      accept(act);
    }
    incident = afterOf(incident, decide.assign(incident, { assignee: tina }, by(tina, later)));
    incident = afterOf(incident, decide.assign(incident, { group: 'techno-pedagogues' }, by(tina, later)));
    expect(incident).toMatchObject({ state: 'new', group: 'techno-pedagogues', assignee: null });
    expect(elapsed(incident)).toBe(5 * hour);
  });

  it('is not stopped by somebody of the group who asks for themselves', () => {
    const own = accept(open(asked, numbered(1), by(tina, opening))).incident;
    expect(afterOf(own, comment(own, 'Alors?', by(tina, later))).state).toBe('new');
    expect(afterOf(own, comment(own, 'On regarde', by(tom, later))).state).toBe('active');
  });

  it('is zero for who was answered on the line', () => {
    const heard = {
      channel: 'telephone',
      requester: { name: 'Rita', email: rita.email, person: null },
      group: null,
      openedAt: opening,
      answered: true,
    } as const;
    const { incident } = accept(openFor(asked, heard, numbered(1), by(tina, later)));
    expect(incident).toMatchObject({ state: 'active', openedAt: opening, enteredAt: later });
    expect(elapsed(incident)).toBe(0);
    expect(clocksOf(incident, later, firstEdition).resolution?.elapsedMs).toBe(2 * hour);
  });
});

describe('clocks that have ended', () => {
  /** The same hours, but the desk was closed on the morning in question. */
  const closedSince = {
    ...firstEdition,
    version: 2,
    calendar: {
      ...firstEdition.calendar,
      closures: [{ from: day('2020-09-10'), to: day('2020-09-10'), reason: 'Panne' }],
    },
  };

  it('stay as they were recorded when the calendar changes, while those that go on follow it', () => {
    const active = inState('active');
    const seen = clocksOf(active, last, closedSince);
    expect(seen.response?.elapsedMs).toBe(2 * hour);
    expect(seen.resolution?.elapsedMs).toBe(0);
    const resolved = afterOf(active, decide.resolve(active, { code: 'fixed', text: 'Fait' }, by(tina, last)));
    expect(clocksOf(resolved, last, closedSince).resolution?.elapsedMs).toBe(3 * hour);
    const closed = afterOf(resolved, decide.close(resolved, { caller: tina, now: last, edition: closedSince }));
    expect(closed.recorded).toEqual(resolved.recorded);
  });

  it('go on from their states when what was resolved is taken up again', () => {
    const resolved = inState('resolved');
    const again = afterOf(resolved, comment(resolved, 'Toujours pas', by(rita, last)));
    expect(again).toMatchObject({ state: 'active', resolution: null, recorded: { resolution: null } });
    expect(clocksOf(again, wall('10 15:00'), firstEdition)).toMatchObject({
      reopenCount: 1,
      resolution: { state: 'running', elapsedMs: hour },
    });
  });

  it('count for nothing once it is cancelled, without having moved', () => {
    const active = inState('active');
    const after = afterOf(active, decide.cancel(active, { reason: 'Erreur' }, by(tina, last)));
    expect(clocksOf(after, last, firstEdition)).toMatchObject({
      counts: false,
      response: { state: 'cancelled', elapsedMs: 2 * hour },
      resolution: { state: 'cancelled', elapsedMs: 3 * hour },
    });
  });
});

describe('what is due by itself', () => {
  it('is the next tier of the clock that runs, and nothing while it waits', () => {
    expect(inState('new').projection).toEqual({
      edition: 1,
      due: { kind: 'tier', clock: 'response', tier: 'moderate', at: wall('10 13:00') },
      urgentAt: wall('10 13:00'),
    });
    expect(inState('active').projection.due).toMatchObject({
      clock: 'resolution',
      tier: 'moderate',
      at: wall('11 11:00'),
    });
    expect(inState('awaitingUserInfo').projection).toMatchObject({ due: null, urgentAt: null });
    expect(inState('closed').projection).toMatchObject({ due: null, urgentAt: null });
  });

  it('is the closing of what is resolved, five business days later', () => {
    expect(closesAfterMs).toBe(40 * hour);
    expect(inState('resolved').projection.due).toEqual({ kind: 'autoClose', at: wall('17 11:00') });
  });

  it('is at once when a tier was passed that nobody was told of', () => {
    const fresh = openedAt(opening);
    expect(projectionOf(fresh, last, firstEdition)).toMatchObject({
      due: { kind: 'tier', clock: 'response', tier: 'moderate', at: last },
      urgentAt: wall('10 15:00'),
    });
    const told = { ...fresh, tierSeen: { ...fresh.tierSeen, response: 'moderate' } } as const;
    expect(projectionOf(told, last, firstEdition).due).toMatchObject({ tier: 'high', at: wall('10 15:00') });
    const overdue = projectionOf(told, wall('14 09:00'), firstEdition);
    expect(overdue).toMatchObject({ due: { tier: 'overdue', at: wall('14 09:00') }, urgentAt: wall('11 09:00') });
  });
});

describe('merging', () => {
  const first = openedAt(opening);
  const second = openedAt(later, 2);

  it('ends the younger, which keeps the way to the one that is kept, and tells both', () => {
    const change = changeOf(merge(second, first, by(tina, last)));
    expect(change.written?.after).toMatchObject({ state: 'cancelled', links: { duplicateOf: first.number } });
    expect(change.relied).toEqual(first);
    expect(
      change.lines.map(({ incident, content }) => [incident, content.kind === 'change' && content.action]),
    ).toEqual([
      [second.number, 'merged'],
      [first.number, 'joined'],
    ]);
  });

  it('keeps the promise that was made first, and somebody to answer', () => {
    expect(refusalOf(merge(first, second, by(tina, last)))).toMatchObject({ code: 'mergeIntoYounger', field: 'into' });
    expect(refusalOf(merge(first, first, by(tina, last))).code).toBe('mergeIntoItself');
    expect(refusalOf(merge(second, inState('resolved'), by(tina, last))).code).toBe('mergeIntoOver');
    expect(refusalOf(merge(inState('closed'), first, by(tina, last))).code).toBe('incidentOver');
    expect(refusalOf(merge(second, first, by(rita, last))).code).toBe('notAllowed');
  });
});

describe('going on after the end', () => {
  it('opens another for the requester only, with clocks of its own', () => {
    const closed = inState('closed');
    expect(opensAnother(closed, rita)).toBe(true);
    expect(opensAnother(closed, tina)).toBe(false);
    expect(opensAnother(inState('resolved'), rita)).toBe(false);
    const { incident, decision } = continueFrom(closed, 'Encore', numbered(9), by(rita, last));
    expect(incident).toMatchObject({
      state: 'new',
      title: closed.title,
      text: 'Encore',
      openedAt: last,
      links: { follows: closed.number },
    });
    const { written, lines, relied } = changeOf(decision);
    expect([written?.before, relied]).toEqual([null, closed]);
    expect(lines.map((line) => line.incident)).toEqual([incident.number, closed.number]);
  });
});

describe('who may', () => {
  const incident = openedAt(opening);
  const may = (person: Person) => incidentActs.filter((act) => mayOnIncident(person, act, incident));
  const all = [...incidentActs];
  const cases: readonly (readonly [string, Person, readonly string[]])[] = [
    ['a member of its group', tina, all],
    ['a manager', mona, all],
    ['an agent of another group', tess, ['incident.workNote']],
    ['an admin', ada, ['incident.workNote']],
    ['whoever asked', rita, ['incident.comment', 'incident.close', 'incident.cancel']],
    ['a coordinator', people.cora, []],
  ];

  it.each(cases)('%s', (_, person, allowed) => {
    expect(may(person)).toEqual(allowed);
    expect(maySeeIncident(person, incident)).toBe(person !== people.cora);
    expect(mayBringInPast(person)).toBe(person === ada);
  });

  it('link what is over, and only them', () => {
    const known = { parent: null, hasParts: false };
    const linked = link(inState('closed'), { problem: 'PRB1' }, known, by(tina, last));
    expect(changeOf(linked).written?.after.links.problem).toBe('PRB1');
    expect(refusalOf(link(incident, { problem: 'PRB1' }, known, by(tess, last))).code).toBe('notAllowed');
  });
});

describe('what a requester is promised before sending', () => {
  it('is the due instant of an incident opened now, and whether anybody is there', () => {
    const thursday = promiseAt(wall('10 12:30'), firstEdition);
    expect(thursday).toEqual({ respondBy: wall('11 12:30'), open: true });
    expect(thursday.respondBy).toBe(clocksOf(openedAt(wall('10 12:30')), last, firstEdition).response?.dueAt);
    // Friday evening: by Monday at closing.
    expect(promiseAt(wall('11 20:00'), firstEdition)).toEqual({ respondBy: wall('14 16:30'), open: false });
    const night = parseInstant('2020-12-24T23:00:00-05:00');
    if (!night) throw new Error('Not a time');
    expect(promiseAt(night, firstEdition).respondBy?.slice(0, 7)).toBe('2021-01');
  });

  it('goes to the group that knows such things', () => {
    expect([groupFor('question'), groupFor('incident'), groupFor('request')]).toEqual([
      'techno-pedagogues',
      'technologues',
      'technologues',
    ]);
  });
});
