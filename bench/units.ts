/**
 * Write units by arithmetic, as DynamoDB bills them: DynamoDB Local counts those of transactions wrongly.
 * An item costs one unit for each KB begun, twice that in a transaction; each index that shows it costs one per KB begun
 * again, and is written after the transaction, at the plain price.
 */
import type { Item } from '#functions/store/item.ts';
import { indexes } from '#shared/contract/table.ts';

/** Bytes of a value by DynamoDB's rules for item sizes. */
export function bytesOf(value: unknown): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace('.', '').length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + bytesOf(each) + 1, 3);
  if (typeof value !== 'object') return 0;
  return Object.entries(value).reduce((sum, [name, each]) => sum + Buffer.byteLength(name) + bytesOf(each) + 1, 3);
}

/** Bytes of an item: names and values of its attributes. */
export function bytesOfItem(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);
}

/** Write units of putting a new item. */
export function unitsOf(item: Item, { transacted }: { readonly transacted: boolean }): number {
  const units = Math.ceil(bytesOfItem(item) / 1024);
  const shownIn = Object.values(indexes).filter(({ partition, sort }) => partition in item && sort in item).length;
  return units * (transacted ? 2 : 1) + units * shownIn;
}
