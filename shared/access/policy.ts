/**
 * Who may do what: the one answer for functions and web app alike (design, "Access"). Seeing and doing are separate
 * questions: a record somebody may not see does not exist for them, an act they may not do is refused by name.
 */
import { fold } from '../grid/cell.ts';
import type { Incident } from '../incident/incident.ts';
import type { ServiceTask } from '../task/serviceTask.ts';
import type { Request } from '../request/request.ts';
import type { Topic } from '../live/topic.ts';
import type { SavedView } from '../view/view.ts';
import type { GroupId, Person, Role } from './person.ts';

/** `notAllowed`: the record is seen, the act is not theirs. */
export type AccessRefusal = 'notAllowed';

/** Acts that need no record. */
export const deskActions = ['desk.see', 'import.send', 'import.see', 'request.list'] as const;
export type DeskAction = (typeof deskActions)[number];

/** Acts on a request. */
export const requestActions = [
  'request.comment',
  'request.workNote',
  'request.edit',
  'request.cancel',
  'request.seeAll',
] as const;
export type RequestAction = (typeof requestActions)[number];

/** Acts on a service task. */
export const taskActions = [
  'task.takeCharge',
  'task.assign',
  'task.check',
  'task.close',
  'task.skip',
  'task.reopen',
] as const;
export type TaskAction = (typeof taskActions)[number];

/** Acts on an incident. */
export const incidentActs = [
  'incident.comment',
  'incident.workNote',
  'incident.assign',
  'incident.work',
  'incident.edit',
  'incident.link',
  'incident.merge',
  'incident.close',
  'incident.cancel',
] as const;
export type IncidentPermission = (typeof incidentActs)[number];

function has(person: Person, ...wanted: readonly Role[]): boolean {
  return wanted.some((role) => person.roles.includes(role));
}

/** Whether the person works at the desk: sees every request and queue. */
export function worksAtDesk(person: Person): boolean {
  return has(person, 'agents', 'managers', 'admins');
}

/** Whether the person works in this support group: may hold its tasks and work them. */
export function worksIn(person: Person, group: GroupId): boolean {
  return has(person, 'agents') && person.groups.includes(group);
}

/** Acts that ask nothing of a record. */
export function mayAtDesk(person: Person, action: DeskAction): boolean {
  switch (action) {
    case 'desk.see':
      return worksAtDesk(person);
    case 'import.send':
      return has(person, 'coordinators', 'managers');
    case 'import.see':
      return has(person, 'coordinators') || worksAtDesk(person);
    case 'request.list':
      return true;
    default:
      return action satisfies never;
  }
}

/** Whether the person looks after how the groups are loaded, member by member. */
export function seesLoad(person: Pick<Person, 'roles'>): boolean {
  return person.roles.includes('managers') || person.roles.includes('admins');
}

/** Whether the person edits the desk's calendar, and has finished clocks reckoned anew by it. */
export function mayEditCalendar(person: Pick<Person, 'roles'>): boolean {
  return person.roles.includes('admins');
}

/** Departments whose requests the person follows: a coordinator's own. */
export function followsDepartments(person: Person): readonly string[] {
  return has(person, 'coordinators') ? person.departments : [];
}

/** Whether the person follows this department, however the grid or the directory spells it. */
export function follows(person: Person, department: string): boolean {
  const wanted = fold(department);
  return followsDepartments(person).some((followed) => fold(followed) === wanted);
}

/** Whether the request exists for this person: the desk sees all, a coordinator their departments, a head of course their own. */
export function maySeeRequest(person: Person, request: Pick<Request, 'course'>): boolean {
  return (
    worksAtDesk(person) ||
    follows(person, request.course.department) ||
    request.course.responsible.email === person.email
  );
}

/** Acts on a request the person sees. Agents edit it when one of their groups has a task in its plan. */
export function mayOnRequest(person: Person, action: RequestAction): boolean {
  switch (action) {
    case 'request.comment':
      return true;
    case 'request.seeAll':
      return worksAtDesk(person);
    case 'request.workNote':
      return worksAtDesk(person);
    case 'request.edit':
      return has(person, 'managers') || (has(person, 'agents') && person.groups.length > 0);
    case 'request.cancel':
      return has(person, 'managers');
    default:
      return action satisfies never;
  }
}

/** Whether the task exists for this person: tasks are the desk's own. */
export function maySeeTask(person: Person): boolean {
  return worksAtDesk(person);
}

/** Acts on a task the person sees: its group's members work it; managers assign, skip and reopen anywhere. */
export function mayOnTask(person: Person, action: TaskAction, task: Pick<ServiceTask, 'group'>): boolean {
  switch (action) {
    case 'task.takeCharge':
    case 'task.check':
    case 'task.close':
      return worksIn(person, task.group);
    case 'task.assign':
      return worksIn(person, task.group) || has(person, 'managers');
    case 'task.skip':
    case 'task.reopen':
      return has(person, 'managers');
    default:
      return action satisfies never;
  }
}

/** Whether the incident is the person's own: they asked. */
export function isRequesterOf(person: Pick<Person, 'email'>, { requester }: Pick<Incident, 'requester'>): boolean {
  return requester.email === person.email;
}

/** Whether the incident exists for this person: the desk sees all, a requester their own. */
export function maySeeIncident(person: Person, incident: Pick<Incident, 'requester'>): boolean {
  return worksAtDesk(person) || isRequesterOf(person, incident);
}

/** Whether the person may write an incident down for somebody else, who called or came by. */
export function mayOpenForOthers(person: Person): boolean {
  return has(person, 'agents', 'managers');
}

/** Whether the person brings in incidents of before, with all that happened to them: an operator's act. */
export function mayBringInPast(person: Pick<Person, 'roles'>): boolean {
  return person.roles.includes('admins');
}

/** Acts on an incident the person sees: members of its group work it, managers any; its requester ends what is theirs. */
export function mayOnIncident(
  person: Person,
  action: IncidentPermission,
  incident: Pick<Incident, 'group' | 'requester'>,
): boolean {
  const works = worksIn(person, incident.group) || has(person, 'managers');
  switch (action) {
    case 'incident.workNote':
      return worksAtDesk(person);
    case 'incident.assign':
    case 'incident.work':
    case 'incident.edit':
    case 'incident.link':
    case 'incident.merge':
      return works;
    case 'incident.comment':
    case 'incident.close':
    case 'incident.cancel':
      return works || isRequesterOf(person, incident);
    default:
      return action satisfies never;
  }
}

/**
 * Whether the person may follow a topic: what they may see, and nothing else.
 * @param request the one a topic names; null when there is none of this number.
 * @param incident the same for a topic that names an incident.
 */
export function mayFollow(
  person: Person,
  topic: Topic,
  request: Pick<Request, 'course'> | null,
  incident: Pick<Incident, 'requester'> | null = null,
): boolean {
  switch (topic.kind) {
    case 'group':
      return mayAtDesk(person, 'desk.see');
    case 'imports':
      return mayAtDesk(person, 'import.see');
    case 'request':
      return request !== null && maySeeRequest(person, request);
    case 'incident':
      return incident !== null && maySeeIncident(person, incident);
    case 'mine':
      return true;
    default:
      return topic satisfies never;
  }
}

/** Whether the person is told who else is on a request, and the others of them: that is between those who work at the desk. */
export function maySeePresence(person: Person): boolean {
  return worksAtDesk(person);
}

/** Whether the person may share a view of a queue with this group: its agents, and managers. */
export function mayShareViewWith(person: Person, group: GroupId): boolean {
  return worksIn(person, group) || has(person, 'managers');
}

/** Whether the person may change or delete a saved view: their own, or one of a group they may share with. */
export function mayChangeView(person: Person, { owner, sharedWith }: Pick<SavedView, 'owner' | 'sharedWith'>): boolean {
  return sharedWith === null ? owner.id === person.id : mayShareViewWith(person, sharedWith);
}
