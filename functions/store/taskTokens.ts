/**
 * The token by which the workflow waits for a task, in an item of its own: keeping it never moves the task's version.
 */
import type { ServiceTaskNumber } from '#shared/ids.ts';
import type { Instant } from '#shared/time/instant.ts';
import { tokenKey } from './keys.ts';
import { deleteItem, getItem, putItem, type Table } from './table.ts';

export interface TaskToken {
  readonly task: ServiceTaskNumber;
  /** Which execution of the request waits. */
  readonly run: number;
  readonly token: string;
  readonly at: Instant;
}

/** Keeps a token; one of the same or a later run takes its place. False when a later run's is already kept. */
export async function put(table: Table, token: TaskToken): Promise<boolean> {
  return putItem(table, {
    Item: { ...tokenKey(token.task), kind: 'taskToken', data: token },
    ConditionExpression: 'attribute_not_exists(pk) OR #data.#run <= :run',
    ExpressionAttributeNames: { '#data': 'data', '#run': 'run' },
    ExpressionAttributeValues: { ':run': token.run },
  });
}

/** The token kept for a task; null when the workflow does not wait for it. */
export async function read(table: Table, task: ServiceTaskNumber): Promise<TaskToken | null> {
  const item = await getItem(table, tokenKey(task));
  return item && (item.data as TaskToken);
}

/** Forgets a token that was answered; a newer one stays. */
export async function forget(table: Table, { task, token }: Pick<TaskToken, 'task' | 'token'>): Promise<void> {
  await deleteItem(table, {
    Key: tokenKey(task),
    ConditionExpression: '#data.#token = :token',
    ExpressionAttributeNames: { '#data': 'data', '#token': 'token' },
    ExpressionAttributeValues: { ':token': token },
  });
}
