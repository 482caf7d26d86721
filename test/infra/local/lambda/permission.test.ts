import { expect, test } from 'vitest';
import { permissionsOf, refusedTriggers } from '#infra/local/lambda/permission.ts';
import type { Resource } from '#infra/local/part.ts';

const place = { accountId: '000000000000', region: 'ca-central-1' };
const target = 'arn:aws:lambda:ca-central-1:000000000000:function:f';
const stream = 'arn:aws:dynamodb:ca-central-1:000000000000:table/t/stream/1';
const apis = 'arn:aws:execute-api:ca-central-1:000000000000:api1';

const resource = (type: string, id: string, properties: Record<string, unknown>): Resource => ({
  type,
  id,
  name: id,
  arn: `arn:aws:${id}`,
  properties,
});
const permission = (Principal: string, SourceArn: string): Resource =>
  resource('AWS::Lambda::Permission', 'p', {
    Action: 'lambda:InvokeFunction',
    FunctionName: target,
    Principal,
    SourceArn,
  });

const triggers = [
  resource('AWS::Lambda::Function', 'f', { Role: 'arn:role' }),
  resource('AWS::Events::Rule', 'rule', { Targets: [{ Arn: target }] }),
  resource('AWS::Cognito::UserPool', 'pool', { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: target } } }),
  resource('AWS::ApiGatewayV2::Integration', 'i', { ApiId: 'api1', IntegrationUri: target }),
  resource('AWS::Lambda::EventSourceMapping', 'm', { FunctionName: 'f', EventSourceArn: stream }),
  resource('AWS::Scheduler::Schedule', 's', { Target: { Arn: target, RoleArn: 'arn:role' } }),
];

test('each trigger without its permission is named', () => {
  const refused = refusedTriggers(triggers, permissionsOf(triggers), () => false, place);
  expect(refused.map((sentence) => sentence.split(' ').slice(0, 2).join(' '))).toEqual([
    'Rule rule',
    'User pool',
    'API api1',
    'Mapping m:',
    'Mapping m:',
    'Mapping m:',
    'Schedule s:',
  ]);
});

test('triggers with their permissions pass', () => {
  const all = [
    ...triggers,
    permission('events.amazonaws.com', 'arn:aws:rule'),
    permission('cognito-idp.amazonaws.com', 'arn:aws:pool'),
    permission('apigateway.amazonaws.com', `${apis}/*/*/api/things`),
  ];
  expect(refusedTriggers(all, permissionsOf(all), () => true, place)).toEqual([]);
});
