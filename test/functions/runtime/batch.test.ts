import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamBatch, streamTogether } from '#functions/runtime/batch.ts';
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

describe('a batch that is acted on together', () => {
  const ranks = async (records: readonly DynamoDBRecord[], read: (rank: number) => void, act = () => undefined) => {
    const acted: (readonly number[])[] = [];
    const run = streamTogether(
      quiet,
      async ({ dynamodb }) => {
        const rank = Number(dynamodb?.SequenceNumber);
        read(rank);
        return rank;
      },
      async (all) => {
        act();
        acted.push(all);
      },
    );
    const { batchItemFailures: failures } = await run({ Records: [...records] });
    return { acted, failed: failures.map(({ itemIdentifier }) => Number(itemIdentifier)) };
  };
  const three = [record('a', 1), record('b', 2), record('c', 3)];

  it('is one act', async () => {
    expect(await ranks(three, () => undefined)).toEqual({ acted: [[1, 2, 3]], failed: [] });
  });

  it('ends before a record that cannot be read, and comes back to it', async () => {
    const poison = (rank: number) => {
      if (rank === 2) throw new Error('poison');
    };
    expect(await ranks(three, poison)).toEqual({ acted: [[1]], failed: [2] });
  });

  it('comes back whole when the act fails', async () => {
    const fail = () => {
      throw new Error('out of reach');
    };
    expect(await ranks(three, () => undefined, fail)).toEqual({ acted: [], failed: [1] });
  });
});
