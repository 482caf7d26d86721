/**
 * How records lie in the table: keys, the kind by which stream reactions filter, the keys of indexes, and the record
 * itself under `data`, exactly as the domain has it. What is read back is trusted: nobody else writes this table.
 */
import { kindAttribute, type ItemKind } from '#shared/contract/table.ts';
import type { Act, HistoryLine } from '#shared/history/line.ts';
import type { CourseKey } from '#shared/request/course.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Import } from '#shared/grid/import.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentAct, IncidentLine } from '#shared/incident/line.ts';
import type { Presence } from '#shared/live/presence.ts';
import type { Request } from '#shared/request/request.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import { incidentIndexKeys, incidentKey } from './incidentKeys.ts';
import { courseKeyKey, lineKey, requestIndexKeys, requestKey, taskIndexKeys, taskKey, type Key } from './keys.ts';

export type Item = Key & Readonly<Record<string, unknown>> & { readonly kind: ItemKind; readonly data: unknown };

/** Whether this is an item of ours. */
export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && kindAttribute in value && 'data' in value;
}

/** What holds a course's natural key. */
export interface CourseHold {
  readonly key: CourseKey;
  readonly request: RequestNumber;
}

/** Who wrote this version of a record, for reactions that tell others; the record itself does not say. */
const written = (act: Act | IncidentAct | undefined): object =>
  act ? { act: { by: act.by, door: act.door, at: act.at } } : {};

export function requestItem(request: Request, act?: Act): Item {
  return {
    ...requestKey(request.number),
    kind: 'request',
    ...requestIndexKeys(request),
    ...written(act),
    data: request,
  };
}

export function taskItem(task: ServiceTask, act?: Act): Item {
  return { ...taskKey(task.number), kind: 'serviceTask', ...taskIndexKeys(task), ...written(act), data: task };
}

/** The one way an incident comes into the table: whatever writes it says at once when it is next due. */
export function incidentItem(incident: Incident, act?: IncidentAct): Item {
  return {
    ...incidentKey(incident.number),
    kind: 'incident',
    ...incidentIndexKeys(incident),
    ...written(act),
    data: incident,
  };
}

export function lineItem(line: HistoryLine): Item {
  return { ...lineKey(line.request, line.id), kind: 'historyLine', data: line };
}

export function incidentLineItem(line: IncidentLine): Item {
  return { ...lineKey(line.incident, line.id), kind: 'incidentLine', data: line };
}

export function courseHoldItem(hold: CourseHold): Item {
  return { ...courseKeyKey(hold.key), kind: 'courseKey', data: hold };
}

// The record of an item that was asked for by a key, or found in a list, of its kind.
export const requestOf = (item: Item): Request => item.data as Request;
export const taskOf = (item: Item): ServiceTask => item.data as ServiceTask;
export const lineOf = (item: Item): HistoryLine => item.data as HistoryLine;
export const incidentOf = (item: Item): Incident => item.data as Incident;
export const incidentLineOf = (item: Item): IncidentLine => item.data as IncidentLine;
export const importOf = (item: Item): Import => item.data as Import;
export const presenceOf = (item: Item): Presence => item.data as Presence;
export const courseHoldOf = (item: Item): CourseHold => item.data as CourseHold;

/** The act that wrote this version of a request or a task; null where none was told. */
export const actOf = (item: Item): Act | null => (item['act'] as Act | undefined) ?? null;
/** The act that wrote this version of an incident. */
export const incidentActOf = (item: Item): Pick<IncidentAct, 'by' | 'door' | 'at'> | null =>
  (item['act'] as IncidentAct | undefined) ?? null;
