import { describe, expect, test } from 'vitest';
import { dynamoNeeds, sesNeeds, statesNeeds } from '#infra/local/iam/needs.ts';
import { decide, policiesOf } from '#infra/local/iam/policy.ts';
import type { Need, Statement } from '#infra/local/iam/policy.ts';
import { s3Needs } from '#infra/local/s3/request.ts';

const table = 'arn:aws:dynamodb:ca-central-1:000000000000:table/desk';
const place = {
  accountId: '000000000000',
  region: 'ca-central-1',
  machineOfToken: (token: string) => (token === 'known' ? 'arn:machine' : undefined),
};
const allow = (Action: string[], Resource: string[], more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const get: Need = { action: 'dynamodb:GetItem', resource: table };

describe('a decision', () => {
  test.each([
    ['nothing grants', [], 'not granted'],
    ['the very action and resource', [allow(['dynamodb:GetItem'], [table])], 'allowed'],
    ['wildcards', [allow(['dynamodb:Get*'], ['arn:aws:dynamodb:*:*:table/de?k'])], 'allowed'],
    ['another case of the action', [allow(['DynamoDB:getitem'], ['*'])], 'allowed'],
    ['another resource', [allow(['dynamodb:GetItem'], [`${table}/index/*`])], 'not granted'],
    [
      'everything but this action',
      [{ Effect: 'Allow', NotAction: ['dynamodb:GetItem'], Resource: ['*'] }],
      'not granted',
    ],
    ['everything but this resource', [{ Effect: 'Allow', Action: ['*'], NotResource: [table] }], 'not granted'],
    [
      'a grant and a denial',
      [allow(['*'], ['*']), { Effect: 'Deny', Action: ['dynamodb:*'], Resource: ['*'] }],
      'explicitly denied',
    ],
  ] satisfies [string, Statement[], string][])('on %s', (_, statements, decision) => {
    expect(decide(statements, get)).toBe(decision);
  });

  test.each([
    [{ StringEquals: { 'ses:FromAddress': ['a@b.c'] } }, { 'ses:fromaddress': 'a@b.c' }, 'allowed'],
    [{ StringLike: { 'ses:FromAddress': ['*@b.c'] } }, { 'ses:fromaddress': 'a@b.c' }, 'allowed'],
    [{ StringEquals: { 'ses:FromAddress': ['a@b.c'] } }, {}, 'not granted'],
    [{ StringEqualsIfExists: { 'ses:FromAddress': ['a@b.c'] } }, {}, 'allowed'],
    [{ StringNotEquals: { 'ses:FromAddress': ['a@b.c'] } }, { 'ses:fromaddress': 'a@b.c' }, 'not granted'],
    [{ Null: { 'ses:FromAddress': ['true'] } }, {}, 'allowed'],
  ])('on the condition %j with %j', (Condition, context, decision) => {
    expect(decide([allow(['*'], ['*'], { Condition })], { ...get, context })).toBe(decision);
  });

  test('on a condition operator nobody knows is a fault, not a guess', () => {
    const statement = allow(['*'], ['*'], { Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } } });
    expect(() => decide([statement], get)).toThrow(/IpAddress is not known/);
  });
});

test('a role has its own policies, those attached to it, and the managed ones', () => {
  const resource = (type: string, id: string, properties: Record<string, unknown>) => ({
    type,
    id,
    name: id,
    arn: `arn:${id}`,
    properties,
  });
  const document = (Action: string) => ({ PolicyDocument: { Statement: { Effect: 'Allow', Action, Resource: '*' } } });
  const policies = policiesOf(
    [
      resource('AWS::IAM::Role', 'role', {
        Policies: [document('a:Inline')],
        ManagedPolicyArns: ['arn:own', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      }),
      resource('AWS::IAM::Policy', 'attached', { ...document('a:Attached'), Roles: ['role'] }),
      resource('AWS::IAM::ManagedPolicy', 'own', document('a:Own')),
    ],
    () => undefined,
  );
  const granted = policies.get('arn:role')?.flatMap(({ Action }) => Action ?? []);
  expect(granted).toEqual(expect.arrayContaining(['a:Inline', 'a:Attached', 'a:Own', 'logs:PutLogEvents']));
});

const needed = (needs: readonly Need[]): string[] => needs.map(({ action, resource }) => `${action} ${resource}`);

describe('a call asks for', () => {
  test('the action of each item of a transaction', () => {
    const TransactItems = [
      { Put: { TableName: 'desk' } },
      { ConditionCheck: { TableName: 'desk' } },
      { Delete: { TableName: 'desk' } },
    ];
    expect(needed(dynamoNeeds(place, 'TransactWriteItems', { TransactItems }))).toEqual([
      `dynamodb:PutItem ${table}`,
      `dynamodb:ConditionCheckItem ${table}`,
      `dynamodb:DeleteItem ${table}`,
    ]);
  });

  test('the partition of each item it writes or forgets, which a grant may be limited to', () => {
    const live = { pk: { S: 'LIVE#CONNECTIONS' }, sk: { S: 'one' } };
    const person = { pk: { S: 'PEOPLE' }, sk: { S: 'PERSON#sophie' } };
    const limited = allow(['dynamodb:DeleteItem', 'dynamodb:PutItem'], [table], {
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LIVE#*'] } },
    });
    const decided = (operation: string, body: object) =>
      dynamoNeeds(place, operation, { TableName: 'desk', ...body }).map((need) => decide([limited], need));
    expect(decided('DeleteItem', { Key: live })).toEqual(['allowed']);
    expect(decided('DeleteItem', { Key: person })).toEqual(['not granted']);
    expect(decided('PutItem', { Item: person })).toEqual(['not granted']);
    const TransactItems = [{ Put: { TableName: 'desk', Item: live } }, { Delete: { TableName: 'desk', Key: person } }];
    expect(decided('TransactWriteItems', { TransactItems })).toEqual(['allowed', 'not granted']);
  });

  test('the index that a query reads', () => {
    expect(needed(dynamoNeeds(place, 'Query', { TableName: 'desk', IndexName: 'byDay' }))).toEqual([
      `dynamodb:Query ${table}/index/byDay`,
    ]);
  });

  test('the machine that waits for a task token', () => {
    expect(needed(statesNeeds(place, 'SendTaskSuccess', { taskToken: 'known' }))).toEqual([
      'states:SendTaskSuccess arn:machine',
    ]);
  });

  test('the identity that a mail is sent from: its address when it is one, else its domain', () => {
    const from = { FromEmailAddress: 'Guichet <desk@example.org>', Content: { Simple: {} } };
    expect(needed(sesNeeds(place, ['desk@example.org'], from))[0]).toMatch(/identity\/desk@example\.org$/);
    expect(needed(sesNeeds(place, [], from))[0]).toMatch(/^ses:SendEmail .*identity\/example\.org$/);
  });

  test.each([
    ['GET', 'a b', '', undefined, ['s3:GetObject arn:aws:s3:::desk/a b']],
    ['GET', '', 'list-type=2&prefix=in/', undefined, ['s3:ListBucket arn:aws:s3:::desk']],
    ['DELETE', 'a', 'uploadId=1', undefined, ['s3:AbortMultipartUpload arn:aws:s3:::desk/a']],
    ['PUT', 'b', '', '/desk/a%20b', ['s3:GetObject arn:aws:s3:::desk/a b', 's3:PutObject arn:aws:s3:::desk/b']],
  ])('what S3 asks for on %s %s?%s', (method, key, query, source, expected) => {
    expect(needed(s3Needs(method, { bucket: 'desk', key }, new URLSearchParams(query), source))).toEqual(expected);
  });
});
