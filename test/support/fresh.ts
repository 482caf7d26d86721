/** What an import leaves behind, seen through the doors. */
import { expect } from 'vitest';
import { sideBySide, type Doors, type ImportPage, type RequestRow } from './doors.ts';

/** Counts that are not zero. */
export function countsOf({ counts }: ImportPage): object {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Natural key of a request, as a reader would say it. */
export const keyOf = ({ course: { term, sigle, section, approach } }: RequestRow): string =>
  [term, sigle, section, approach].join(' ');

/** Every request with its own four tasks, its interview open, and its execution running. */
export async function allWhole(desk: Doors, requests: readonly RequestRow[]): Promise<void> {
  const keys = requests.map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  const tasks = await sideBySide(requests, async ({ number }) => {
    const page = await desk.read(number);
    expect(page.tasks.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'interview open',
      'planning pending',
      'coaching pending',
      'compliance pending',
    ]);
    await desk.executionIs(number, 'RUNNING');
    return page.tasks.map((task) => task.number);
  });
  expect(new Set(tasks.flat()).size).toBe(requests.length * 4);
}
