import type { ExecutionRow, StepRow } from './journal.ts';

/** The history that the journal can tell: the execution's start and end, and each task between its entry and its exit. */

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

interface Untold {
  readonly at: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

const stepEvents = (step: StepRow): Untold[] => {
  if (step.kind === 'wait') {
    const entered = { at: step.entered, type: 'WaitStateEntered', stateEnteredEventDetails: { name: step.state } };
    const exited = {
      at: step.settled ?? 0,
      type: 'WaitStateExited',
      stateExitedEventDetails: { name: step.state, output: step.output },
    };
    return step.status === 'done' ? [entered, exited] : [entered];
  }
  const resource = {
    resourceType: 'lambda',
    resource: step.kind === 'invokeAndWait' ? 'invoke.waitForTaskToken' : 'invoke',
  };
  const events: Untold[] = [
    { at: step.entered, type: 'TaskStateEntered', stateEnteredEventDetails: { name: step.state } },
    {
      at: step.entered,
      type: 'TaskScheduled',
      taskScheduledEventDetails: { ...resource, region: '', parameters: '{}' },
    },
  ];
  if (step.invoked === 1) events.push({ at: step.entered, type: 'TaskSubmitted', taskSubmittedEventDetails: resource });
  const at = step.settled ?? 0;
  const why = { ...resource, error: step.error, cause: step.cause };
  if (step.status === 'failed' && step.error === 'States.Timeout') {
    events.push({ at, type: 'TaskTimedOut', taskTimedOutEventDetails: why });
  } else if (step.status === 'failed') {
    events.push({ at, type: 'TaskFailed', taskFailedEventDetails: why });
  } else if (step.status === 'done') {
    events.push(
      { at, type: 'TaskSucceeded', taskSucceededEventDetails: { ...resource, output: step.output } },
      { at, type: 'TaskStateExited', stateExitedEventDetails: { name: step.state } },
    );
  } else if (step.status === 'closed') {
    events.push({ at, type: 'TaskStateAborted' });
  }
  return events;
};

const endOf = (execution: ExecutionRow): Untold[] => {
  const at = execution.stopped ?? 0;
  const why = { error: execution.error, cause: execution.cause };
  switch (execution.status) {
    case 'RUNNING':
      return [];
    case 'SUCCEEDED':
      return [{ at, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: execution.output } }];
    case 'FAILED':
      return [{ at, type: 'ExecutionFailed', executionFailedEventDetails: why }];
    case 'TIMED_OUT':
      return [{ at, type: 'ExecutionTimedOut', executionTimedOutEventDetails: why }];
    case 'ABORTED':
      return [{ at, type: 'ExecutionAborted', executionAbortedEventDetails: why }];
    default:
      return execution.status satisfies never;
  }
};

export const historyOf = (execution: ExecutionRow, steps: readonly StepRow[], roleArn: string): HistoryEvent[] => {
  const between = steps.flatMap(stepEvents).sort((left, right) => left.at - right.at);
  const begin: Untold = {
    at: execution.started,
    type: 'ExecutionStarted',
    executionStartedEventDetails: { input: execution.input, roleArn },
  };
  return [begin, ...between, ...endOf(execution)].map(({ at, type, ...details }, index) => ({
    id: index + 1,
    previousEventId: index,
    timestamp: at / 1_000,
    type,
    ...details,
  }));
};
