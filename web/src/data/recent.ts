/** The requests somebody opened last, kept in this browser for each person. */
import * as z from 'zod/mini';
import { requestNumber } from '#shared/contract/scalars.ts';

export const recent = z.object({ number: requestNumber, title: z.string() });
export type Recent = z.infer<typeof recent>;

const keptAtMost = 8;
const keyOf = (person: string) => `guichet.recent.${person}`;

/** Requests this person opened here, the last one first. */
export function recentOf(person: string): readonly Recent[] {
  try {
    const parsed = z.array(recent).safeParse(JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Remembers that this person opened a request. */
export function remember(person: string, opened: Recent): void {
  const others = recentOf(person).filter(({ number }) => number !== opened.number);
  localStorage.setItem(keyOf(person), JSON.stringify([opened, ...others].slice(0, keptAtMost)));
}
