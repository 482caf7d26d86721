/**
 * Numbers of requests, tasks and imports: unique and rising, with gaps. A block is reserved by one write on the counter,
 * and a warm function hands out what is left of it before it asks for more.
 */
import { numberAt, type NumberKind, type NumberOf } from '#shared/ids.ts';
import { counterKey } from './keys.ts';
import { updateItem, type BareUpdate, type Table } from './table.ts';

/** Numbers reserved at once when fewer are asked for. Imports and incidents are one at a time, in order of asking. */
const blockSizes: Readonly<Record<NumberKind, number>> = { request: 16, serviceTask: 64, import: 1, incident: 1 };

/** The write that reserves this many numbers; it answers the rank of the last of them. */
export function reservation(kind: NumberKind, size: number): BareUpdate {
  return {
    Key: counterKey(kind),
    UpdateExpression: 'SET #kind = :kind ADD #data :size',
    ExpressionAttributeNames: { '#kind': 'kind', '#data': 'data' },
    ExpressionAttributeValues: { ':kind': 'counter', ':size': size },
    ReturnValues: 'UPDATED_NEW',
  };
}

interface Block {
  next: number;
  last: number;
}

export interface Numbers {
  /** This many numbers that nobody else has or gets, rising. */
  readonly take: <Kind extends NumberKind>(kind: Kind, count: number) => Promise<readonly NumberOf[Kind][]>;
}

/** The source of numbers of one function; kept as long as the function is warm, safe to ask from many calls at once. */
export function openNumbers(table: Table): Numbers {
  const blocks = new Map<NumberKind, Block>();
  const lines = new Map<NumberKind, Promise<unknown>>();

  async function ranks(kind: NumberKind, count: number): Promise<readonly number[]> {
    const taken: number[] = [];
    while (taken.length < count) {
      const block = blocks.get(kind);
      if (block && block.next <= block.last) {
        taken.push(block.next);
        block.next += 1;
        continue;
      }
      const size = Math.max(blockSizes[kind], count - taken.length);
      const last = (await updateItem(table, reservation(kind, size)))?.data;
      if (typeof last !== 'number') throw new Error(`The counter of ${kind} answered no number`);
      blocks.set(kind, { next: last - size + 1, last });
    }
    return taken;
  }

  return {
    take: (kind, count) => {
      // One at a time per kind: two callers never see the same rest of a block.
      const taken = (lines.get(kind) ?? Promise.resolve()).then(() => ranks(kind, count));
      lines.set(
        kind,
        taken.catch(() => undefined),
      );
      return taken.then((all) => all.map((rank) => numberAt(kind, rank)));
    },
  };
}
