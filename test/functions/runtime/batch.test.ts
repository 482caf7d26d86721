import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamBatch } from '#functions/runtime/batch.ts';
import { logOf } from '#functions/runtime/log.ts';

const quiet = logOf('notify', () => undefined);
const record = (item: string, sequence: number): DynamoDBRecord => ({
  eventID: String(sequence),
  dynamodb: { Keys: { pk: { S: item } }, SequenceNumber: String(sequence) },
});

describe('a batch of the stream', () => {
  it('is done when every record is', async () => {
    const run = streamBatch(quiet, async () => undefined);
    expect(await run({ Records: [record('a', 1), record('b', 2)] })).toEqual({ batchItemFailures: [] });
    expect(await run({ Records: [] })).toEqual({ batchItemFailures: [] });
  });

  it('reports its first failed record, has done all before it, and keeps the order of each item', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ item: fc.constantFrom('a', 'b', 'c', 'd'), fails: fc.boolean() }), { maxLength: 30 }),
        async (drawn) => {
          const records = drawn.map(({ item }, rank) => record(item, rank));
          const done: number[] = [];
          const { batchItemFailures: failures } = await streamBatch(quiet, async ({ dynamodb }) => {
            const rank = Number(dynamodb?.SequenceNumber);
            await Promise.resolve();
            if (drawn[rank]?.fails) throw new Error('poison');
            done.push(rank);
          })({ Records: records });
          const first = drawn.findIndex(({ fails }) => fails);
          expect(failures.map(({ itemIdentifier }) => Number(itemIdentifier))).toEqual(first < 0 ? [] : [first]);
          const before = drawn.slice(0, first < 0 ? drawn.length : first).map((_, rank) => rank);
          expect(done).toEqual(expect.arrayContaining(before));
          for (const item of ['a', 'b', 'c', 'd']) {
            const ranks = done.filter((rank) => drawn[rank]?.item === item);
            expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
          }
        },
      ),
    );
  });
});
