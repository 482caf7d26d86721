import { expect, test } from 'vitest';
import { nextDue } from '#infra/local/events/due.ts';

const due = (expression: string, after: string, zone?: string): string | undefined => {
  const instant = nextDue(expression, Date.parse(after), zone);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

test.each([
  ['rate(5 minutes)', '2027-01-01T00:00:30Z', 'UTC', '2027-01-01T00:05:30.000Z'],
  ['rate(1 hour)', '2027-01-01T00:00:00Z', 'UTC', '2027-01-01T01:00:00.000Z'],
  ['cron(0 3 * * ? *)', '2027-01-01T03:00:00Z', 'UTC', '2027-01-02T03:00:00.000Z'],
  ['cron(*/15 8-16 ? * MON-FRI *)', '2027-01-01T16:50:00Z', 'UTC', '2027-01-04T08:00:00.000Z'],
  ['cron(30 8 ? * 2 *)', '2027-01-01T00:00:00Z', 'America/Toronto', '2027-01-04T13:30:00.000Z'],
  ['cron(30 8 * JUL ? *)', '2027-01-01T00:00:00Z', 'America/Toronto', '2027-07-01T12:30:00.000Z'],
  ['cron(0 0 L * ? *)', '2027-02-01T00:00:00Z', 'UTC', '2027-02-28T00:00:00.000Z'],
  ['cron(0 12 29 2 ? *)', '2027-01-01T00:00:00Z', 'UTC', '2028-02-29T12:00:00.000Z'],
  ['at(2027-03-01T08:30:00)', '2027-01-01T00:00:00Z', 'America/Toronto', '2027-03-01T13:30:00.000Z'],
])('%s after %s in %s is due at %s', (expression, after, zone, expected) => {
  expect(due(expression, after, zone)).toBe(expected);
});

test('a time that has passed, or a year that has, is due no more', () => {
  expect(due('at(2026-01-01T00:00:00)', '2027-01-01T00:00:00Z')).toBeUndefined();
  expect(due('cron(0 0 1 1 ? 2020)', '2027-01-01T00:00:00Z')).toBeUndefined();
});

test('an expression nobody knows is refused', () => {
  expect(() => due('every(day)', '2027-01-01T00:00:00Z')).toThrow(/not known/);
});
