import { describe, expect, it } from 'vitest';
import {
  type DeskAction,
  mayAtDesk,
  mayFollow,
  mayOnRequest,
  mayOnTask,
  maySeePresence,
  maySeeRequest,
  maySeeTask,
  seesLoad,
  type RequestAction,
  type TaskAction,
} from '#shared/access/policy.ts';
import { numberAt } from '#shared/ids.ts';
import type { Topic } from '#shared/live/topic.ts';
import { course, people, person } from '../../support/desk.ts';

type Who = keyof typeof people;
const everyone = Object.keys(people) as Who[];

/** Each act and the people who may do it; everybody else may not. */
function table<Action extends string>(
  rows: Readonly<Record<Action, readonly Who[]>>,
  may: (who: (typeof people)[Who], action: Action) => boolean,
) {
  const cases = (Object.keys(rows) as Action[]).flatMap((action) =>
    everyone.map((who) => ({ action, who, allowed: rows[action].includes(who) })),
  );
  it.each(cases)('$who × $action: $allowed', ({ action, who, allowed }) => {
    expect(may(people[who], action)).toBe(allowed);
  });
}

const agents: readonly Who[] = ['tess', 'theo', 'tina', 'tom', 'both', 'idle'];
const desk: readonly Who[] = [...agents, 'mona', 'ada'];

describe('acts that need no record', () => {
  table<DeskAction>(
    {
      'desk.see': desk,
      'import.send': ['cora', 'mona'],
      'import.see': [...desk, 'cora'],
      'request.list': everyone,
    },
    mayAtDesk,
  );
});

it('the load of the groups is looked after by managers and admins', () => {
  expect(everyone.filter((who) => seesLoad(people[who]))).toEqual(['mona', 'ada']);
});

describe('acts on a request that is seen', () => {
  table<RequestAction>(
    {
      'request.comment': everyone,
      'request.workNote': desk,
      'request.seeAll': desk,
      'request.edit': ['tess', 'theo', 'tina', 'tom', 'both', 'mona'],
      'request.cancel': ['mona'],
    },
    mayOnRequest,
  );
});

describe('acts on a task of the techno-pédagogues', () => {
  const members: readonly Who[] = ['tess', 'theo', 'both'];
  table<TaskAction>(
    {
      'task.takeCharge': members,
      'task.check': members,
      'task.close': members,
      'task.assign': [...members, 'mona'],
      'task.skip': ['mona'],
      'task.reopen': ['mona'],
    },
    (who, action) => mayOnTask(who, action, { group: 'techno-pedagogues' }),
  );
});

describe('acts on a task of the technologues', () => {
  const members: readonly Who[] = ['tina', 'tom', 'both'];
  table<TaskAction>(
    {
      'task.takeCharge': members,
      'task.check': members,
      'task.close': members,
      'task.assign': [...members, 'mona'],
      'task.skip': ['mona'],
      'task.reopen': ['mona'],
    },
    (who, action) => mayOnTask(who, action, { group: 'technologues' }),
  );
});

describe('what exists for whom', () => {
  const request = { course };

  it.each(everyone)('a task exists for %s only at the desk', (who) => {
    expect(maySeeTask(people[who])).toBe(desk.includes(who));
  });

  it.each(everyone)('a request exists for the desk, its department and its head of course: %s', (who) => {
    expect(maySeeRequest(people[who], request)).toBe([...desk, 'cora', 'rita'].includes(who));
  });

  it('a coordinator follows a department however the directory spells it', () => {
    const coordinator = person('Zoe', ['coordinators'], [], ['MEDECINE ']);
    expect(maySeeRequest(coordinator, request)).toBe(true);
  });

  it('a request does not exist for a coordinator of another department', () => {
    expect(maySeeRequest(person('Other', ['coordinators'], [], ['Pharmacie']), request)).toBe(false);
  });

  it('a request does not exist for another requester', () => {
    expect(maySeeRequest(person('Stranger', []), request)).toBe(false);
  });

  it('departments count only for a coordinator', () => {
    expect(maySeeRequest(person('Former', [], [], ['Médecine']), request)).toBe(false);
  });

  it('membership of a group counts only for an agent', () => {
    const former = person('Former', [], ['technologues']);
    expect(mayOnTask(former, 'task.close', { group: 'technologues' })).toBe(false);
    expect(mayOnRequest(former, 'request.edit')).toBe(false);
  });
});

describe('what may be followed', () => {
  const topics = {
    group: { kind: 'group', group: 'technologues' },
    imports: { kind: 'imports' },
    mine: { kind: 'mine' },
    request: { kind: 'request', request: numberAt('request', 1) },
    incident: { kind: 'incident', incident: numberAt('incident', 1) },
  } as const satisfies Readonly<Record<string, Topic>>;
  table<keyof typeof topics>(
    {
      group: desk,
      imports: [...desk, 'cora'],
      mine: everyone,
      // Cora follows the department, Rita answers for the course.
      request: [...desk, 'cora', 'rita'],
      // Rita asked.
      incident: [...desk, 'rita'],
    },
    (who, topic) => mayFollow(who, topics[topic], { course }, { requester: { ...people.rita, person: null } }),
  );

  it('is nothing that is not there', () => {
    expect(everyone.filter((who) => mayFollow(people[who], topics.request, null))).toEqual([]);
    expect(everyone.filter((who) => mayFollow(people[who], topics.incident, null, null))).toEqual([]);
  });

  it('shows who else is on a request to those who work at the desk', () => {
    expect(everyone.filter((who) => maySeePresence(people[who])).sort()).toEqual([...desk].sort());
  });
});
