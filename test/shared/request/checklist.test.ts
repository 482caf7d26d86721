import { describe, expect, it } from 'vitest';
import { checklistOf } from '#shared/request/checklist.ts';
import { approaches } from '#shared/request/course.ts';
import { taskKinds } from '#shared/request/plan.ts';

const every = taskKinds.flatMap((kind) => approaches.map((approach) => ({ kind, approach })));

describe('the checklist of a task', () => {
  it.each(every)(
    '$kind, $approach: has something mandatory, so that no task closes on nothing',
    ({ kind, approach }) => {
      expect(checklistOf(kind, approach).some((item) => item.mandatory)).toBe(true);
    },
  );

  it.each(every)('$kind, $approach: keys are unique and fit in an address', ({ kind, approach }) => {
    const keys = checklistOf(kind, approach).map((item) => item.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z][a-z-]{1,59}$/);
  });

  it.each(every)('$kind, $approach: is worded in both languages', ({ kind, approach }) => {
    for (const { label } of checklistOf(kind, approach)) {
      expect(label.fr).not.toBe('');
      expect(label.en).not.toBe('');
      expect(label.fr).not.toBe(label.en);
    }
  });

  it.each(every)('$kind, $approach: what the guide conditions is optional', ({ kind, approach }) => {
    const conditioned = checklistOf(kind, approach).filter((item) =>
      /^(Au besoin|Si requis|S’il en)/.test(item.label.fr),
    );
    expect(conditioned.map((item) => item.mandatory)).toEqual(conditioned.map(() => false));
  });

  it('plans Zoom spaces for a virtual class, and recordings for the approach that records', () => {
    const synchronous = checklistOf('planning', 'synchronous').map((item) => item.key);
    const asynchronous = checklistOf('planning', 'asynchronous').map((item) => item.key);
    expect(synchronous).toEqual(['check-access', 'request-access', 'create-zoom-spaces', 'schedule-support']);
    expect(asynchronous).toEqual([
      'choose-solution',
      'check-access',
      'request-access',
      'create-recording-space',
      'schedule-recordings',
    ]);
  });

  it('asks for recording practices where recordings are the point', () => {
    const practices = (approach: (typeof approaches)[number]) =>
      checklistOf('coaching', approach).find((item) => item.key === 'recording-practices')?.mandatory;
    expect(practices('asynchronous')).toBe(true);
    expect(practices('synchronous')).toBe(false);
  });
});
