import { describe, expect, test } from 'vitest';
import { uncovered } from '#infra/local/coverage.ts';
import type { Resource } from '#infra/local/part.ts';
import { resolveStacks } from '#infra/local/resolve.ts';
import { parseTemplate } from '#infra/local/template.ts';

interface Parts {
  readonly Resources: Record<string, unknown>;
  readonly [section: string]: unknown;
}

function resolved(template: Parts): Resource[] {
  return resolveStacks([{ name: 'probe', template: parseTemplate(template) }]);
}

/** The value of an expression, as a property of some resource beside a queue and a table. */
function valueOf(expression: unknown, sections: Record<string, unknown> = {}): unknown {
  const [holder] = resolved({
    ...sections,
    Resources: {
      Holder: { Type: 'AWS::Events::Rule', Properties: { value: expression } },
      Work1A2B3C4D: { Type: 'AWS::SQS::Queue', Properties: {} },
      Items: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'items' } },
    },
  });
  return holder?.properties['value'];
}

const conditions = {
  Parameters: { Stage: { Type: 'String', Default: 'dev' } },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
  },
};

describe('an expression of the template', () => {
  test.each([
    ['a reference to a table is its name', { Ref: 'Items' }, 'items'],
    [
      'a reference to a queue is its address',
      { Ref: 'Work1A2B3C4D' },
      'https://sqs.ca-central-1.amazonaws.com/000000000000/probe-Work',
    ],
    ['an ARN', { 'Fn::GetAtt': ['Work1A2B3C4D', 'Arn'] }, 'arn:aws:sqs:ca-central-1:000000000000:probe-Work'],
    ['an attribute by dots', { 'Fn::GetAtt': 'Work1A2B3C4D.QueueName' }, 'probe-Work'],
    [
      'pseudo parameters joined',
      { 'Fn::Join': ['/', [{ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]] },
      'ca-central-1/000000000000',
    ],
    [
      'a substitution',
      { 'Fn::Sub': '${AWS::StackName}.${Items.Arn}.${!Kept}' },
      'probe.arn:aws:dynamodb:ca-central-1:000000000000:table/items.${Kept}',
    ],
    [
      'a substitution with values of its own',
      { 'Fn::Sub': ['${a}-${Items}', { a: { Ref: 'AWS::Region' } }] },
      'ca-central-1-items',
    ],
    [
      'a selection from a split',
      { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Items', 'Arn'] }] }] },
      'dynamodb',
    ],
    ['text in base 64', { 'Fn::Base64': 'é' }, 'w6k='],
    [
      'an object with a field named Condition',
      { Condition: { Bool: { a: true } } },
      { Condition: { Bool: { a: true } } },
    ],
  ])('%s', (_, expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });

  test('takes the branch of its condition, and a missing value takes its place away', () => {
    const expression = { 'Fn::If': ['IsProd', 'yes', { Ref: 'AWS::NoValue' }] };
    expect(valueOf({ kept: 1, gone: expression, list: [1, expression, 2] }, conditions)).toEqual({
      kept: 1,
      list: [1, 2],
    });
    expect(valueOf([{ 'Fn::If': ['Either', 1, 2] }, { 'Fn::If': ['Both', 1, 2] }], conditions)).toEqual([1, 2]);
  });

  test('looks up a mapping', () => {
    const Mappings = { Sizes: { dev: { memory: 256 } } };
    expect(valueOf({ 'Fn::FindInMap': ['Sizes', 'dev', 'memory'] }, { Mappings })).toBe(256);
  });

  test.each([
    ['an attribute nobody emulates', { 'Fn::GetAtt': ['Items', 'Colour'] }, /Items: attribute Colour is not emulated/],
    ['a resource that is not there', { Ref: 'Nobody' }, /Nobody, which it does not hold/],
    ['an intrinsic nobody knows', { 'Fn::Transform': {} }, /Fn::Transform is not known/],
  ])('is refused for %s', (_, expression, message) => {
    expect(() => valueOf(expression)).toThrow(message);
  });
});

describe('resources', () => {
  const queue = { Type: 'AWS::SQS::Queue', Properties: {} };

  test('have the same name at each start, without the hash of their id unless two would share it', () => {
    const names = (): string[] =>
      resolved({ Resources: { A1A2B3C4D: queue, B1A2B3C4D: queue, B5A6B7C8D: queue } }).map(({ name }) => name);
    expect(names()).toEqual(['probe-A', 'probe-B1A2B3C4D', 'probe-B5A6B7C8D']);
    expect(names()).toEqual(names());
  });

  test('whose condition is false do not exist', () => {
    const Resources = { Kept: { ...queue, Condition: 'IsDev' }, Gone: { ...queue, Condition: 'IsProd' } };
    expect(resolved({ ...conditions, Resources }).map(({ id }) => id)).toEqual(['Kept']);
  });

  test('that need their own name to be named are refused', () => {
    const Resources = {
      A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } } },
    };
    expect(() => resolved({ Resources })).toThrow(/A needs its own name/);
  });

  test('of another stack are seen through its exports', () => {
    const exporting = {
      Resources: { Q: queue },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Q', 'Arn'] }, Export: { Name: 'q' } } },
    };
    const importing = {
      Resources: { R: { Type: 'AWS::Events::Rule', Properties: { of: { 'Fn::ImportValue': 'q' } } } },
    };
    const stacks = [
      { name: 'two', template: parseTemplate(importing) },
      { name: 'one', template: parseTemplate(exporting) },
    ];
    const rule = resolveStacks(stacks).find(({ id }) => id === 'R');
    expect(rule?.properties['of']).toBe('arn:aws:sqs:ca-central-1:000000000000:one-Q');
  });

  test('of a type that is neither run nor ignored are all listed', () => {
    const Resources = {
      Known: queue,
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      One: { Type: 'AWS::ECS::Cluster' },
      Two: { Type: 'AWS::ECS::Cluster' },
      Three: { Type: 'Custom::Something' },
    };
    expect(uncovered(resolved({ Resources }))).toEqual(['AWS::ECS::Cluster (One, Two)', 'Custom::Something (Three)']);
  });
});
