/** A day as the API tells it. */
const course = {
  term: 'A2026',
  sigle: 'MMD3616',
  section: 'A',
  approach: 'synchronous',
  title: 'Biologie humaine',
  department: 'Pédiatrie',
  responsible: { name: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' },
};

export const today = '2026-11-18';

/** A task due on this day. */
export function taskDue(rank: number, dueOn: string, more: object = {}) {
  return {
    number: `SCTASK001000${rank}`,
    request: `RITM001000${rank}`,
    version: 1,
    kind: 'interview',
    label: '1',
    state: 'open',
    group: 'techno-pedagogues',
    assignee: null,
    course: { ...course, sigle: `MMD100${rank}`, dueOn },
    slackDays: dueOn < today ? -2 : 3,
    checklist: { done: 0, total: 6 },
    openedAt: '2026-11-01T12:00:00.000Z',
    unplanned: true,
    ...more,
  };
}

/** A request as a list shows it. */
export function requestDue(rank: number, dueOn: string, more: object = {}) {
  return {
    number: `RITM001000${rank}`,
    version: 1,
    state: 'open',
    course: { ...course, sigle: `MMD100${rank}` },
    dueOn,
    dueOnConfirmed: false,
    slackDays: dueOn < today ? -2 : 3,
    vanished: false,
    createdAt: '2026-11-01T12:00:00.000Z',
    ...more,
  };
}

const none = { items: [], more: false };

export const emptyDay = { today, desk: { mine: none, waiting: none, starting: none }, troubled: null };
export const noNews = { items: [], more: false, seen: null };

/** A task as the API answers an act on it. */
export function answered(task: ReturnType<typeof taskDue>, more: object) {
  const { unplanned: _, ...row } = task;
  const whole = { startedAt: null, endedAt: null, endedBy: null, reason: null, missing: [], may: {} };
  return { ...row, ...whole, checklist: [], version: 2, ...more };
}
