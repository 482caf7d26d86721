import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { indexes } from '#shared/contract/table.ts';
import type { DeskFunction } from './deskFunction.ts';

/** One item or several by key. */
export const readItems = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] as const;

/** What a conditional transaction of the store is made of; DynamoDB checks each of its parts by its own action. */
export const transact = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'] as const;

export const query = ['dynamodb:Query'] as const;

export interface TableAccess {
  readonly actions: readonly `dynamodb:${string}`[];
  /** Indexes it queries. */
  readonly indexes?: readonly (keyof typeof indexes)[];
}

/** Grants actions on the table itself, and Query on the indexes named and on no other. */
export function grantTable(table: ITable, to: DeskFunction, access: TableAccess): void {
  to.allow(access.actions, [table.tableArn]);
  const named = access.indexes ?? [];
  if (named.length > 0)
    to.allow(
      query,
      named.map((name) => `${table.tableArn}/index/${indexes[name].name}`),
    );
}
