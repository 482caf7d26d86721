/**
 * Names of the one table that infrastructure draws and the store writes. Import-light on purpose: read by both sides.
 */

export const primaryKey = { partition: 'pk', sort: 'sk' } as const;

/** Global indexes; each is sparse: an item without the pair of keys is not in it. */
export const indexes = {
  /** Lists in due order: a group's tasks, all requests, all imports. */
  byList: { name: 'byList', partition: 'listPk', sort: 'listSk' },
  /** A person's tasks, a group's unassigned tasks, a head of course's requests. */
  byPerson: { name: 'byPerson', partition: 'personPk', sort: 'personSk' },
  /** A department's requests, term by term; a requester's incidents. */
  byDepartment: { name: 'byDepartment', partition: 'departmentPk', sort: 'departmentSk' },
  /** What the desk does by itself, in the order it falls due: the next tier of an incident, its closing. */
  byDue: { name: 'byDue', partition: 'duePk', sort: 'dueSk' },
} as const;

/** Epoch seconds after which an item may be deleted by DynamoDB. */
export const ttlAttribute = 'expiresAt';

/** What an item holds; the value of its `kind` attribute, by which stream reactions filter. */
export const itemKinds = {
  request: 'request',
  serviceTask: 'serviceTask',
  taskToken: 'taskToken',
  courseKey: 'courseKey',
  historyLine: 'historyLine',
  notification: 'notification',
  draft: 'draft',
  news: 'news',
  newsSeen: 'newsSeen',
  searchEntry: 'searchEntry',
  idempotencyKey: 'idempotencyKey',
  import: 'import',
  reportChunk: 'reportChunk',
  landing: 'landing',
  counter: 'counter',
  person: 'person',
  savedView: 'savedView',
  viewPin: 'viewPin',
  ticket: 'ticket',
  connection: 'connection',
  listener: 'listener',
  presence: 'presence',
  incident: 'incident',
  incidentLine: 'incidentLine',
  incidentLink: 'incidentLink',
  calendarHead: 'calendarHead',
  calendarEdition: 'calendarEdition',
} as const;
export type ItemKind = keyof typeof itemKinds;

/** What partitions of open sockets begin with: the functions that serve these may forget items there and nowhere else. */
export const livePrefix = 'LIVE#';

/** The partition of what requests are found by: the functions that index may write there and nowhere else. */
export const searchPartition = 'SEARCH';

/** What partitions of links between records begin with: a link taken away is forgotten there and nowhere else. */
export const linkedPrefix = 'LINKED#';

/** What partitions of saved views begin with: the function that keeps views may write there and nowhere else. */
export const viewsPrefix = 'VIEWS#';

/** Attribute that carries the item's kind. */
export const kindAttribute = 'kind';
