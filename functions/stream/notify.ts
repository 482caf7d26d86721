/**
 * A line of history was written: tells by mail whom it concerns. A grid that changed a course tells those who hold its
 * tasks; an assignment by somebody else tells the assignee; a tier of an incident tells its group and its assignee. Who was told is remembered once the message is out: a repeated
 * event sends nothing more, and a crash in between sends one message too many rather than none.
 */
import { streamBatch } from '#functions/runtime/batch.ts';
import { ses } from '#functions/runtime/clients/ses.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf, type LogFields } from '#functions/runtime/log.ts';
import { send } from '#functions/runtime/mail.ts';
import { recordOf, type Image } from '#functions/store/images.ts';
import * as notifications from '#functions/store/notifications.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openTable } from '#functions/store/table.ts';
import { sitePaths } from '#shared/contract/sitePaths.ts';
import type { HistoryLine, LineContent } from '#shared/history/line.ts';
import { parseNumber, type PersonId } from '#shared/ids.ts';
import { assigned } from '#shared/notice/assigned.ts';
import { gridChanged } from '#shared/notice/gridChanged.ts';
import type { Notice } from '#shared/notice/notice.ts';
import type { Email } from '#shared/request/course.ts';
import { isOver } from '#shared/task/serviceTask.ts';
import { incidentNotices, type Notices } from './notify/incidentNotices.ts';

const env = readEnv('notify');
const table = openTable(env.tableName);
const log = logOf('notify');

export const handler = streamBatch(log, async ({ eventName, dynamodb }) => {
  const image: Image | undefined = dynamodb?.NewImage;
  const record = eventName === 'INSERT' ? recordOf(image) : null;
  if (record?.kind === 'historyLine') {
    const { line } = record;
    const fields = { request: line.request, subject: line.subject, line: line.id };
    await tellAll({ on: line.request, id: line.id }, await noticesOf(line), fields);
  }
  if (record?.kind === 'incidentLine') {
    const { line } = record;
    const fields = { incident: line.incident, line: line.id };
    const told = { on: line.incident, id: line.id };
    const { people: staff, addresses } = await ofIncident(line);
    await tellAll(told, staff, fields);
    for (const [address, notice] of addresses) await write(told, address, address, notice, fields);
  }
});

const ofIncident = incidentNotices(table, env.siteUrl);

type Told = Extract<LineContent, { kind: 'change' }>;

async function noticesOf(line: HistoryLine): Promise<Notices> {
  if (line.content.kind !== 'change') return new Map();
  if (line.content.action === 'updated' && line.door === 'import') return ofGridChange(line, line.content);
  if (line.content.action === 'assigned') return ofAssignment(line, line.content);
  return new Map();
}

/** The line of the request speaks for those of its tasks. */
async function ofGridChange({ request: number, subject }: HistoryLine, { changes }: Told): Promise<Notices> {
  if (subject !== number) return new Map();
  const found = await requests.readWithTasks(table, number);
  if (!found) return new Map();
  const link = `${env.siteUrl}${sitePaths.request(number)}`;
  const held = Map.groupBy(
    found.tasks.filter((task) => !isOver(task)),
    (task) => task.assignee?.id,
  );
  return new Map(
    [...held].flatMap(([person, tasks]) =>
      person === undefined ? [] : [[person, gridChanged(found.request, tasks, changes, link)] as const],
    ),
  );
}

/** An assignment undone since concerns nobody; one made over has a line of its own. */
async function ofAssignment({ subject, by }: HistoryLine, { changes }: Told): Promise<Notices> {
  const number = parseNumber('serviceTask', subject);
  const task = number && (await serviceTasks.read(table, number));
  const to = changes.find(({ field }) => field === 'assigneeId')?.to;
  if (!task?.assignee || task.assignee.id !== to || by.kind !== 'person' || by.person.id === to) return new Map();
  return new Map([
    [task.assignee.id, assigned(task, by.person, `${env.siteUrl}${sitePaths.serviceTask(task.number)}`)],
  ]);
}

async function tellAll(line: notifications.LineTold, notices: Notices, fields: LogFields): Promise<void> {
  for (const [person, notice] of notices) await tell(line, person, notice, { ...fields, person });
}

async function tell(line: notifications.LineTold, id: PersonId, notice: Notice, fields: LogFields): Promise<void> {
  if (await notifications.wasTold(table, line, id)) return;
  const person = await people.read(table, id);
  if (!person) {
    log.warn('person to tell is not in the directory', fields);
    return;
  }
  await write(line, id, person.email, notice, fields);
}

/** Sends it unless they were told; who is no person of the directory is remembered by their address. */
async function write(
  line: notifications.LineTold,
  who: PersonId | Email,
  to: Email,
  notice: Notice,
  fields: LogFields,
): Promise<void> {
  if (await notifications.wasTold(table, line, who)) return;
  const sent = await send(ses(), { ...notice, from: env.mailSender, to });
  if (sent.sent) log.info('person told', fields);
  // Somebody's address, or the desk's own, does not work: the rest of the stream must not wait for it.
  else log.error('message refused', { ...fields, because: sent.because });
  await notifications.remember(table, line, who, systemClock());
}
