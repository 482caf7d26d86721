/**
 * Write units by arithmetic, after DynamoDB's own rules for sizes: what a transaction costs cannot be asked of DynamoDB
 * Local, which reports it as if it held one item.
 */
import { indexes } from '#shared/contract/table.ts';
import type { Action } from './table.ts';

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Size of a value as DynamoDB counts it: text in UTF-8, numbers by digits, a byte for each element of a list or map. */
function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return bytes(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + sizeOfValue(each), 3);
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .reduce((sum, [name, each]) => sum + 1 + bytes(name) + sizeOfValue(each), 3);
}

/** Bytes of an item: names and values of its attributes. */
export function sizeOfItem(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + bytes(name) + sizeOfValue(value), 0);
}

const perKilobyte = (size: number): number => Math.max(1, Math.ceil(size / 1_024));

/** Write units of putting an item in a transaction: two for each kilobyte, one more in each index that holds it. */
export function writeUnitsOfPut(item: Readonly<Record<string, unknown>>): number {
  const kilobytes = perKilobyte(sizeOfItem(item));
  const held = Object.values(indexes).filter(({ partition, sort }) => partition in item && sort in item);
  return 2 * kilobytes + held.length * kilobytes;
}

/** Write units of a transaction of new items. An item that moves within an index costs that index twice. */
export function writeUnits(actions: readonly Action[]): number {
  return actions.reduce((sum, { Put, ConditionCheck }) => {
    if (ConditionCheck) return sum + 2;
    return Put?.Item ? sum + writeUnitsOfPut(Put.Item) : sum;
  }, 0);
}
