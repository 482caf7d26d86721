/** Which permissions one call to a JSON service asks for, as AWS's service authorisation tables say. */

import { primaryKey } from '#shared/contract/table.ts';
import type { Need } from './policy.ts';

/** What turns names in a request into ARNs. */
export interface NeedPlace {
  readonly accountId: string;
  readonly region: string;
  /** The state machine that a task token belongs to. */
  readonly machineOfToken: (token: string) => string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function tableArn(place: NeedPlace, name: unknown): string {
  const given = text(name);
  return given.startsWith('arn:') ? given : `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${given}`;
}

/** Partition of the one item that a call is about. */
function leadingKey(request: Fields): string {
  const item = record(request['Key'] ?? request['Item']);
  return text(record(item[primaryKey.partition])['S']);
}

const transactWrites: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** DynamoDB: a transaction asks for the action of each of its items, a batch for itself on each of its tables. */
export function dynamoNeeds(place: NeedPlace, operation: string, body: Fields): Need[] {
  const on = (action: string, name: unknown, request: Fields = {}): Need => {
    const leading = leadingKey(request);
    return {
      action: `dynamodb:${action}`,
      resource: tableArn(place, name),
      ...(leading !== '' && { context: { 'dynamodb:leadingkeys': leading } }),
    };
  };
  switch (operation) {
    case 'TransactWriteItems':
      return listOf(body['TransactItems']).flatMap((item) =>
        Object.entries(item).map(([kind, one]) => {
          const request = record(one);
          return on(transactWrites[kind] ?? kind, request['TableName'], request);
        }),
      );
    case 'TransactGetItems':
      return listOf(body['TransactItems']).map((item) => on('GetItem', record(item['Get'])['TableName']));
    case 'BatchWriteItem':
      return Object.entries(record(body['RequestItems'])).flatMap(([name, writes]) =>
        listOf(writes).flatMap((write) => Object.values(write).map((one) => on(operation, name, record(one)))),
      );
    case 'BatchGetItem':
      return Object.keys(record(body['RequestItems'])).map((name) => on(operation, name));
    case 'Query':
    case 'Scan': {
      const index = text(body['IndexName']);
      const resource = tableArn(place, body['TableName']);
      return [{ action: `dynamodb:${operation}`, resource: index === '' ? resource : `${resource}/index/${index}` }];
    }
    case 'ListTables':
      return [{ action: 'dynamodb:ListTables', resource: '*' }];
    case 'ExecuteStatement':
    case 'ExecuteTransaction':
    case 'BatchExecuteStatement':
      throw new Error('PartiQL is not checked by the local stack: use the plain operations');
    default:
      if ('StreamArn' in body) return [{ action: `dynamodb:${operation}`, resource: text(body['StreamArn']) }];
      return [on(operation, body['TableName'] ?? body['ResourceArn'], body)];
  }
}

/** SQS: batches ask for the action of a single message. */
export function sqsNeeds(place: NeedPlace, operation: string, body: Fields): Need[] {
  const name = text(body['QueueUrl']).replace(/^.*\//, '') || text(body['QueueName']) || '*';
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  return [{ action, resource: `arn:aws:sqs:${place.region}:${place.accountId}:${name}` }];
}

/** Step Functions: an answer to a task is checked on the machine that waits for it. */
export function statesNeeds(place: NeedPlace, operation: string, body: Fields): Need[] {
  const action = `states:${operation}`;
  if (operation.startsWith('SendTask')) {
    return [{ action, resource: place.machineOfToken(text(body['taskToken'])) ?? '*' }];
  }
  const resource = text(body['executionArn']) || text(body['stateMachineArn']) || text(body['resource']) || '*';
  return [{ action, resource }];
}

/** EventBridge: putting events is checked on each event's bus. */
export function eventsNeeds(place: NeedPlace, operation: string, body: Fields): Need[] {
  const bus = (name: unknown): string => {
    const given = text(name) || 'default';
    return given.startsWith('arn:') ? given : `arn:aws:events:${place.region}:${place.accountId}:event-bus/${given}`;
  };
  const entries = listOf(body['Entries']);
  return entries.map((entry) => ({ action: `events:${operation}`, resource: bus(entry['EventBusName']) }));
}

/** SES v2: sending is checked on the identity of the sender's address or of its domain. */
export function sesNeeds(place: NeedPlace, identities: readonly string[], body: Fields): Need[] {
  const from = text(body['FromEmailAddress']);
  const address = (/<([^>]+)>/.exec(from)?.[1] ?? from).trim();
  const domain = address.replace(/^.*@/, '');
  const identity = identities.includes(address) ? address : domain;
  const raw = 'Raw' in record(body['Content']);
  return [
    {
      action: raw ? 'ses:SendRawEmail' : 'ses:SendEmail',
      resource: `arn:aws:ses:${place.region}:${place.accountId}:identity/${identity}`,
      context: { 'ses:fromaddress': address },
    },
  ];
}
