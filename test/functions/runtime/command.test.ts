import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOut } from '#functions/runtime/command.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import * as changes from '#functions/store/changes.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import type { Table } from '#functions/store/table.ts';
import type { Change } from '#shared/history/change.ts';
import { edit, type RequestWithTasks } from '#shared/request/decide.ts';
import type { Sigle } from '#shared/request/course.ts';
import { assign, takeCharge, type TaskOfRequest } from '#shared/task/decide.ts';
import { changeOf, created, later, people, whole } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

let table: Table;
let made: RequestWithTasks;
let rank = 0;
beforeAll(async () => {
  table = await freshTable();
});
beforeEach(async () => {
  rank += 1;
  made = created({ sigle: `CMD${rank}` as Sigle }, rank);
  await requests.create(table, made);
});

/** Taking charge, with another write that comes in after each load. */
function takingCharge(between: (load: number) => Change | null) {
  let loads = 0;
  return carryOut<TaskOfRequest, TaskOfRequest>(
    table,
    {
      load: async () => {
        const request = await requests.read(table, made.request.number);
        const task = await serviceTasks.read(table, made.request.tasks.interview);
        const change = between((loads += 1));
        if (change) await changes.save(table, change, newLineId);
        return request && task && { request, task };
      },
      subject: ({ task }) => ({ number: task.number, request: task.request, version: task.version }),
      decide: (work) => takeCharge(work, people.tess, later),
      after: (work) => work,
      page: (work) => work,
    },
    1,
  ).then((answer) => ({ answer, loads }));
}

describe('a write between load and save', () => {
  it('is met by deciding again when it left the record itself alone', async () => {
    const beside = changeOf(edit(made, { presenters: { kind: 'none' } }, [], people.tess, later));
    const { answer, loads } = await takingCharge((load) => (load === 1 ? beside : null));
    expect(answer.ok).toBe(true);
    expect(loads).toBe(2);
    expect(await requests.read(table, made.request.number)).toMatchObject({
      version: 3,
      state: 'inProgress',
      presenters: { kind: 'none' },
    });
  });

  it('is told to the caller when it changed the record', async () => {
    const { task } = whole(made, 'interview');
    const rival = changeOf(assign(task, people.theo, people.mona, later));
    const { answer } = await takingCharge((load) => (load === 1 ? rival : null));
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'versionMismatch' },
      current: { task: { version: 2 } },
      changes: [{ content: { action: 'assigned' } }],
    });
  });

  it('ends as busy, not as a fault, when there is always another', async () => {
    let { request, tasks } = made;
    const { answer } = await takingCharge((load) => {
      const change = changeOf(edit({ request, tasks }, { dueOnConfirmed: load % 2 === 1 }, [], people.tess, later));
      request = change.request?.after ?? request;
      tasks = [...tasks];
      return change;
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'busy' } });
  });
});
