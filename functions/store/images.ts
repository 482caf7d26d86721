/** Reads the images of the table's stream: what an item was before and is after a write, as a value of the domain. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Request } from '#shared/request/request.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import type { Act, HistoryLine } from '#shared/history/line.ts';
import type { Import } from '#shared/grid/import.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentAct, IncidentLine } from '#shared/incident/line.ts';
import type { Presence } from '#shared/live/presence.ts';
import {
  actOf,
  importOf,
  incidentActOf,
  incidentLineOf,
  incidentOf,
  isItem,
  lineOf,
  presenceOf,
  requestOf,
  taskOf,
} from './item.ts';

/** An image as the stream delivers it, in wire form. */
export type Image = Readonly<Record<string, unknown>>;

/** A record that reactions follow; `other` is an item of a kind they do not. */
export type Imaged =
  | { readonly kind: 'request'; readonly request: Request; readonly act: Act | null }
  | { readonly kind: 'serviceTask'; readonly task: ServiceTask; readonly act: Act | null }
  | { readonly kind: 'historyLine'; readonly line: HistoryLine }
  | { readonly kind: 'incidentLine'; readonly line: IncidentLine }
  | {
      readonly kind: 'incident';
      readonly incident: Incident;
      readonly act: Pick<IncidentAct, 'by' | 'door' | 'at'> | null;
    }
  | { readonly kind: 'import'; readonly import: Import }
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'other' };

/** The record of an image; null when there is none: before an item was created, after it was deleted. */
export function recordOf(image: Image | undefined): Imaged | null {
  if (!image) return null;
  const item = unmarshall(image as Record<string, AttributeValue>);
  if (!isItem(item)) return { kind: 'other' };
  if (item.kind === 'request') return { kind: 'request', request: requestOf(item), act: actOf(item) };
  if (item.kind === 'serviceTask') return { kind: 'serviceTask', task: taskOf(item), act: actOf(item) };
  if (item.kind === 'historyLine') return { kind: 'historyLine', line: lineOf(item) };
  if (item.kind === 'incidentLine') return { kind: 'incidentLine', line: incidentLineOf(item) };
  if (item.kind === 'incident') return { kind: 'incident', incident: incidentOf(item), act: incidentActOf(item) };
  if (item.kind === 'import') return { kind: 'import', import: importOf(item) };
  return item.kind === 'presence' ? { kind: 'presence', presence: presenceOf(item) } : { kind: 'other' };
}
