/**
 * Starts again the workflow of requests whose execution is gone, by raising their run: the stream starts the new one, which
 * catches up with what is over. Called by EventBridge when an execution broke, or by ops with a `repairCommand`.
 */
import type { Context } from 'aws-lambda';
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { executionsOf, look } from '#functions/runtime/executions.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import { logOf } from '#functions/runtime/log.ts';
import { repairsSince } from '#functions/store/repairs.ts';
import * as requests from '#functions/store/requests.ts';
import { settle } from '#functions/store/settle.ts';
import { openTable } from '#functions/store/table.ts';
import { executionEnded, parseExecutionName, repairCommand } from '#shared/contract/messages.ts';
import type { Nothing } from '#shared/history/change.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { isOver, type Request } from '#shared/request/request.ts';
import { repair, repairWindowMs } from '#shared/request/workflow.ts';
import { instantOf, msOf } from '#shared/time/instant.ts';

const env = readEnv('repair-workflow');
const table = openTable(env.tableName);
const executions = executionsOf(env.stateMachineArn);
const log = logOf('repair-workflow');

export interface RepairResult {
  readonly looked: number;
  readonly repaired: readonly RequestNumber[];
  /** Requests that could have been repaired and were not; those whose execution runs are only counted. */
  readonly left: readonly { readonly request: RequestNumber; readonly because: Nothing | 'notFound' }[];
  /** Where a walk that ran out of time goes on, empty for the beginning; null when it saw everything. */
  readonly next: string | null;
}

/** Time kept to answer before the function's own is up. */
const answeringMs = 15_000;

export async function handler(
  event: unknown,
  context?: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<RepairResult> {
  const ended = executionEnded.safeParse(event);
  const result = ended.success
    ? await repairBroken(ended.data.detail.name)
    : await repairAsked(event, () => (context?.getRemainingTimeInMillis() ?? Infinity) > answeringMs);
  log.info('repair done', { ...result, left: result.left.length });
  return result;
}

function resultOf(outcomes: readonly Looked[], next: string | null = null): RepairResult {
  return {
    looked: outcomes.length,
    repaired: outcomes.filter(({ because }) => because === null).map(({ request }) => request),
    left: outcomes.flatMap(({ request, because }) =>
      because === null || because === 'running' ? [] : [{ request, because }],
    ),
    next,
  };
}

interface Looked {
  readonly request: RequestNumber;
  /** Null when it was repaired. */
  readonly because: RepairResult['left'][number]['because'] | 'running' | null;
}

/** @throws when the request was repaired too often: the call ends in the dead letters, whose alarm calls somebody. */
async function repairBroken(name: string): Promise<RepairResult> {
  const broken = parseExecutionName(name);
  if (!broken) throw new Error(`${name} is not the execution of a request`);
  const outcome = await repairRun(broken.request, broken.run, true);
  if (outcome.because === 'repairedTooOften') throw new Error(`${name} breaks again after each repair: given up`);
  return resultOf([outcome]);
}

async function repairAsked(event: unknown, timeIsLeft: () => boolean): Promise<RepairResult> {
  const command = repairCommand.parse(event);
  if ('all' in command) return walk(command.from ?? null, timeIsLeft);
  const outcomes: Looked[] = [];
  for (const request of new Set(command.requests)) outcomes.push(await repairRun(request, null, false));
  return resultOf(outcomes);
}

/**
 * Raises the run of a request.
 * @param lost the run that was lost; null for whichever is current.
 * @param bounded whether too many repairs are too many: a person who asks by name knows why.
 */
async function repairRun(number: RequestNumber, lost: number | null, bounded: boolean): Promise<Looked> {
  if (!(await requests.read(table, number))) return { request: number, because: 'notFound' };
  const { decision } = await settle(
    table,
    newLineId,
    () => load(number),
    async (request) => {
      const now = systemClock();
      const earlier = bounded ? await repairsSince(table, number, instantOf(msOf(now) - repairWindowMs)) : [];
      return repair(request, lost ?? request.run, earlier, now);
    },
  );
  return { request: number, because: decision.kind === 'change' ? null : decision.because };
}

async function load(number: RequestNumber): Promise<Request> {
  const request = await requests.read(table, number);
  if (!request) throw new Error(`There is no request ${number}`);
  return request;
}

const pageSize = 100;
/** A request younger than this may still wait for the stream to start its execution. */
const youngMs = 15 * 60_000;

/**
 * Every request in hand, which lists hold before those that are over; one execution after the other, as quotas ask. A page
 * cut short by time is looked at again by the next call: that changes nothing.
 */
async function walk(from: string | null, timeIsLeft: () => boolean): Promise<RepairResult> {
  const outcomes: Looked[] = [];
  let cursor = from ?? '';
  for (;;) {
    const wanted = { limit: pageSize, cursor: cursor === '' ? undefined : cursor };
    const page = await requests.list(table, { kind: 'all' }, {}, wanted);
    if (!page.ok) throw new Error(`The walk cannot go on from ${cursor}: ${page.refusal.code}`);
    const { items, next } = page.value;
    const inHand = items.filter((request) => !isOver(request));
    for (const request of inHand) {
      if (!timeIsLeft()) return resultOf(outcomes, cursor);
      outcomes.push(await lookAndRepair(request));
    }
    if (inHand.length < items.length || next === null) return resultOf(outcomes);
    cursor = next;
  }
}

async function lookAndRepair({ number, run, createdAt }: Request): Promise<Looked> {
  const state = await look(executions, { request: number, run });
  if (state === 'running') return { request: number, because: 'running' };
  const young = msOf(systemClock()) - msOf(createdAt) < youngMs;
  if (state === 'missing' && young) return { request: number, because: 'running' };
  return repairRun(number, run, true);
}
