/** Who is on a request, as told to each of those who are. */
import type { PersonRef } from '../access/person.ts';
import type { RequestNumber } from '../ids.ts';
import type { Instant } from '../time/instant.ts';
import type { Doing, LiveMessage } from './event.ts';

/** Somebody's browser on a request. Said anew every minute; believed until the instant it names. */
export interface Presence {
  readonly connection: string;
  readonly request: RequestNumber;
  readonly person: PersonRef;
  readonly doing: Doing;
  readonly until: Instant;
}

/** Milliseconds a presence is believed without being said anew: two sayings may get lost. */
export const believedMs = 150_000;
/** Milliseconds between two sayings. */
export const saidEveryMs = 60_000;

/** What each connection is told: the others, each once however many pages they have open. */
export function introductions(
  request: RequestNumber,
  all: readonly Presence[],
  now: Instant,
): ReadonlyMap<string, Extract<LiveMessage, { kind: 'present' }>> {
  const here = all.filter(({ until }) => until > now);
  return new Map(
    here.map(({ connection, person }) => {
      const others = here.filter((other) => other.person.id !== person.id);
      return [connection, { kind: 'present', request, others: oncePerPerson(others) }];
    }),
  );
}

function oncePerPerson(present: readonly Presence[]): Extract<LiveMessage, { kind: 'present' }>['others'] {
  const byPerson = Map.groupBy(present, ({ person }) => person.id);
  return [...byPerson.values()].flatMap((pages) => {
    const [first] = pages;
    if (!first) return [];
    const doing: Doing = pages.some((page) => page.doing === 'writing') ? 'writing' : 'reading';
    const until = pages.map((page) => page.until).reduce((one, other) => (one > other ? one : other));
    return [{ person: first.person, doing, until }];
  });
}
