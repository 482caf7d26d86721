import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '#functions/store/table.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { clockNames } from '#shared/incident/tier.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { dayMs } from '#shared/time/day.ts';
import { epochMs, instantOf, msOf, type EpochMs } from '#shared/time/instant.ts';
import { call } from '#test/support/api.ts';
import { people } from '#test/support/desk.ts';
import { sideBySide } from '#test/support/doors.ts';
import { freshTable } from '#test/support/table.ts';
import { pastOf, readEventLog, weeksToNow } from '../../../scripts/sampleIncidents/eventLog.ts';
import { slowClocks } from '../../shared/incident/slowSla.ts';

const samples = path.join(import.meta.dirname, '../../../samples');
const log = readEventLog(readFileSync(path.join(samples, 'incident-event-log-sample.csv.gz')));
/** Five years to the week: years whose holidays the calendar knows. */
const fiveYears = 261;

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

type Page = ResponseOf<'readIncident'>;

/** Brings in these incidents and reads each as the desk sees it. */
async function broughtIn(all: typeof log, weeks: number, now: EpochMs): Promise<readonly Page[]> {
  expect(table.name).not.toBe('');
  const pages = await sideBySide(all, async (logged) => {
    const body = pastOf(logged, weeks, now);
    if (!body) return [];
    const opened = await call(people.ada, 'bringInIncident', { body, key: `${weeks} ${logged.number}` });
    const page = (await call(people.mona, 'readIncident', { params: { incident: opened.value().number } })).value();
    expect(page.changes.slice(1).map(({ at, to }) => ({ at, to }))).toEqual(body.states);
    return [page];
  });
  return pages.flat();
}

/** Both clocks as the API answers them, against a walk through every minute. */
function expectSlowly(page: Page, at: EpochMs): void {
  const slow = slowClocks(page.changes, at, deskCalendar);
  const { response, resolution } = page.clocks;
  expect({
    number: page.number,
    state: page.state,
    responseMs: response.elapsedMs,
    responseTier: response.tier,
    resolutionMs: resolution?.elapsedMs ?? null,
    resolutionTier: resolution?.tier ?? null,
    reopenCount: page.reopenCount,
  }).toEqual({ number: page.number, ...slow });
}

describe('the incidents of a real desk', { timeout: 300_000 }, () => {
  it('are 890, on the days of the week they were on', () => {
    expect(log).toHaveLength(890);
    const [first] = log;
    const past = first && pastOf(first, fiveYears, epochMs(Date.now()));
    // Monday the 29th of February 2016 at 1:16; closed on Saturday the 5th of March at noon.
    expect(past?.openedAt).toBe('2021-03-01T06:16:00.000Z');
    expect(past?.states.at(-1)).toEqual({ at: '2021-03-06T17:00:00.000Z', to: 'closed' });
  });

  it('have clocks, brought in whole, that equal a slow reading to the millisecond', async () => {
    const pages = await broughtIn(log, fiveYears, epochMs(Date.now()));
    expect(pages).toHaveLength(890);
    expect(new Set(pages.map(({ state }) => state))).toEqual(new Set(['closed']));
    for (const page of pages) expectSlowly(page, epochMs(msOf(page.changes.at(-1)?.at ?? page.openedAt) + 60_000));
    // Enough of each kind that this says something.
    const tiers = new Set(pages.flatMap(({ clocks }) => [clocks.response.tier, clocks.resolution?.tier]));
    expect(tiers.size).toBe(4);
    expect(pages.filter(({ reopenCount }) => reopenCount > 0).length).toBeGreaterThan(0);
  });

  it('have clocks that run, brought in as if they had begun a week or two ago', async () => {
    const now = epochMs(Date.now());
    const weeks = weeksToNow(log, now);
    const pages = await broughtIn(
      log.filter((_, rank) => rank % 8 === 0),
      weeks,
      now,
    );
    for (const page of pages) {
      expect(page.openedAt <= instantOf(now)).toBe(true);
      expect(page.openedAt >= instantOf(now - 14 * dayMs)).toBe(true);
      expectSlowly(page, msOf(page.asOf));
    }
    const states = pages.flatMap(({ clocks }) => clockNames.map((name) => clocks[name]?.state));
    expect(states).toContain('stopped');
    expect(pages.some(({ state }) => state !== 'closed')).toBe(true);
  });
});
