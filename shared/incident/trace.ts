/** An incident as history compares it. */
import { nested, type Trace } from '../history/trace.ts';
import type { Incident } from './incident.ts';

/** Every field of an incident that a change can touch, flat and readable; the id tells two assignees of one name apart. */
export function incidentTrace(incident: Incident): Trace {
  return {
    state: incident.state,
    kind: incident.kind,
    subkind: incident.subkind,
    title: incident.title,
    group: incident.group,
    assignee: incident.assignee?.name ?? null,
    assigneeId: incident.assignee?.id ?? null,
    ...nested('links', { ...incident.links }),
    ...nested('resolution', { code: incident.resolution?.code ?? null, text: incident.resolution?.text ?? null }),
    ...nested('tierSeen', { ...incident.tierSeen }),
  };
}
