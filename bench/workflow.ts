/** Seconds from closing Entrevue to its two successors being open, through stream, execution and functions. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { setTimeout as pause } from 'node:timers/promises';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import type { Caller } from '#test/support/caller.ts';
import type { Effort, Findings } from './figure.ts';
import { termGrid } from './grid.ts';
import { runStack, type Stack } from './stack.ts';
import { median, quantile } from './timing.ts';

/** Makes Entrevue ready to be closed; the version to close it by. */
async function prepare(caller: Caller, request: RequestNumber) {
  const page = await caller.does('readRequest', { params: { request } });
  const { tasks, course } = page;
  await caller.does('editRequest', {
    params: { request },
    version: page.version,
    body: { dueOnConfirmed: true, presenters: { kind: 'none' } },
  });
  const [interview, planning, coaching] = ['interview', 'planning', 'coaching'].map((kind) => {
    const found = tasks.find((task) => task.kind === kind);
    if (!found) throw new Error(`${request} has no ${kind}`);
    return found.number;
  });
  if (!interview || !planning || !coaching) throw new Error(`${request} lacks tasks`);
  const { version: now } = await caller.does('readTask', { params: { task: interview } });
  let { version } = await caller.does('takeCharge', { params: { task: interview }, version: now });
  for (const { key, mandatory } of checklistOf('interview', course.approach)) {
    if (!mandatory) continue;
    const params = { task: interview, item: key };
    ({ version } = await caller.does('checkItem', { params, version, body: { done: true } }));
  }
  return { interview, version, next: [planning, coaching] };
}

async function closed({ records }: Stack, caller: Caller, request: RequestNumber) {
  const { interview, version, next } = await prepare(caller, request);
  const began = performance.now();
  await caller.does('closeTask', { params: { task: interview }, version });
  const answered = performance.now() - began;
  for (;;) {
    const tasks = await Promise.all(next.map((task) => serviceTasks.read(records, task)));
    if (tasks.every((task) => task?.state === 'open')) return { answered, opened: performance.now() - began };
    await pause(5);
  }
}

export async function workflow({ short }: Effort): Promise<Findings> {
  const stack = await runStack({ inMemory: false, quiet: false });
  try {
    const caller = await stack.caller('amina');
    await stack.s3.send(
      new PutObjectCommand({ Bucket: stack.intakeBucket, Key: 'grids/term.xlsx', Body: await termGrid() }),
    );
    while ((await caller.does('listRequests', { query: { limit: 50 } })).items.length < 50) await pause(200);
    await stack.settled();
    const { items } = await caller.does('listRequests', { query: { limit: 50 } });
    const taken: Awaited<ReturnType<typeof closed>>[] = [];
    // The first ones load the functions and are not counted.
    for (const [rank, { number }] of items.slice(0, short ? 6 : 33).entries()) {
      const one = await closed(stack, caller, number);
      await stack.settled();
      if (rank >= 3) taken.push(one);
    }
    const opened = taken.map((one) => one.opened / 1_000);
    return {
      subject: 'Workflow',
      how: `${taken.length} closings, one after the other on an idle stack with tables on disk: from sending the closing by HTTP until both tasks are read as open.`,
      figures: [
        { what: 'closing Entrevue is answered, p50', value: median(taken.map((one) => one.answered)), unit: 'ms' },
        { what: 'closing Entrevue → both next tasks open, p50', value: median(opened), unit: 's' },
        { what: 'closing Entrevue → both next tasks open, p95', value: quantile(opened, 0.95), unit: 's' },
      ],
    };
  } finally {
    await stack.stop();
  }
}
