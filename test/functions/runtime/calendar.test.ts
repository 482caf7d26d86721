import { beforeAll, expect, it } from 'vitest';
import { holdCalendar } from '#functions/runtime/calendar.ts';
import * as calendars from '#functions/store/calendar.ts';
import { openTable, type Table, type Units } from '#functions/store/table.ts';
import { firstEdition, type CalendarEdition } from '#shared/calendar/edition.ts';
import { now, people } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

let table: Table;
const asked: Units[] = [];
beforeAll(async () => {
  const { name, client } = await freshTable();
  table = openTable(name, { client, meter: (units) => asked.push(units) });
});

const next = ({ version, calendar }: CalendarEdition): CalendarEdition => ({
  version: version + 1,
  calendar: { ...calendar },
  saved: { at: now, by: people.ada, note: '', changes: [] },
});

/** Requests made to the table meanwhile. */
async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  const before = asked.length;
  await work();
  return asked.length - before;
}

it('a held calendar is asked for once in a while, by one small read', async () => {
  let elapsed = 0;
  const held = holdCalendar(table, () => elapsed);
  expect(await requestsOf(held.current)).toBe(1);
  expect(await requestsOf(held.current)).toBe(0);
  elapsed = 9_999;
  expect(await requestsOf(held.current)).toBe(0);
  elapsed = 10_000;
  expect(await requestsOf(held.current)).toBe(1);
});

it('a held calendar stays one object while it holds, and gives way to an edition that a record has seen', async () => {
  const held = holdCalendar(table, () => 0);
  const first = await held.current();
  const second = next(first);
  expect(await calendars.save(table, second)).toBe(true);
  expect(await held.current()).toBe(first);
  const seen = await held.current(second.version);
  expect(seen).toEqual(second);
  expect(await held.current(second.version)).toBe(seen);
  expect((await held.fresh()).edition).toBe(seen);
});

it('a held calendar is the one saved from here, at once, and never goes back', async () => {
  const held = holdCalendar(table, () => 0);
  const present = await held.current();
  const saved = next(present);
  await calendars.save(table, saved);
  held.saw(saved);
  held.saw(present);
  expect(await held.current()).toBe(saved);
});

it('an edition is saved by one of two who write it at once, and its followers are settled once', async () => {
  const present = (await holdCalendar(table).fresh()).edition;
  const made = await Promise.all([1, 2].map(() => calendars.save(table, next(present))));
  expect(made.toSorted()).toEqual([false, true]);
  expect(await calendars.readHead(table)).toEqual({ version: present.version + 1, settled: false });
  expect(await calendars.settle(table, present.version)).toBe(false);
  expect(await calendars.settle(table, present.version + 1)).toBe(true);
  expect((await calendars.readHead(table)).settled).toBe(true);
  expect(await calendars.readEdition(table, 1)).toBe(firstEdition);
  expect(await calendars.readEdition(table, 99)).toBeNull();
});
