import { describe, expect, it } from 'vitest';
import { mayChangeView, mayShareViewWith } from '#shared/access/policy.ts';
import type { Person } from '#shared/access/person.ts';
import type { ViewId } from '#shared/ids.ts';
import { wholeQueue } from '#shared/task/queue.ts';
import { createView, editView } from '#shared/view/decide.ts';
import { mostViews, type SavedView } from '#shared/view/view.ts';
import { later, now, people as desk, refusalOf } from '#test/support/desk.ts';

const input = { name: 'Automne', query: wholeQueue, sharedWith: null };
const id = 'V1' as ViewId;

function made(caller: Person, change: Partial<typeof input> | { sharedWith: 'technologues' } = {}): SavedView {
  const outcome = createView({ ...input, ...change }, id, [], caller, now);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

describe('who shares views', () => {
  it('are agents of the group and managers', () => {
    const who = Object.values(desk).filter((person) => mayShareViewWith(person, 'technologues'));
    expect(who).toEqual([desk.tina, desk.tom, desk.both, desk.mona]);
  });

  it('change what is shared, while one’s own is one’s own alone', () => {
    const [own, shared] = [made(desk.tina), made(desk.tina, { sharedWith: 'technologues' })];
    const changers = (view: SavedView) => Object.values(desk).filter((person) => mayChangeView(person, view));
    expect(changers(own)).toEqual([desk.tina]);
    expect(changers(shared)).toEqual([desk.tina, desk.tom, desk.both, desk.mona]);
  });
});

describe('a saved view', () => {
  it('keeps who made it and tells who changed it last', () => {
    const shared = made(desk.tina, { sharedWith: 'technologues' });
    const edited = editView(shared, { name: 'Hiver' }, [shared], desk.tom, later);
    expect(edited).toMatchObject({
      ok: true,
      value: { name: 'Hiver', version: 2, owner: { name: 'Tina' }, updatedBy: { name: 'Tom' }, updatedAt: later },
    });
  });

  it('finds room with its owner or with its group, each counted alone', () => {
    const full = Array.from({ length: mostViews }, () => made(desk.tina));
    expect(refusalOf(createView(input, id, full, desk.tina, now)).code).toBe('tooManyViews');
    expect(createView({ ...input, sharedWith: 'technologues' }, id, full, desk.tina, now).ok).toBe(true);
    const crowd = full.map((view) => ({ ...view, sharedWith: 'technologues' as const }));
    const own = made(desk.tina);
    const share = editView(own, { sharedWith: 'technologues' }, [...crowd, own], desk.tina, later);
    expect(refusalOf(share).code).toBe('tooManyViews');
    expect(editView(own, { name: 'Hiver' }, full, desk.tina, later).ok).toBe(true);
  });

  it('once shared stays so', () => {
    const shared = made(desk.tina, { sharedWith: 'technologues' });
    expect(refusalOf(editView(shared, { sharedWith: null }, [], desk.tina, later)).code).toBe('viewStaysShared');
  });
});
