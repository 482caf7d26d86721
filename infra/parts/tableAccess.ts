import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { indexes, linkedPrefix, livePrefix, searchPartition, viewsPrefix } from '#shared/contract/table.ts';
import type { DeskFunction } from './deskFunction.ts';

export const read = 'dynamodb:GetItem';
export const readMany = 'dynamodb:BatchGetItem';
export const query = 'dynamodb:Query';
export const put = 'dynamodb:PutItem';
export const forget = 'dynamodb:DeleteItem';
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

const under = (prefix: string) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}*`] } });

/** Grants writing and forgetting items of open sockets, and of nothing else that lies in the table. */
export function grantLive(table: ITable, to: DeskFunction, actions: readonly (typeof put | typeof forget)[]): void {
  to.allow(actions, [table.tableArn], under(livePrefix));
}

/** Grants writing what requests are found by, and nothing else that lies in the table. */
export function grantSearch(table: ITable, to: DeskFunction): void {
  to.allow([put], [table.tableArn], { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [searchPartition] } });
}

/** Grants writing and forgetting saved views, and nothing else that lies in the table. */
export function grantViews(table: ITable, to: DeskFunction): void {
  to.allow([put, forget], [table.tableArn], under(viewsPrefix));
}

/** Grants taking away what one record said of another, and forgetting nothing else that lies in the table. */
export function grantLinks(table: ITable, to: DeskFunction): void {
  to.allow([forget], [table.tableArn], under(linkedPrefix));
}
