import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNumbers } from '#functions/store/numbers.ts';
import type { Table } from '#functions/store/table.ts';
import { freshTable } from '#test/support/table.ts';

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

describe('numbers', () => {
  it('are never given twice, whatever 20 callers on several functions ask at once', async () => {
    const given = new Set<string>();
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 20, maxLength: 20 }),
        async (functions, counts) => {
          const sources = Array.from({ length: functions }, () => openNumbers(table));
          const taken = await Promise.all(
            counts.map(
              (count, caller) => sources[caller % functions]?.take('serviceTask', count) ?? Promise.resolve([]),
            ),
          );
          expect(taken.map((numbers) => numbers.length)).toEqual(counts);
          for (const numbers of taken) {
            expect([...numbers].sort()).toEqual(numbers);
            for (const number of numbers) given.add(number);
          }
          asked += counts.reduce((sum, count) => sum + count, 0);
          expect(given.size).toBe(asked);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('begin at 10001 and reserve a block by one write', async () => {
    let writes = 0;
    const counted = await freshTable();
    const numbers = openNumbers({ ...counted, meter: () => (writes += 1) });
    expect(await numbers.take('request', 1)).toEqual(['RITM0010001']);
    await numbers.take('request', 15);
    expect(writes).toBe(1);
    expect(await numbers.take('import', 1)).toEqual(['IMP0010001']);
  });

  it('go on after a reservation failed', async () => {
    const broken = openNumbers({ ...table, name: 'no-such-table' });
    await expect(broken.take('request', 1)).rejects.toThrow();
    await expect(broken.take('request', 1)).rejects.toThrow();
    expect(await openNumbers(table).take('request', 2)).toHaveLength(2);
  });
});
