/** What the desk knows of the courses of a grid: by natural key, by department and term. */
import { indexes } from '#shared/contract/table.ts';
import type { Scope } from '#shared/grid/row.ts';
import type { FieldChange } from '#shared/history/line.ts';
import type { ImportNumber, RequestNumber } from '#shared/ids.ts';
import { courseKey, type CourseKey } from '#shared/request/course.ts';
import type { Request } from '#shared/request/request.ts';
import { courseHoldOf, lineOf, requestOf } from './item.ts';
import { courseKeyKey, departmentPartition, linePrefix, phasePrefix, requestKey } from './keys.ts';
import { getItems, queryAll, type Table } from './table.ts';

/** Requests of these natural keys as they are now; keys without request are left out. */
export async function known(table: Table, keys: readonly CourseKey[]): Promise<ReadonlyMap<CourseKey, Request>> {
  const holds = await getItems(table, [...new Set(keys)].map(courseKeyKey));
  const requests = await getItems(
    table,
    holds.map((item) => requestKey(courseHoldOf(item).request)),
  );
  return new Map(requests.map(requestOf).map((request) => [courseKey(request.course), request]));
}

/** Requests in hand of a department and term; one created a moment ago may not show yet. */
export async function inHand(table: Table, { term, department }: Scope): Promise<readonly Request[]> {
  const { name, partition, sort } = indexes.byDepartment;
  const items = await queryAll(table, {
    IndexName: name,
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    ExpressionAttributeNames: { '#p': partition, '#s': sort },
    ExpressionAttributeValues: { ':p': departmentPartition(department), ':s': `${term}#${phasePrefix(1)}` },
  });
  return items.map(requestOf);
}

/** What an import changed of a request, as its history tells; empty when it changed nothing. */
export async function changesBy(
  table: Table,
  request: RequestNumber,
  number: ImportNumber,
): Promise<readonly FieldChange[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    FilterExpression: '#data.#by.#import = :import AND #data.#subject = :request',
    ExpressionAttributeNames: {
      ...{ '#p': 'pk', '#s': 'sk', '#data': 'data', '#by': 'by', '#import': 'import', '#subject': 'subject' },
    },
    ExpressionAttributeValues: {
      ':p': requestKey(request).pk,
      ':s': linePrefix,
      ':import': number,
      ':request': request,
    },
    ConsistentRead: true,
  });
  return items.map(lineOf).flatMap(({ content }) => (content.kind === 'change' ? content.changes : []));
}
