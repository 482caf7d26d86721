/** Reads the images of the table's stream: what an item was before and is after a write, as a value of the domain. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { HistoryLine } from '#shared/history/line.ts';
import type { Request } from '#shared/request/request.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import { isItem, lineOf, requestOf, taskOf } from './item.ts';

/** An image as the stream delivers it, in wire form. */
export type Image = Readonly<Record<string, unknown>>;

/** A record that reactions follow; `other` is an item of a kind they do not. */
export type Imaged =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'serviceTask'; readonly task: ServiceTask }
  | { readonly kind: 'historyLine'; readonly line: HistoryLine }
  | { readonly kind: 'other' };

/** The record of an image; null when there is none: before an item was created, after it was deleted. */
export function recordOf(image: Image | undefined): Imaged | null {
  if (!image) return null;
  const item = unmarshall(image as Record<string, AttributeValue>);
  if (!isItem(item)) return { kind: 'other' };
  if (item.kind === 'request') return { kind: 'request', request: requestOf(item) };
  if (item.kind === 'serviceTask') return { kind: 'serviceTask', task: taskOf(item) };
  return item.kind === 'historyLine' ? { kind: 'historyLine', line: lineOf(item) } : { kind: 'other' };
}
