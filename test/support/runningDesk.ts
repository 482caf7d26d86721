/**
 * The desk with its engine running: a table with its stream, Step Functions, mail, and the functions as they are deployed.
 * What the stream says is handed to the reactions when a test lets it flow, so that a test decides what comes late or twice.
 */
import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, inject, vi } from 'vitest';
import * as z from 'zod';
import { newLineId } from '#functions/runtime/ids.ts';
import * as requests from '#functions/store/requests.ts';
import { settle } from '#functions/store/settle.ts';
import type { Table } from '#functions/store/table.ts';
import { dynamoCaller } from '#infra/local/dynamo/call.ts';
import { streamOf } from '#infra/local/dynamo/tables.ts';
import { openReader } from '#infra/local/streams/shards.ts';
import { startInbox } from '#infra/local/mail/inbox.ts';
import type { Invoked } from '#infra/local/part.ts';
import { startStepFunctions } from '#infra/local/sfn/api.ts';
import { requestWorkflow } from '#infra/parts/requestWorkflow.ts';
import { envNames } from '#shared/contract/env.ts';
import { executionName } from '#shared/contract/messages.ts';
import type { Decision } from '#shared/history/change.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { groundOf, resource } from '#test/infra/local/http/ground.ts';
import { freshTable } from './table.ts';

const machineArn = 'arn:aws:states:ca-central-1:000000000000:stateMachine:requests';
const mailSender = 'guichet@umontreal.example';
export const siteUrl = 'https://guichet.example';

const mails = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string() }),
    }),
  ),
});

type Handler = (event: unknown) => Promise<unknown>;

/** Work is tried again within a second here, not within minutes. */
function impatient(definition: object): string {
  return JSON.stringify(definition, (key, value: unknown) =>
    key === 'IntervalSeconds' || key === 'BackoffRate' ? 1 : key === 'JitterStrategy' ? undefined : value,
  );
}

/** Reads the stream of a table from its beginning. */
async function streamReader(table: Table) {
  const client = new DynamoDBClient({});
  await client.send(
    new UpdateTableCommand({
      TableName: table.name,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  client.destroy();
  const { call, close } = dynamoCaller(inject('dynamodb'));
  const streamArn = await streamOf(call, table.name);
  const reader = await openReader(
    { call, streamArn, templateArn: streamArn, region: 'ca-central-1', expired: () => false },
    undefined,
    'TRIM_HORIZON',
  );
  return {
    read: async (): Promise<readonly DynamoDBRecord[]> => {
      const found: DynamoDBRecord[] = [];
      for (;;) {
        const { records } = await reader.next();
        if (records.length === 0) return found;
        found.push(...(records as readonly DynamoDBRecord[]));
      }
    },
    close,
  };
}

export async function startDesk() {
  const table = await freshTable();
  const stream = await streamReader(table);
  const handlers = new Map<string, Handler>();
  const invoke = async (name: string, event: unknown): Promise<Invoked> => {
    const handler = handlers.get(name);
    if (!handler) throw new Error(`No function ${name}`);
    try {
      return { ok: true, payload: await handler(event) };
    } catch (error) {
      return { ok: false, error: { errorType: 'Error', errorMessage: String(error) } };
    }
  };
  const definition = requestWorkflow({ partition: 'aws', openTask: 'open-task', closeRequest: 'close-request' });
  const ground = await groundOf(
    [
      resource(
        'AWS::StepFunctions::StateMachine',
        'requests',
        { RoleArn: 'arn:aws:iam::000000000000:role/requests', DefinitionString: impatient(definition) },
        machineArn,
      ),
    ],
    invoke,
  );
  const states = await startStepFunctions(ground);
  const inbox = await startInbox(ground);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SFN: states.url,
    AWS_ENDPOINT_URL_SESV2: inbox.url,
    [envNames.stateMachineArn]: machineArn,
    [envNames.mailSender]: mailSender,
    [envNames.siteUrl]: siteUrl,
  });
  const entries = {
    'open-task': (await import('#functions/workflow/open-task.ts')).handler,
    'close-request': (await import('#functions/workflow/close-request.ts')).handler,
    'repair-workflow': (await import('#functions/workflow/repair-workflow.ts')).handler,
    'start-workflow': (await import('#functions/stream/start-workflow.ts')).handler,
    'signal-workflow': (await import('#functions/stream/signal-workflow.ts')).handler,
    notify: (await import('#functions/stream/notify.ts')).handler,
  } as const;
  handlers.set('open-task', entries['open-task']);
  handlers.set('close-request', entries['close-request']);

  const reactions = {
    request: entries['start-workflow'],
    serviceTask: entries['signal-workflow'],
    historyLine: entries.notify,
    incidentLine: entries.notify,
  } as const;
  const seen: DynamoDBRecord[] = [];
  const deliver = async (records: readonly DynamoDBRecord[]): Promise<void> => {
    for (const [kind, react] of Object.entries(reactions)) {
      const Records = records.filter((record) => record.dynamodb?.NewImage?.['kind']?.S === kind);
      if (Records.length > 0) expect(await react({ Records })).toEqual({ batchItemFailures: [] });
    }
  };
  const client = new SFNClient({});
  const execution = async (request: RequestNumber, run = 1) => {
    const executionArn = `${machineArn.replace('stateMachine', 'execution')}:${executionName(request, run)}`;
    return client.send(new DescribeExecutionCommand({ executionArn })).then(
      ({ status }) => status,
      () => 'MISSING',
    );
  };

  return {
    table,
    entries,
    handlers,
    ended: ground.published,
    /** Everything the stream said so far that was delivered. */
    seen: seen as readonly DynamoDBRecord[],
    deliver,
    /** Lets the reactions catch up with the stream, each record as often as asked. */
    async flow(times = 1): Promise<void> {
      const records = await stream.read();
      seen.push(...records);
      for (let time = 0; time < times; time += 1) await deliver(records);
    },
    /** Lets the stream flow until this holds. */
    async until(condition: () => Promise<unknown>, times = 1): Promise<void> {
      await vi.waitFor(
        async () => {
          await this.flow(times);
          expect(await condition()).toBe(true);
        },
        { timeout: 25_000, interval: 20 },
      );
    },
    execution,
    async executions(): Promise<readonly string[]> {
      const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn: machineArn }));
      return (executions ?? []).map(({ name }) => name ?? '').sort();
    },
    async read(request: RequestNumber): Promise<RequestWithTasks> {
      const found = await requests.readWithTasks(table, request);
      if (!found) throw new Error(`There is no request ${request}`);
      return found;
    },
    /** Carries a command out on the request as it is. */
    async act(
      request: RequestNumber,
      command: (desk: RequestWithTasks) => Outcome<Decision> | Decision,
    ): Promise<Decision> {
      const { decision } = await settle(
        table,
        newLineId,
        () => this.read(request),
        (desk) => {
          const decided = command(desk);
          if (!('ok' in decided)) return decided;
          if (!decided.ok) throw new Error(`refused: ${decided.refusal.code}`);
          return decided.value;
        },
      );
      return decision;
    },
    async mails() {
      return mails.parse(await (await fetch(`${inbox.url}/store`)).json()).emails;
    },
    async stop(): Promise<void> {
      stream.close();
      client.destroy();
      await states.stop();
      await inbox.stop();
      await ground.clear();
    },
  };
}
export type RunningDesk = Awaited<ReturnType<typeof startDesk>>;
