import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invoke, Invoked } from '#infra/local/part.ts';
import { startStepFunctions } from '#infra/local/sfn/api.ts';
import type { StepFunctions } from '#infra/local/sfn/api.ts';
import { groundOf, resource } from '../http/ground.ts';
import type { TestGround } from '../http/ground.ts';

const machineArn = 'arn:aws:states:ca-central-1:000000000000:stateMachine:plan';
const roleArn = 'arn:aws:iam::000000000000:role/plan';

/** A task that opens something and waits for its token, as the plan's tasks do. */
const waiting = (step: string, more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'open', Payload: { step, 'token.$': '$$.Task.Token' } },
  TimeoutSeconds: 31_536_000,
  ResultPath: null,
  ...more,
});

const plan = {
  StartAt: 'Entrevue',
  States: {
    Entrevue: waiting('1', { Next: 'Both' }),
    Both: {
      Type: 'Parallel',
      ResultPath: null,
      Branches: [
        { StartAt: 'Planification', States: { Planification: waiting('2.1', { End: true }) } },
        { StartAt: 'Accompagnement', States: { Accompagnement: waiting('2.2', { End: true }) } },
      ],
      Next: 'Conformite',
    },
    Conformite: waiting('3', { End: true }),
  },
};

interface Opened {
  readonly step: string;
  readonly token: string;
}

let ground: TestGround;
let states: StepFunctions;
let client: SFNClient;
let opened: Opened[];
let invoke: Invoke;
let definition: unknown;

const ok = (payload: unknown): Promise<Invoked> => Promise.resolve({ ok: true, payload });

const start = async (): Promise<void> => {
  const machine = resource(
    'AWS::StepFunctions::StateMachine',
    'plan',
    { RoleArn: roleArn, DefinitionString: JSON.stringify(definition) },
    machineArn,
  );
  states = await startStepFunctions({ ...ground, resources: [machine] });
  client = new SFNClient({
    endpoint: states.url,
    region: 'ca-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    maxAttempts: 1,
  });
};

const restart = async (): Promise<void> => {
  await states.stop();
  await start();
};

const begin = async (name: string, input: unknown = {}): Promise<string> => {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }),
  );
  if (executionArn === undefined) throw new Error('no execution');
  return executionArn;
};

const describeIt = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));

const succeed = (taskToken: string, output: unknown = {}) =>
  client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));

const openedAs = (step: string, nth = 0): Promise<Opened> =>
  vi.waitFor(() => {
    const found = opened.filter((one) => one.step === step)[nth];
    if (found === undefined) throw new Error(`${step} is not open`);
    return found;
  }, 10_000);

const ended = (executionArn: string, status: string) =>
  vi.waitFor(async () => {
    const execution = await describeIt(executionArn);
    expect(execution.status).toBe(status);
    return execution;
  }, 10_000);

beforeEach(async () => {
  opened = [];
  definition = plan;
  invoke = (_name, event) => {
    opened.push(event as Opened);
    return ok(null);
  };
  ground = await groundOf([], (name, event, caller) => invoke(name, event, caller));
});

afterEach(async () => {
  client.destroy();
  await states.stop();
  await ground.clear();
});

describe('the plan', () => {
  beforeEach(start);

  it('opens each stage when the one before is answered and succeeds after the last', async () => {
    const arn = await begin('RITM0010001', { number: 'RITM0010001' });
    await succeed((await openedAs('1')).token);
    const [planning, coaching] = [await openedAs('2.1'), await openedAs('2.2')];
    expect(planning.token).not.toBe(coaching.token);
    await Promise.all([succeed(planning.token), succeed(coaching.token)]);
    await succeed((await openedAs('3')).token);
    const done = await ended(arn, 'SUCCEEDED');
    expect(JSON.parse(done.output ?? '')).toEqual({ number: 'RITM0010001' });
    expect(opened.map(({ step }) => step).sort()).toEqual(['1', '2.1', '2.2', '3']);
    expect(done.stopDate).toBeInstanceOf(Date);
  });

  it('waits a year for an answer without timing out', async () => {
    const arn = await begin('RITM0010002');
    await openedAs('1');
    expect((await describeIt(arn)).status).toBe('RUNNING');
  });

  it('goes on after a restart where it stood, invoking nothing that was finished or waiting', async () => {
    const arn = await begin('RITM0010003');
    await succeed((await openedAs('1')).token);
    const planning = await openedAs('2.1');
    const coaching = await openedAs('2.2');
    await succeed(planning.token);
    await restart();
    await succeed(coaching.token);
    await succeed((await openedAs('3')).token);
    await ended(arn, 'SUCCEEDED');
    expect(opened.map(({ step }) => step)).toHaveLength(4);
  });

  it('keeps the definition that it started with when the template changes', async () => {
    const arn = await begin('RITM0010004');
    const { token } = await openedAs('1');
    definition = { StartAt: 'Other', States: { Other: waiting('other', { End: true }) } };
    await restart();
    await succeed(token);
    await openedAs('2.1');
    expect(opened.some(({ step }) => step === 'other')).toBe(false);
    expect((await describeIt(arn)).status).toBe('RUNNING');
  });

  it('tells the bus that an execution runs and how it ended', async () => {
    const arn = await begin('RITM0010005');
    await client.send(new StopExecutionCommand({ executionArn: arn, error: 'Cancelled', cause: 'by its head' }));
    await vi.waitFor(() => expect(ground.published).toHaveLength(2), 10_000);
    expect(ground.published.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'ABORTED']);
    expect(ground.published[1]).toMatchObject({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      resources: [arn],
      detail: { executionArn: arn, stateMachineArn: machineArn, name: 'RITM0010005' },
    });
  });
});

describe('StartExecution', () => {
  beforeEach(start);

  it('is harmless when repeated with the same input, and refused otherwise or once it ended', async () => {
    const arn = await begin('RITM0010001', { a: 1 });
    expect(await begin('RITM0010001', { a: 1 })).toBe(arn);
    await expect(begin('RITM0010001', { a: 2 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await openedAs('1');
    await client.send(new StopExecutionCommand({ executionArn: arn }));
    await expect(begin('RITM0010001', { a: 1 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    expect(opened).toHaveLength(1);
  });

  it('refuses a bad name, a bad input and a machine that does not exist', async () => {
    await expect(begin('a name')).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(
      client.send(new StartExecutionCommand({ stateMachineArn: machineArn, input: '{' })),
    ).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(client.send(new StartExecutionCommand({ stateMachineArn: `${machineArn}x` }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(describeIt(`${machineArn}:none`)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });
});

it('lists executions newest first, by pages and by status', async () => {
  await start();
  const arns = [];
  for (const name of ['a', 'b', 'c']) arns.push(await begin(name));
  await client.send(new StopExecutionCommand({ executionArn: arns[1] }));
  const list = (more: object) => client.send(new ListExecutionsCommand({ stateMachineArn: machineArn, ...more }));
  const first = await list({ maxResults: 2 });
  expect(first.executions?.map(({ name }) => name)).toEqual(['c', 'b']);
  const second = await list({ maxResults: 2, nextToken: first.nextToken });
  expect(second.executions?.map(({ name }) => name)).toEqual(['a']);
  expect(second.nextToken).toBeUndefined();
  expect((await list({ statusFilter: 'ABORTED' })).executions?.map(({ name }) => name)).toEqual(['b']);
});

describe('task tokens', () => {
  beforeEach(start);

  it('answer once: later answers and unknown tokens are refused by name', async () => {
    const arn = await begin('RITM0010001');
    const { token } = await openedAs('1');
    expect(states.machineOfToken(token)).toBe(machineArn);
    await client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
    await expect(
      client.send(new SendTaskSuccessCommand({ taskToken: token, output: 'not json' })),
    ).rejects.toMatchObject({ name: 'InvalidOutput' });
    await succeed(token);
    await expect(succeed(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await expect(succeed('made-up')).rejects.toMatchObject({ name: 'InvalidToken' });
    const late = await openedAs('2.1');
    await client.send(new StopExecutionCommand({ executionArn: arn }));
    await expect(succeed(late.token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('of a branch are closed as soon as its sibling fails', async () => {
    const arn = await begin('RITM0010001');
    await succeed((await openedAs('1')).token);
    const [planning, coaching] = [await openedAs('2.1'), await openedAs('2.2')];
    await client.send(new SendTaskFailureCommand({ taskToken: planning.token, error: 'Broken', cause: 'on purpose' }));
    expect(await ended(arn, 'FAILED')).toMatchObject({ error: 'Broken', cause: 'on purpose' });
    await expect(succeed(coaching.token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });
});

describe('a failing task', () => {
  const retry = { Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }] };

  it('is retried with a fresh token, and a restart repeats neither attempt nor pause', async () => {
    definition = {
      StartAt: 'Open',
      States: { Open: waiting('1', { ...retry, Next: 'Then' }), Then: waiting('2', { End: true }) },
    };
    await start();
    const arn = await begin('retried');
    const first = await openedAs('1');
    await client.send(new SendTaskFailureCommand({ taskToken: first.token, error: 'Flaky' }));
    const second = await openedAs('1', 1);
    expect(second.token).not.toBe(first.token);
    await succeed(second.token);
    const then = await openedAs('2');
    await restart();
    await succeed(then.token);
    await ended(arn, 'SUCCEEDED');
    expect(opened).toHaveLength(3);
  });

  it('is caught with its error and cause, and siblings caught with it are closed', async () => {
    definition = {
      StartAt: 'Both',
      States: {
        Both: {
          ...plan.States.Both,
          Next: 'Over',
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.why', Next: 'Repair' }],
        },
        Repair: waiting('repair', { End: true }),
        Over: { Type: 'Succeed' },
      },
    };
    await start();
    const arn = await begin('caught', { number: 1 });
    const [planning, coaching] = [await openedAs('2.1'), await openedAs('2.2')];
    await client.send(new SendTaskFailureCommand({ taskToken: coaching.token, error: 'Broken', cause: 'so' }));
    const repair = await openedAs('repair');
    await expect(succeed(planning.token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await restart();
    await succeed(repair.token);
    const { output } = await ended(arn, 'SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({ number: 1, why: { Error: 'Broken', Cause: 'so' } });
    expect(opened).toHaveLength(3);
  });

  it('carries the error of the function that it invoked', async () => {
    invoke = () => Promise.resolve({ ok: false, error: { errorType: 'NoSuchTask', errorMessage: 'gone' } });
    await start();
    const failed = await ended(await begin('thrown'), 'FAILED');
    expect(failed.error).toBe('NoSuchTask');
    expect(JSON.parse(failed.cause ?? '')).toMatchObject({ errorType: 'NoSuchTask', errorMessage: 'gone' });
  });

  it('that does not answer in time is a States.Timeout, which States.TaskFailed does not catch', async () => {
    const late = {
      TimeoutSeconds: 1,
      Catch: [
        { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
        { ErrorEquals: ['States.Timeout'], Next: 'Late' },
      ],
    };
    definition = {
      StartAt: 'Open',
      States: {
        Open: waiting('1', { ...late, End: true }),
        Wrong: { Type: 'Fail' },
        Late: { Type: 'Pass', Result: 'late', End: true },
      },
    };
    await start();
    const arn = await begin('late');
    const { token } = await openedAs('1');
    const { output } = await vi.waitFor(async () => {
      const execution = await describeIt(arn);
      expect(execution.status).toBe('SUCCEEDED');
      return execution;
    }, 10_000);
    expect(output).toBe('"late"');
    await expect(succeed(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('that stops beating is a States.HeartbeatTimeout', async () => {
    definition = { StartAt: 'Open', States: { Open: waiting('1', { HeartbeatSeconds: 1, End: true }) } };
    await start();
    const arn = await begin('silent');
    await vi.waitFor(async () => expect((await describeIt(arn)).error).toBe('States.HeartbeatTimeout'), 10_000);
  });
});

it('times an execution out at the deadline of its machine', async () => {
  definition = { ...plan, TimeoutSeconds: 1 };
  await start();
  const arn = await begin('short');
  await vi.waitFor(async () => expect((await describeIt(arn)).status).toBe('TIMED_OUT'), 10_000);
});

it('waits through a restart and hands its input on', async () => {
  definition = {
    StartAt: 'Pause',
    States: { Pause: { Type: 'Wait', SecondsPath: '$.pause', Next: 'Done' }, Done: { Type: 'Succeed' } },
  };
  await start();
  const arn = await begin('pausing', { pause: 1 });
  await restart();
  const { output } = await vi.waitFor(async () => {
    const execution = await describeIt(arn);
    expect(execution.status).toBe('SUCCEEDED');
    return execution;
  }, 10_000);
  expect(output).toBe('{"pause":1}');
});

it('gives tasks the context object, alike in branches and after a restart', async () => {
  const context = {
    'id.$': '$$.Execution.Id',
    'name.$': '$$.Execution.Name',
    'input.$': '$$.Execution.Input.number',
    'started.$': '$$.Execution.StartTime',
    'state.$': '$$.State.Name',
    'label.$': "States.Format('{} of {}', $$.State.Name, $$.Execution.Name)",
    'machine.$': '$$.StateMachine.Name',
  };
  const asking = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'ask', Payload: context },
  };
  definition = {
    StartAt: 'Narrow',
    States: {
      Narrow: { Type: 'Pass', Result: { other: true }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Next: 'Hold',
        Branches: [
          { StartAt: 'Ask', States: { Ask: { ...asking, ResultSelector: { 'got.$': '$.Payload' }, End: true } } },
        ],
      },
      Hold: waiting('hold', { End: true }),
    },
  };
  const asked: unknown[] = [];
  const callers: unknown[] = [];
  invoke = (name, event, caller) => {
    callers.push(caller);
    if (name === 'open') opened.push(event as Opened);
    else asked.push(event);
    return ok('answer');
  };
  await start();
  const arn = await begin('RITM0010001', { number: 42 });
  const hold = await openedAs('hold');
  const { startDate } = await describeIt(arn);
  expect(asked).toEqual([
    {
      id: arn,
      name: 'RITM0010001',
      input: 42,
      started: startDate?.toISOString(),
      state: 'Ask',
      label: 'Ask of RITM0010001',
      machine: 'plan',
    },
  ]);
  await restart();
  await succeed(hold.token);
  expect((await ended(arn, 'SUCCEEDED')).output).toBe('[{"got":"answer"}]');
  expect(asked).toHaveLength(1);
  expect(callers).toEqual([{ roleArn }, { roleArn }]);
});

it('tells the history of an execution from its start to its end', async () => {
  await start();
  const arn = await begin('told');
  await succeed((await openedAs('1')).token);
  await openedAs('2.1');
  await client.send(new StopExecutionCommand({ executionArn: arn }));
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn: arn }));
  const types = events?.map(({ type }) => type);
  expect(types?.[0]).toBe('ExecutionStarted');
  expect(types?.at(-1)).toBe('ExecutionAborted');
  expect(types?.filter((type) => type === 'TaskStateEntered')).toHaveLength(3);
  expect(types?.filter((type) => type === 'TaskSucceeded')).toHaveLength(1);
});

describe('a definition that would run wrong', () => {
  it.each([
    ['JSONata', { QueryLanguage: 'JSONata', ...plan }],
    ['Assign', { StartAt: 'A', States: { A: { Type: 'Pass', Assign: { x: 1 }, End: true } } }],
    [
      'States.UUID',
      { StartAt: 'A', States: { A: { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' }, End: true } } },
    ],
    [
      'local state machines',
      { StartAt: 'A', States: { A: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true } } },
    ],
    ['invalid', { StartAt: 'Missing', States: { A: { Type: 'Pass', End: true } } }],
  ])('is refused at start-up: %s', async (said, wrong) => {
    definition = plan;
    await start();
    const running = states;
    definition = wrong;
    await expect(start()).rejects.toThrow(said);
    states = running;
  });
});
