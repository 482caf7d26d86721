/**
 * The one table, as storage speaks to it. Requests are built as plain values first and sent here, where capacity is
 * counted and a transaction that met another is tried again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  DeleteCommand,
  type DeleteCommandInput,
  type DynamoDBDocumentClient,
  type PutCommandInput,
  type QueryCommandInput,
  type QueryCommandOutput,
  type TransactWriteCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamodb } from '#functions/runtime/clients/dynamodb.ts';
import { isItem, type Item } from './item.ts';
import type { Key } from './keys.ts';

/** Capacity units that one request consumed, as DynamoDB reported them. */
export interface Units {
  readonly operation: string;
  readonly units: number;
}

export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  /** Told the capacity of each request; null where nobody counts, and DynamoDB is not asked. */
  readonly meter: ((consumed: Units) => void) | null;
}

/**
 * The table of this name.
 * @param options.meter counts capacity, for measurements; DynamoDB Local misreports that of transactions.
 */
export function openTable(
  name: string,
  {
    client = dynamodb(),
    meter = null,
  }: { readonly client?: DynamoDBDocumentClient; readonly meter?: Table['meter'] } = {},
): Table {
  return { name, client, meter };
}

/** A request without the table's name and the capacity question, which sending adds. */
type Bare<Input> = Omit<Input, 'TableName' | 'ReturnConsumedCapacity'>;
export type BareQuery = Bare<QueryCommandInput>;
export type BarePut = Bare<PutCommandInput>;
export type BareUpdate = Bare<UpdateCommandInput>;
export type BareDelete = Bare<DeleteCommandInput>;

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
/** One action of a transaction, without the table's name. */
export type Action = {
  readonly [Kind in keyof TransactItem]?: Omit<NonNullable<TransactItem[Kind]>, 'TableName'>;
};

const asked = (table: Table) => (table.meter ? ({ ReturnConsumedCapacity: 'TOTAL' } as const) : {});

interface Consumed {
  readonly CapacityUnits?: number | undefined;
}

function count(table: Table, operation: string, consumed: Consumed | readonly Consumed[] | undefined): void {
  if (!table.meter || !consumed) return;
  const all = 'length' in consumed ? consumed : [consumed];
  table.meter({ operation, units: all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0) });
}

/** The item at this key as it is now; null when there is none. */
export async function getItem(table: Table, key: Key): Promise<Item | null> {
  const { Item: item, ConsumedCapacity } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true, ...asked(table) }),
  );
  count(table, 'get', ConsumedCapacity);
  return isItem(item) ? item : null;
}

/** Most keys DynamoDB takes in one read. */
const keysPerRead = 100;

/** Items at these keys as they are now, in no order; keys without item are left out. */
export async function getItems(table: Table, keys: readonly Key[]): Promise<readonly Item[]> {
  const found: Item[] = [];
  let waiting: readonly Key[] = keys;
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round > 0) await pause(backOffMs(round));
    const { Responses, UnprocessedKeys, ConsumedCapacity } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.name]: { Keys: waiting.slice(0, keysPerRead), ConsistentRead: true } },
        ...asked(table),
      }),
    );
    count(table, 'batchGet', ConsumedCapacity);
    found.push(...(Responses?.[table.name] ?? []).filter(isItem));
    const left = (UnprocessedKeys?.[table.name]?.Keys ?? []) as Key[];
    waiting = [...left, ...waiting.slice(keysPerRead)];
    if (left.length === 0) round = -1;
  }
  return found;
}

/** What one Query answers: its items, and the key it stopped at when more lies behind. */
export interface Queried {
  readonly items: readonly Item[];
  readonly last: Readonly<Record<string, unknown>> | null;
}

export async function query(table: Table, input: BareQuery): Promise<Queried> {
  const { Items, LastEvaluatedKey, ConsumedCapacity } = await table.client.send(
    new QueryCommand({ TableName: table.name, ...input, ...asked(table) }),
  );
  count(table, 'query', ConsumedCapacity);
  return { items: (Items ?? []).filter(isItem), last: LastEvaluatedKey ?? null };
}

/** Every item of a Query that is known to be small. */
export async function queryAll(table: Table, input: BareQuery): Promise<readonly Item[]> {
  const found: Item[] = [];
  let start: Queried['last'] = null;
  do {
    const { items, last }: Queried = await query(table, { ...input, ...(start && { ExclusiveStartKey: start }) });
    found.push(...items);
    start = last;
  } while (start);
  return found;
}

/** How many items a Query finds, counted up to a number and no further: none of them travels. */
export async function countItems(table: Table, input: BareQuery, atMost: number): Promise<number> {
  let counted = 0;
  let start: Readonly<Record<string, unknown>> | undefined;
  do {
    const { Count, LastEvaluatedKey, ConsumedCapacity }: QueryCommandOutput = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        ...input,
        Select: 'COUNT',
        Limit: atMost - counted,
        ExclusiveStartKey: start,
        ...asked(table),
      }),
    );
    count(table, 'query', ConsumedCapacity);
    counted += Count ?? 0;
    start = LastEvaluatedKey;
  } while (start && counted < atMost);
  return counted;
}

/** Whether the put was made; false when its condition said no. */
export async function putItem(table: Table, input: BarePut): Promise<boolean> {
  return conditionally(async () => {
    const sent = await table.client.send(new PutCommand({ TableName: table.name, ...input, ...asked(table) }));
    count(table, 'put', sent.ConsumedCapacity);
  });
}

/** Whether the delete was made; false when its condition said no. */
export async function deleteItem(table: Table, input: BareDelete): Promise<boolean> {
  return conditionally(async () => {
    const sent = await table.client.send(new DeleteCommand({ TableName: table.name, ...input, ...asked(table) }));
    count(table, 'delete', sent.ConsumedCapacity);
  });
}

/** Attributes that the update was asked to return; null when its condition said no. */
export async function updateItem(table: Table, input: BareUpdate): Promise<Readonly<Record<string, unknown>> | null> {
  let attributes: Readonly<Record<string, unknown>> = {};
  const made = await conditionally(async () => {
    const sent = await table.client.send(new UpdateCommand({ TableName: table.name, ...input, ...asked(table) }));
    count(table, 'update', sent.ConsumedCapacity);
    attributes = sent.Attributes ?? {};
  });
  return made ? attributes : null;
}

async function conditionally(send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Most actions DynamoDB takes in one transaction. */
export const actionsPerTransaction = 100;

/** An action whose condition said no, with the item it met where the action asked for it. */
export interface Failed {
  readonly index: number;
  readonly met: Item | null;
}
export type Transacted = { readonly done: true } | { readonly done: false; readonly failed: readonly Failed[] };

interface CancellationReason {
  readonly Code?: string;
  /** Still in wire form: the document client translates answers, not errors. */
  readonly Item?: Record<string, AttributeValue>;
}

/** Reasons of a cancelled transaction; null when the error is another. */
function reasonsOf(error: unknown): readonly CancellationReason[] | null {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return null;
  const reasons: unknown = Reflect.get(error, 'CancellationReasons');
  return Array.isArray(reasons) ? (reasons as readonly CancellationReason[]) : [];
}

function itemOf(wire: Record<string, AttributeValue>): Item | null {
  const item = unmarshall(wire);
  return isItem(item) ? item : null;
}

/** Reasons that pass by themselves: another transaction was at one of the items, or the table was too busy. */
const transient: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
const attempts = 8;

/** Full jitter: callers that met once do not meet again in step. */
function backOffMs(attempt: number): number {
  return Math.random() * Math.min(1_000, 15 * 2 ** attempt);
}

/**
 * Writes all of these or none. A transaction that met another one is tried again with back-off.
 * @returns which conditions said no, when any did; nothing was written then.
 * @throws a `TransactionConflictException` when others were in the way at each attempt.
 */
export async function transact(table: Table, actions: readonly Action[]): Promise<Transacted> {
  const TransactItems = actions.map((action) =>
    Object.fromEntries(Object.entries(action).map(([kind, input]) => [kind, { TableName: table.name, ...input }])),
  ) as TransactItem[];
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Each attempt is a command of its own: the SDK gives each a token, which makes its own retries harmless.
      const { ConsumedCapacity } = await table.client.send(
        new TransactWriteCommand({ TransactItems, ...asked(table) }),
      );
      count(table, 'transactWrite', ConsumedCapacity);
      return { done: true };
    } catch (error) {
      const reasons = reasonsOf(error);
      if (!reasons) throw error;
      const failed = reasons.flatMap(({ Code, Item: wire }, index) =>
        Code === 'ConditionalCheckFailed' ? [{ index, met: wire ? itemOf(wire) : null }] : [],
      );
      if (failed.length > 0) return { done: false, failed };
      if (!reasons.some(({ Code }) => transient.has(Code ?? ''))) throw error;
      if (attempt === attempts) {
        const gaveUp = new Error(`Others were writing the same records at ${attempts} attempts`, { cause: error });
        gaveUp.name = 'TransactionConflictException';
        throw gaveUp;
      }
      await pause(backOffMs(attempt));
    }
  }
}
