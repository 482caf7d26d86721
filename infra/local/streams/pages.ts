/**
 * Pages of a stream, read once for all who follow it: with a reader for each reaction, DynamoDB Local, which works in one
 * thread, would word every record as many times.
 */

import type { StreamRecord } from './shards.ts';

/** What one reading gave; `following` continues it, undefined at the end of a shard. */
export interface Page {
  readonly records: readonly StreamRecord[];
  readonly following: string | undefined;
}

/** Pages by the place they begin after. */
export interface Pages {
  /** The page after a place: kept, under way for another follower, or read now. */
  read(place: string, read: () => Promise<Page>): Promise<Page>;
  /** The table was written: a reading that began before may not show it, so nobody joins it any more. */
  wrote(): void;
}

/** Records kept for those who come behind; who is further back reads for itself. */
const keptRecords = 5000;

/** Makes the pages of one stream. */
export function sharedPages(): Pages {
  const kept = new Map<string, Page>();
  const underWay = new Map<string, { readonly writes: number; readonly page: Promise<Page> }>();
  let held = 0;
  let writes = 0;

  const keep = (place: string, page: Page): void => {
    // An empty page is no answer to who asks later.
    if (page.records.length === 0 || kept.has(place)) return;
    kept.set(place, page);
    held += page.records.length;
    for (const [oldest, { records }] of kept) {
      if (held <= keptRecords) break;
      kept.delete(oldest);
      held -= records.length;
    }
  };

  return {
    wrote: () => {
      writes += 1;
    },
    read: async (place, read) => {
      const known = kept.get(place);
      if (known !== undefined) return known;
      const begun = underWay.get(place);
      if (begun?.writes === writes) return begun.page;
      const reading = { writes, page: read() };
      underWay.set(place, reading);
      try {
        const page = await reading.page;
        keep(place, page);
        return page;
      } finally {
        if (underWay.get(place) === reading) underWay.delete(place);
      }
    },
  };
}
