import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { listen, readBody } from '../http/listen.ts';
import type { Ground, Part } from '../part.ts';
import { startEngine, statuses } from './engine.ts';
import type { Engine, Reply } from './engine.ts';
import { historyOf } from './history.ts';
import type { ExecutionRow } from './journal.ts';

/** The Step Functions API (JSON 1.0) over the state machines of the template. */
export interface StepFunctions extends Part {
  readonly url: string;
  /** The state machine that issued a task token, for checking `states:SendTask…` against it. */
  readonly machineOfToken: (token: string) => string | undefined;
  readonly busy: () => number;
}

const seconds = (ms: number | null): number | undefined => (ms === null ? undefined : ms / 1_000);

const described = (execution: ExecutionRow) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machine,
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.started),
  stopDate: seconds(execution.stopped),
});

const present = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, held]) => held !== null && held !== undefined));

const page = { maxResults: z.number().int().min(0).max(1_000).default(0), nextToken: z.string().optional() };

const cursor = (nextToken: string | undefined): number =>
  nextToken === undefined ? Number.MAX_SAFE_INTEGER : Number(Buffer.from(nextToken, 'base64url').toString());

const token = (at: number): string => Buffer.from(String(at)).toString('base64url');

const map = <From, To>(reply: Reply<From>, change: (value: From) => To): Reply<To> =>
  reply.ok ? { ok: true, value: change(reply.value) } : reply;

const operation =
  <Schema extends z.ZodType>(schema: Schema, act: (input: z.infer<Schema>) => Reply<object | null>) =>
  (body: unknown): Reply<object | null> => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return act(parsed.data);
    return { ok: false, code: 'ValidationException', message: z.prettifyError(parsed.error) };
  };

const byArn = z.object({ executionArn: z.string() });

const operationsOf = (engine: Engine) => ({
  StartExecution: operation(
    z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().default('{}') }),
    ({ stateMachineArn, name, input }) =>
      map(engine.start(stateMachineArn, name, input), (execution) => ({
        executionArn: execution.arn,
        startDate: seconds(execution.started),
      })),
  ),
  DescribeExecution: operation(byArn, ({ executionArn }) =>
    map(engine.execution(executionArn), (execution) => ({
      ...described(execution),
      input: execution.input,
      inputDetails: { included: true },
      output: execution.output,
      ...(execution.output === null ? {} : { outputDetails: { included: true } }),
      error: execution.error,
      cause: execution.cause,
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
    })),
  ),
  StopExecution: operation(
    byArn.extend({ error: z.string().optional(), cause: z.string().optional() }),
    ({ executionArn, error, cause }) =>
      map(engine.stopExecution(executionArn, error, cause), ({ stopped }) => ({ stopDate: seconds(stopped) })),
  ),
  ListExecutions: operation(
    z.object({ stateMachineArn: z.string(), statusFilter: z.enum(statuses).optional(), ...page }),
    ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
      const limit = maxResults === 0 ? 100 : maxResults;
      return map(engine.list(stateMachineArn, statusFilter, cursor(nextToken), limit + 1), (found) => {
        const shown = found.slice(0, limit);
        const last = shown.at(-1);
        const more = found.length > limit && last !== undefined;
        return {
          executions: shown.map((one) => present(described(one))),
          nextToken: more ? token(last.seq) : undefined,
        };
      });
    },
  ),
  GetExecutionHistory: operation(
    byArn.extend({ ...page, reverseOrder: z.boolean().default(false) }),
    ({ executionArn, maxResults, nextToken, reverseOrder }) =>
      map(engine.execution(executionArn), (execution) => {
        const roleArn = engine.machines.get(execution.machine)?.roleArn ?? '';
        const told = historyOf(execution, engine.steps(executionArn), roleArn);
        const events = reverseOrder ? told.reverse() : told;
        const from = nextToken === undefined ? 0 : cursor(nextToken);
        const to = from + (maxResults === 0 ? 100 : maxResults);
        return { events: events.slice(from, to), nextToken: to < events.length ? token(to) : undefined };
      }),
  ),
  DescribeStateMachineForExecution: operation(byArn, ({ executionArn }) =>
    map(engine.execution(executionArn), (execution) => {
      const machine = engine.machines.get(execution.machine);
      return {
        stateMachineArn: execution.machine,
        name: machine?.name,
        roleArn: machine?.roleArn,
        definition: engine.definitionOf(execution),
        updateDate: seconds(execution.started),
      };
    }),
  ),
  ListStateMachines: operation(z.object(page), () => ({
    ok: true,
    value: {
      stateMachines: [...engine.machines.values()].map(({ arn, name }) => ({
        stateMachineArn: arn,
        name,
        type: 'STANDARD',
        creationDate: 0,
      })),
    },
  })),
  SendTaskSuccess: operation(z.object({ taskToken: z.string(), output: z.string() }), ({ taskToken, output }) =>
    engine.succeed(taskToken, output),
  ),
  SendTaskFailure: operation(
    z.object({ taskToken: z.string(), error: z.string().optional(), cause: z.string().optional() }),
    ({ taskToken, error, cause }) => engine.fail(taskToken, error, cause),
  ),
  SendTaskHeartbeat: operation(z.object({ taskToken: z.string() }), ({ taskToken }) => engine.beat(taskToken)),
});

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

export const startStepFunctions = async (ground: Ground, port = 0): Promise<StepFunctions> => {
  const engine = await startEngine(ground);
  const operations = new Map<string, (body: unknown) => Reply<object | null>>(Object.entries(operationsOf(engine)));

  const reply = async (request: IncomingMessage): Promise<Reply<object | null>> => {
    const name = String(request.headers['x-amz-target']).replace(/^AWSStepFunctions\./, '');
    const act = operations.get(name);
    const body = await readBody(request, 2_000_000);
    if (act === undefined)
      return { ok: false, code: 'UnknownOperationException', message: `${name} is not run locally.` };
    return act(parsed(body?.toString('utf8')));
  };

  const listening = await listen((request, response) => {
    reply(request)
      .catch((error: unknown): Reply<never> => {
        ground.log('sfn', 'call failed', { target: request.headers['x-amz-target'], error: String(error) });
        return { ok: false, code: 'InternalFailure', message: String(error) };
      })
      .then((answer) => {
        const status = answer.ok ? 200 : answer.code === 'InternalFailure' ? 500 : 400;
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
        const body = answer.ok ? present(answer.value ?? {}) : { __type: answer.code, message: answer.message };
        response.end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  }, port);

  return {
    url: `http://127.0.0.1:${listening.port}`,
    machineOfToken: engine.machineOfToken,
    busy: engine.busy,
    stop: async () => {
      await listening.close();
      engine.stop();
    },
  };
};
