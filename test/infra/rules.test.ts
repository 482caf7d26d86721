/** The template held against what AWS and its reviewers ask of any template. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CloudFormationValidatePlugin, Validations, type PolicyViolation } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import { drawn, production } from './drawn.ts';

const stages = [
  ['a trial', await drawn()],
  ['production', await drawn(production)],
] as const;

const folder = mkdtempSync(path.join(tmpdir(), 'guichet-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One line per finding. */
const told = (violations: readonly PolicyViolation[]): readonly string[] =>
  violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(
      ({ constructPath, resourceLogicalId }) =>
        `${ruleName} ${constructPath ?? resourceLogicalId ?? ''}: ${description}`,
    ),
  );

const linter = new CloudFormationValidatePlugin();

/** Findings of CloudFormation's own linter, which CDK carries along: the rules of cfn-lint and the resource schemas. */
function linted(template: unknown): readonly PolicyViolation[] {
  const templatePath = path.join(folder, 'template.json');
  writeFileSync(templatePath, JSON.stringify(template));
  const stack = { stackConstructPath: 'stack', templatePath, accountId: undefined, region: undefined };
  return linter.validate({ templatePaths: [templatePath], stackTemplates: [stack], appConstruct: new App() })
    .violations;
}

describe.each(stages)('the template of %s', (_, { app, stack, template }) => {
  it('has no finding of cdk-nag (AwsSolutions) without a reason', () => {
    expect(told(new AwsSolutionsChecks(app).validateScope(app).violations)).toEqual([]);
  });

  it('gives a reason that says something for each rule it breaks', () => {
    const reasons = stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data as Readonly<Record<string, string>>));
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => reason.split(' ').length < 5)).toEqual([]);
  });

  it('has no error of the CloudFormation linter', () => {
    const errors = linted(template.toJSON()).filter(({ severity }) => severity === 'error' || severity === 'fatal');
    expect(told(errors)).toEqual([]);
  });
});

describe('the linter', () => {
  it('is awake: it finds a property that does not exist and a value that cannot be', () => {
    const broken = {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { RetentionPeriod: 3 } },
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: { Code: { ZipFile: '' }, Role: 'x', Runtime: 'nodejs24.x', Handler: 'i.h', MemorySize: 1 },
        },
      },
    };
    const found = linted(broken).filter(({ severity }) => severity === 'error');
    expect(found.flatMap(({ violatingResources }) => violatingResources.map((one) => one.resourceLogicalId))).toEqual(
      expect.arrayContaining(['Queue', 'Function']),
    );
  });
});

describe('the feature flags', () => {
  it('are those CDK recommends to a new project', () => {
    const read = (file: string): unknown =>
      JSON.parse(readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8'));
    const { context } = read('cdk.json') as { context: object };
    expect(context).toMatchObject(read('node_modules/aws-cdk-lib/recommended-feature-flags.json') as object);
  });
});
