import { describe, expect, it } from 'vitest';
import { drawn, pointedAt, resourcesOf, spelled } from './drawn.ts';

const { template } = await drawn();

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Grant {
  /** Construct the role belongs to: `FunctionsNotify`, `WorkflowRequests`. */
  readonly holder: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

const each = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value as Value];

const grants: readonly Grant[] = resourcesOf(template, 'AWS::IAM::Policy').flatMap(({ properties }) => {
  const { Statement: statements } = properties.PolicyDocument as { Statement: readonly Statement[] };
  const holder = (pointedAt(properties.Roles) ?? '').replace(/Role[0-9A-F]{8}$/, '');
  return statements.map(({ Action, Resource, Condition }) => ({
    holder,
    actions: each(Action),
    resources: each(Resource).map((resource) => spelled(resource).replace(/[0-9A-F]{8}(?=[.>])/g, '')),
    condition: Condition,
  }));
});

/** Who holds an action. */
const holders = (action: string): readonly string[] =>
  [...new Set(grants.filter(({ actions }) => actions.includes(action)).map(({ holder }) => holder))].toSorted();

describe('rights', () => {
  it('name every action: no wildcard, no managed policy', () => {
    expect(grants.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  it('name every resource, but where a name is known only as it comes', () => {
    const wide = grants.filter(({ resources }) => resources.some((resource) => resource.includes('*')));
    const allowed: readonly (readonly [holder: RegExp, actions: RegExp, resources: RegExp])[] = [
      // Traces and log deliveries have no resource that could be named.
      [/./, /^xray:(PutTraceSegments|PutTelemetryRecords)$/, /^\*$/],
      [/^WorkflowRequests$/, /^(logs|xray):[A-Z]/, /^\*$/],
      // People name the grids they send, imports name their reports.
      [
        /^Functions(ApiImports|GridLanded)$/,
        /^s3:(Get|Put)Object$/,
        /^<IntakeBucket\.Arn>\/(grids|previews|reports)\/\*$/,
      ],
      // Sockets are named as they open.
      [
        /^FunctionsLive$/,
        /^execute-api:ManageConnections$/,
        /^arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<LiveApi>\/live\/(POST|DELETE)\/@connections\/\*$/,
      ],
      // Executions are named after requests.
      [
        /^Functions(StartWorkflow|RepairWorkflow)$/,
        /^states:(Stop|Describe)Execution$/,
        /:execution:guichet-development-request:\*$/,
      ],
    ];
    const unexplained = wide.filter(
      ({ holder, actions, resources }) =>
        !allowed.some(
          ([who, what, where]) =>
            who.test(holder) &&
            actions.every((action) => what.test(action)) &&
            resources.every((one) => where.test(one)),
        ),
    );
    expect(unexplained).toEqual([]);
  });

  it('name each index that is queried', () => {
    const indexed = grants.filter(({ resources }) => resources.some((resource) => resource.includes('/index/')));
    expect(indexed.length).toBeGreaterThan(0);
    for (const { actions } of indexed) expect(actions).toEqual(['dynamodb:Query']);
  });

  it('leave each power with the one function that needs it', () => {
    expect(holders('states:StartExecution')).toEqual(['FunctionsStartWorkflow']);
    expect(holders('states:StopExecution')).toEqual(['FunctionsStartWorkflow']);
    expect(holders('states:SendTaskSuccess')).toEqual(['FunctionsOpenTask', 'FunctionsSignalWorkflow']);
    expect(holders('ses:SendEmail')).toEqual(['FunctionsNotify']);
    expect(holders('lambda:InvokeFunction')).toEqual(['WorkflowRequests']);
    expect(holders('s3:PutObject')).toEqual(['FunctionsApiImports', 'FunctionsGridLanded']);
  });

  it('never let a function read the whole table or forget a record of people', () => {
    expect(holders('dynamodb:Scan')).toEqual([]);
    expect(holders('s3:DeleteObject')).toEqual([]);
    // Links of incidents, open sockets, and people's own saved views: every grant of it names the partitions.
    const prefixes: Readonly<Record<string, string>> = {
      FunctionsApiIncidents: 'LINKED#',
      FunctionsApiViews: 'VIEWS#',
      FunctionsLive: 'LIVE#',
      FunctionsLiveSocket: 'LIVE#',
    };
    expect(holders('dynamodb:DeleteItem')).toEqual(Object.keys(prefixes));
    for (const { holder, condition } of grants.filter(({ actions }) => actions.includes('dynamodb:DeleteItem'))) {
      expect(condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefixes[holder]}*`] } });
    }
  });

  it('let those that index write what requests are found by, and nothing else', () => {
    for (const indexing of ['FunctionsIndexSearch', 'FunctionsRebuildSearch']) {
      const puts = grants.filter(({ holder, actions }) => holder === indexing && actions.includes('dynamodb:PutItem'));
      expect(puts.map(({ condition }) => condition)).toEqual([
        { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['SEARCH'] } },
      ]);
    }
    expect(holders('dynamodb:BatchWriteItem')).toEqual([]);
  });

  it('let one function write to open sockets, and the one that opens them write nothing of the desk', () => {
    expect(holders('execute-api:ManageConnections')).toEqual(['FunctionsLive']);
    const puts = grants.filter(
      ({ holder, actions }) => holder === 'FunctionsLiveSocket' && actions.includes('dynamodb:PutItem'),
    );
    expect(puts.map(({ condition }) => condition)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LIVE#*'] } },
    ]);
  });
});
