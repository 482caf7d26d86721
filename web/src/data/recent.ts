/** The requests somebody opened last, kept in this browser for each person. */
import { watch } from 'vue';
import * as z from 'zod/mini';
import { requestNumber } from '#shared/contract/scalars.ts';
import { useMe } from './me.ts';

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

/** Remembers a request as soon as it is shown to somebody known. */
export function useRemembered(shown: () => Recent | null): void {
  const me = useMe();
  watch(
    [() => me.data.value?.id, () => shown()?.number] as const,
    ([person]) => {
      const opened = shown();
      if (person !== undefined && opened) remember(person, opened);
    },
    { immediate: true },
  );
}
