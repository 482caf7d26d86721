/** Executions of the request workflow, as the desk speaks of them: what is already as wanted is no error. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { executionName, type WorkflowInput } from '#shared/contract/messages.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { sfn } from './clients/sfn.ts';

export interface Executions {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
}

export function executionsOf(stateMachineArn: string, client: SFNClient = sfn()): Executions {
  return { client, stateMachineArn };
}

/** One run of a request's workflow. */
export interface Run {
  readonly request: RequestNumber;
  readonly run: number;
}

function named(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function arnOf({ stateMachineArn }: Executions, { request, run }: Run): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${executionName(request, run)}`;
}

/** Starts a run; `existed` when it was started before, whatever became of it. */
export async function start(executions: Executions, input: WorkflowInput): Promise<'started' | 'existed'> {
  try {
    await executions.client.send(
      new StartExecutionCommand({
        stateMachineArn: executions.stateMachineArn,
        name: executionName(input.request, input.run),
        input: JSON.stringify(input),
      }),
    );
    return 'started';
  } catch (error) {
    if (named(error, 'ExecutionAlreadyExists')) return 'existed';
    throw error;
  }
}

/** Stops a run; one that ended already stays as it ended, one that never began is `missing`. */
export async function stop(executions: Executions, run: Run, cause: string): Promise<'stopped' | 'missing'> {
  try {
    await executions.client.send(
      new StopExecutionCommand({ executionArn: arnOf(executions, run), error: 'Guichet.Stopped', cause }),
    );
    return 'stopped';
  } catch (error) {
    if (named(error, 'ExecutionDoesNotExist')) return 'missing';
    throw error;
  }
}

/** Tells the workflow that a task is over; `gone` when nothing waits with this token any more. */
export async function answer(client: SFNClient, token: string): Promise<'answered' | 'gone'> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
    return 'answered';
  } catch (error) {
    if (named(error, 'TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken')) return 'gone';
    throw error;
  }
}

/** Times a throttled question is asked again: outside the largest regions a few a second are allowed. */
const patience = 10;
const longestPauseMs = 8_000;

/** How a run stands; `ended` whether well or not, `missing` when it never began or is no longer remembered. */
export async function look(executions: Executions, run: Run): Promise<'running' | 'ended' | 'missing'> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { status } = await executions.client.send(
        new DescribeExecutionCommand({ executionArn: arnOf(executions, run) }),
      );
      return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
    } catch (error) {
      if (named(error, 'ExecutionDoesNotExist')) return 'missing';
      if (!named(error, 'ThrottlingException') || attempt === patience) throw error;
      await pause(Math.random() * Math.min(longestPauseMs, 250 * 2 ** attempt));
    }
  }
}
