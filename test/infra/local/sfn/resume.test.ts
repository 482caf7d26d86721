import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startEngine } from '#infra/local/sfn/engine.ts';
import { groundOf, resource, type TestGround } from '../http/ground.ts';

const machineArn = 'arn:aws:states:ca-central-1:000000000000:stateMachine:one';
const waiting = (more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'open', Payload: { 'token.$': '$$.Task.Token' } },
  TimeoutSeconds: 31_536_000,
  ...more,
});
const machine = resource(
  'AWS::StepFunctions::StateMachine',
  'one',
  {
    RoleArn: 'arn:aws:iam::000000000000:role/one',
    DefinitionString: JSON.stringify({
      StartAt: 'First',
      States: { First: waiting({ Next: 'Second' }), Second: waiting({ End: true }) },
    }),
  },
  machineArn,
);

let ground: TestGround;
let tokens: string[];
beforeEach(async () => {
  tokens = [];
  ground = await groundOf([machine], (_name, payload) => {
    tokens.push((payload as { token: string }).token);
    return Promise.resolve({ ok: true, payload: null });
  });
});
afterEach(() => ground.clear());

it('an answer that comes while executions are only being resumed is not lost', async () => {
  const before = await startEngine(ground);
  const begun = before.start(machineArn, 'RITM0010001', '{}');
  if (!begun.ok) throw new Error(begun.message);
  const { arn } = begun.value;
  const tokenOf = (rank: number) =>
    vi.waitFor(() => {
      const token = tokens[rank];
      if (token === undefined || before.steps(arn)[rank]?.invoked !== 1) throw new Error('not open');
      return token;
    });
  before.succeed(await tokenOf(0), '{}');
  const second = await tokenOf(1);
  before.stop();

  const after = await startEngine(ground);
  expect(after.succeed(second, '{}')).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(after.execution(arn)).toMatchObject({ value: { status: 'SUCCEEDED' } }));
  expect(tokens).toHaveLength(2);
  after.stop();
});
