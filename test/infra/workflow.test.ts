import { describe, expect, it } from 'vitest';
import { requestWorkflow, stateName } from '#infra/parts/requestWorkflow.ts';
import { plan, stages } from '#shared/request/plan.ts';
import { drawn, pointedAt, resourcesOf, spelled } from './drawn.ts';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Branches?: readonly Machine[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Parameters?: { readonly FunctionName: string; readonly Payload: Readonly<Record<string, string>> };
}
interface Machine {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

const machine = requestWorkflow({ partition: 'aws', openTask: 'open', closeRequest: 'close' }) as Machine;

/** States an execution passes when all goes well, stage by stage. */
function path({ StartAt, States }: Machine): readonly (readonly [string, State])[] {
  const passed: [string, State][] = [];
  for (let name: string | undefined = StartAt; name !== undefined;) {
    const state: State | undefined = States[name];
    if (!state) throw new Error(`There is no state ${name}`);
    passed.push([name, state]);
    name = state.Next;
  }
  return passed;
}

const tasks = (of: Machine): readonly State[] =>
  Object.values(of.States).flatMap((state) => [
    ...(state.Type === 'Task' ? [state] : []),
    ...(state.Branches ?? []).flatMap(tasks),
  ]);

describe('the state machine of a request', () => {
  it('goes through the stages of the plan in order, side by side where the plan says so, then closes the request', () => {
    const passed = path(machine).map(([name, { Branches }]) => Branches?.map(({ StartAt }) => [StartAt]) ?? name);
    expect(passed).toEqual([
      ...stages().map((stage) =>
        stage.length > 1 ? stage.map(({ kind }) => [stateName(kind)]) : stage.map(({ kind }) => stateName(kind))[0],
      ),
      'CloseRequest',
    ]);
  });

  it('looks like this', () => {
    const outline = (of: Machine): readonly string[] =>
      path(of).flatMap(([name, { Type, Branches }]) => [
        `${Type} ${name}`,
        ...(Branches ?? []).flatMap((branch) => outline(branch).map((line) => `  ${line}`)),
      ]);
    expect(outline(machine)).toEqual([
      'Task Interview',
      'Parallel PlanningAndCoaching',
      '  Task Planning',
      '  Task Coaching',
      'Task Compliance',
      'Task CloseRequest',
    ]);
  });

  it('waits for a token at each task of the plan, and hands it over with the numbers that are needed', () => {
    const waiting = tasks(machine).filter(({ Resource }) => Resource?.endsWith('lambda:invoke.waitForTaskToken'));
    expect(waiting.map(({ Parameters }) => Parameters?.Payload)).toEqual(
      plan.map(({ kind }) => ({
        'request.$': '$.request',
        'run.$': '$.run',
        'task.$': `$.tasks.${kind}`,
        'token.$': '$$.Task.Token',
      })),
    );
  });

  it('costs at most seven transitions a request', () => {
    const states = (of: Machine): number =>
      path(of).reduce((sum, [, { Branches = [] }]) => sum + 1 + Branches.reduce((all, one) => all + states(one), 0), 0);
    expect(states(machine) + 1).toBeLessThanOrEqual(7);
  });

  it('tries every call again, and ends by name when it stays broken', () => {
    for (const { Retry = [] } of tasks(machine)) {
      expect(Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual(
        expect.arrayContaining(['Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'States.TaskFailed']),
      );
    }
    for (const [, { Catch: caught = [] }] of path(machine)) {
      expect(caught.map(({ ErrorEquals }) => ErrorEquals)).toEqual([['States.ALL']]);
      for (const { Next } of caught) expect(machine.States[Next]?.Type).toBe('Fail');
    }
  });

  it('gives up after a year', () => {
    expect(machine.TimeoutSeconds).toBe(365 * 24 * 3600);
  });

  it('never keeps what a task answers: the input stays what the request wrote', () => {
    for (const state of [
      ...tasks(machine),
      ...Object.values(machine.States).filter(({ Type }) => Type === 'Parallel'),
    ]) {
      expect(state).toHaveProperty('ResultPath', null);
    }
  });
});

describe('the state machine as it is deployed', async () => {
  const { template } = await drawn();
  const [deployed] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');

  it('is that machine, with its functions, traced and logged', () => {
    const definition = JSON.parse(spelled(deployed?.properties.DefinitionString)) as Machine;
    expect(Object.keys(definition.States)).toEqual(Object.keys(machine.States));
    expect(
      new Set(tasks(definition).map(({ Parameters }) => Parameters?.FunctionName.replace(/[0-9A-F]{8}/, ''))),
    ).toEqual(new Set(['<FunctionsOpenTaskFunction.Arn>', '<FunctionsCloseRequestFunction.Arn>']));
    expect(deployed?.properties).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });

  it('has the name by which functions are told of it', () => {
    expect(deployed?.properties.StateMachineName).toBe('guichet-development-request');
    const told = resourcesOf(template, 'AWS::Lambda::Function')
      .map(
        ({ properties }) =>
          (properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables ?? {},
      )
      .flatMap(({ GUICHET_STATE_MACHINE_ARN: arn }) => (arn === undefined ? [] : [spelled(arn)]));
    expect(new Set(told)).toEqual(
      new Set(['arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:guichet-development-request']),
    );
  });

  it('calls the repair when an execution ends in any way but well', () => {
    const rule = resourcesOf(template, 'AWS::Events::Rule').find(({ id }) => id.startsWith('WorkflowBroken'));
    expect(rule?.properties.EventPattern).toMatchObject({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    expect(pointedAt(rule?.properties.Targets)).toMatch(/^FunctionsRepairWorkflowFunction/);
  });
});
