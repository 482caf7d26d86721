import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { indexes } from '#shared/contract/table.ts';
import type { DeskFunction } from './deskFunction.ts';

export const read = 'dynamodb:GetItem';
export const readMany = 'dynamodb:BatchGetItem';
export const query = 'dynamodb:Query';
export const put = 'dynamodb:PutItem';
/** Takes numbers from a counter. */
export const count = 'dynamodb:UpdateItem';

/** A change with its history: DynamoDB checks each part of a transaction by its own action. */
export const save = [put, 'dynamodb:ConditionCheckItem'] as const;

export interface TableAccess {
  /** On the table itself. */
  readonly actions: readonly `dynamodb:${string}`[];
  /** Indexes that are queried. */
  readonly indexes?: readonly (keyof typeof indexes)[];
}

/** Grants actions on the table itself, and Query on the indexes named and on no other. */
export function grantTable(table: ITable, to: DeskFunction, access: TableAccess): void {
  if (access.actions.length > 0) to.allow(access.actions, [table.tableArn]);
  const queried = (access.indexes ?? []).map((name) => `${table.tableArn}/index/${indexes[name].name}`);
  if (queried.length > 0) to.allow([query], queried);
}
