/** The plan of `shared/request/plan.ts` as a state machine, in Amazon States Language with JSONPath. */
import { stages, taskKinds, type PlannedTask, type TaskKind } from '#shared/request/plan.ts';

/** What the states call. */
export interface Called {
  /** `aws`, or the name of another partition. */
  readonly partition: string;
  /** ARN of the function that opens a task and keeps its token. */
  readonly openTask: string;
  /** ARN of the function that closes the request. */
  readonly closeRequest: string;
}

type State = Readonly<Record<string, unknown>> & { readonly Type: 'Task' | 'Parallel' | 'Fail' };
type States = Readonly<Record<string, State>>;

/** A request whose plan takes longer than this is one nobody will work; the repair looks at it. */
const oneYear = 365 * 24 * 60 * 60;

/** AWS's own hiccups: quick at first, since somebody just closed a task and looks at the next. Six tries in a minute. */
const hiccups = {
  ErrorEquals: ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 6,
  JitterStrategy: 'FULL',
};

/** A year's grid opens thousands of tasks at once and Lambda makes them queue: about an hour of patience. */
const throttling = {
  ErrorEquals: ['Lambda.TooManyRequestsException'],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts: 12,
  MaxDelaySeconds: 600,
  JitterStrategy: 'FULL',
};

/** A fault of our own or of the table, worth a few minutes before somebody is called. */
const faults = {
  ErrorEquals: ['States.TaskFailed'],
  IntervalSeconds: 5,
  BackoffRate: 3,
  MaxAttempts: 4,
  JitterStrategy: 'FULL',
};

const retried = { Retry: [hiccups, throttling, faults] };
const notOpened = 'TaskNotOpened';
const notClosed = 'RequestNotClosed';
const close = 'CloseRequest';

/** Name of a task's state: `interview` is `Interview`. */
export function stateName(kind: TaskKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** The state that opens a task and waits until somebody is done with it. */
function opens({ kind, label }: PlannedTask, { partition, openTask }: Called): State {
  return {
    Type: 'Task',
    Comment: `Task ${label}`,
    Resource: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
    Parameters: {
      FunctionName: openTask,
      Payload: {
        'request.$': '$.request',
        'run.$': '$.run',
        'task.$': `$.tasks.${kind}`,
        'token.$': '$$.Task.Token',
      },
    },
    ResultPath: null,
    ...retried,
  };
}

function caught(by: string): Pick<State, 'Catch'> {
  return { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: by }] };
}

function fail(cause: string): State {
  return { Type: 'Fail', Error: 'Guichet.WorkflowBroken', Cause: cause };
}

/** One stage: its only task, or its tasks side by side under the name of all of them. */
function stage(tasks: readonly PlannedTask[], next: string, called: Called): [string, State] {
  const [only] = tasks;
  if (only && tasks.length === 1) {
    return [stateName(only.kind), { ...opens(only, called), ...caught(notOpened), Next: next }];
  }
  const branches = tasks.map((task) => ({
    StartAt: stateName(task.kind),
    States: { [stateName(task.kind)]: { ...opens(task, called), End: true } },
  }));
  const name = tasks.map(({ kind }) => stateName(kind)).join('And');
  // No retry of the whole: it would open tasks again whose tokens are already out.
  return [name, { Type: 'Parallel', Branches: branches, ResultPath: null, ...caught(notOpened), Next: next }];
}

/** The whole machine: the stages of the plan in order, then the closing of the request. */
export function requestWorkflow(called: Called): object {
  const planned = stages();
  const names = planned.map((tasks) => tasks.map(({ kind }) => stateName(kind)).join('And'));
  const states: States = {
    ...Object.fromEntries(planned.map((tasks, index) => stage(tasks, names[index + 1] ?? close, called))),
    [close]: {
      Type: 'Task',
      Resource: `arn:${called.partition}:states:::lambda:invoke`,
      Parameters: {
        FunctionName: called.closeRequest,
        Payload: { 'request.$': '$.request', 'run.$': '$.run' },
      },
      ResultPath: null,
      ...retried,
      ...caught(notClosed),
      End: true,
    },
    [notOpened]: fail(
      'A task could not be opened: the log of open-task says why, the repair starts the workflow again',
    ),
    [notClosed]: fail('The request could not be closed: the log of close-request says why, the repair starts again'),
  };
  return {
    Comment: `Drives one request through its plan: ${taskKinds.join(', ')}`,
    StartAt: names[0] ?? close,
    TimeoutSeconds: oneYear,
    States: states,
  };
}
