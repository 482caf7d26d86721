import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addressOfList,
  isNarrowed,
  listColumns,
  listIn,
  listStates,
  wholeList,
  widened,
  type ListQuery,
} from '#web/data/requestListQuery.ts';

const said = fc.option(fc.constantFrom('A2020', 'H2021', 'Médecine de famille; d’urgence', 'É & è'));
const query: fc.Arbitrary<ListQuery> = fc.record({
  states: fc.constantFrom(...listStates),
  term: said,
  department: said,
  approach: fc.option(fc.constantFrom('synchronous', 'asynchronous')),
  vanished: fc.boolean(),
  text: fc.constantFrom('', 'urgence', 'é à'),
  sort: fc.record({
    column: fc.constantFrom(...listColumns),
    direction: fc.constantFrom('ascending', 'descending'),
  }),
});

it('says in an address all that was asked, and nothing that goes without saying', () => {
  fc.assert(
    fc.property(query, (asked) => {
      expect(listIn(addressOfList(asked))).toEqual(asked);
    }),
  );
  expect(addressOfList(wholeList)).toEqual({});
});

it('takes what an address says badly as not said', () => {
  const broken = { state: 'gone', approach: ['', null], sort: '-colour', vanished: 'maybe', q: '  ', term: '' };
  expect(listIn(broken)).toEqual(wholeList);
});

it('knows what narrows a list: anything but its order', () => {
  fc.assert(
    fc.property(query, (asked) => {
      expect(isNarrowed(widened(asked))).toBe(false);
      expect(widened(asked).sort).toEqual(asked.sort);
    }),
  );
  expect(isNarrowed({ ...wholeList, vanished: true })).toBe(true);
});
