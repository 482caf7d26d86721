/** Where news is told. One topic of a person may stand for several: `mine` is what they hold and what is theirs. */
import type { GroupId, Person } from '../access/person.ts';
import { followsDepartments } from '../access/policy.ts';
import { fold } from '../grid/cell.ts';
import type { IncidentNumber, PersonId, RequestNumber } from '../ids.ts';
import type { Email } from '../request/course.ts';
import { groupTopic, incidentTopic, requestTopic, type LiveTopic, type Topic } from './topic.ts';

export type Channel =
  | `group:${GroupId}`
  | `request:${RequestNumber}`
  | `incident:${IncidentNumber}`
  | 'imports'
  | `assignee:${PersonId}`
  | `requester:${Email}`
  | `department:${string}`;

export const groupChannel = (group: GroupId): Channel => `group:${group}`;
export const requestChannel = (request: RequestNumber): Channel => `request:${request}`;
export const incidentChannel = (incident: IncidentNumber): Channel => `incident:${incident}`;
export const assigneeChannel = (person: PersonId): Channel => `assignee:${person}`;
export const requesterChannel = (email: Email): Channel => `requester:${email}`;
/** However a grid or the directory spells it. */
export const departmentChannel = (department: string): Channel => `department:${fold(department)}`;

/** Channels on which this person hears of a topic that they may follow. */
export function channelsOf(person: Person, topic: Topic): readonly Channel[] {
  switch (topic.kind) {
    case 'group':
      return [groupChannel(topic.group)];
    case 'request':
      return [requestChannel(topic.request)];
    case 'incident':
      return [incidentChannel(topic.incident)];
    case 'imports':
      return ['imports'];
    case 'mine':
      return [
        assigneeChannel(person.id),
        requesterChannel(person.email),
        ...followsDepartments(person).map(departmentChannel),
      ];
    default:
      return topic satisfies never;
  }
}

/** How a topic taken apart is written. */
export function written(topic: Topic): LiveTopic {
  switch (topic.kind) {
    case 'group':
      return groupTopic(topic.group);
    case 'request':
      return requestTopic(topic.request);
    case 'incident':
      return incidentTopic(topic.incident);
    case 'mine':
    case 'imports':
      return topic.kind;
    default:
      return topic satisfies never;
  }
}
