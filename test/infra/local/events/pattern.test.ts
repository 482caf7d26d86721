import { expect, test } from 'vitest';
import { matches } from '#infra/local/events/pattern.ts';

const event = {
  source: 'aws.s3',
  detail: { object: { key: 'grids/a.csv', size: 12 }, tags: ['x', 'y'], empty: null, flag: false },
};

test.each([
  ['an equal value', { source: ['aws.s3'] }, true],
  ['one of several values', { source: ['aws.sqs', 'aws.s3'] }, true],
  ['another value', { source: ['aws.sqs'] }, false],
  ['a field the event lacks', { detail: { bucket: { name: ['b'] } } }, false],
  ['a prefix', { detail: { object: { key: [{ prefix: 'grids/' }] } } }, true],
  ['another prefix', { detail: { object: { key: [{ prefix: 'previews/' }] } } }, false],
  ['a suffix in another case', { detail: { object: { key: [{ suffix: { 'equals-ignore-case': '.CSV' } }] } } }, true],
  ['a wildcard', { detail: { object: { key: [{ wildcard: 'g*/*.csv' }] } } }, true],
  ['anything but this value', { source: [{ 'anything-but': 'aws.s3' }] }, false],
  ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'com.' } }] }, true],
  ['a range of numbers', { detail: { object: { size: [{ numeric: ['>', 10, '<=', 12] }] } } }, true],
  ['a number outside', { detail: { object: { size: [{ numeric: ['>', 12] }] } } }, false],
  ['an element of a list', { detail: { tags: ['y'] } }, true],
  ['null', { detail: { empty: [null] } }, true],
  ['false', { detail: { flag: [false] } }, true],
  ['a field that exists', { detail: { flag: [{ exists: true }] } }, true],
  ['a field that does not', { detail: { nothing: [{ exists: false }] } }, true],
  ['one of two patterns', { $or: [{ source: ['no'] }, { detail: { flag: [false] } }] }, true],
  ['every field of the pattern', { source: ['aws.s3'], detail: { flag: [true] } }, false],
])('a pattern for %s', (_, pattern, fits) => {
  expect(matches(pattern, event)).toBe(fits);
});

test('an operator nobody knows is refused, not ignored', () => {
  expect(() => matches({ source: [{ cidr: '10.0.0.0/8' }] }, event)).toThrow(/cidr is not known/);
});
