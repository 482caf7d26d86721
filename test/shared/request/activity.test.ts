import { describe, expect, it } from 'vitest';
import { newestActivity } from '#shared/request/activity.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { cancel } from '#shared/request/decide.ts';
import { skip, takeCharge } from '#shared/task/decide.ts';
import { applied, at, changeOf, created, later, now, people, taskOf, whole } from '#test/support/desk.ts';

const { tess, mona } = people;
const taken = (desk: RequestWithTasks) => applied(desk, changeOf(takeCharge(whole(desk, 'interview'), tess, later)));
const comment = { at: at('2020-07-03T14:00:00.000Z'), by: { id: tess.id, name: 'Tess' }, text: 'Bonjour' };

describe('the newest activity of a request', () => {
  it('is its creation at first, although its first step opened at that very instant', () => {
    expect(newestActivity(created(), null)).toMatchObject({ kind: 'created', step: null, at: now });
  });

  it('is a step that was begun or ended, by its name and not by who did it', () => {
    const begun = taken(created());
    expect(newestActivity(begun, null)).toMatchObject({ kind: 'stepStarted', step: 'interview', at: later, by: null });
    const after = at('2020-07-04T14:00:00.000Z');
    const skipped = applied(begun, changeOf(skip(taskOf(begun, 'interview'), { reason: 'Déjà vu' }, mona, after)));
    expect(newestActivity(skipped, comment)).toMatchObject({ kind: 'stepEnded', step: 'interview', at: after });
  });

  it('is a comment that came after all else', () => {
    const said = { kind: 'comment', by: { name: 'Tess' }, text: 'Bonjour' };
    expect(newestActivity(taken(created()), comment)).toMatchObject(said);
  });

  it('is the end of a cancelled request, not that of its tasks', () => {
    const over = applied(created(), changeOf(cancel(created(), { reason: 'Cours retiré' }, mona, later)));
    expect(newestActivity(over, null)).toMatchObject({ kind: 'cancelled', step: null, at: later });
  });
});
