import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionsByName, envNames, type EnvKey, type FunctionName } from '#shared/contract/env.ts';
import type { Settings } from '../settings.ts';
import { acknowledge } from './acknowledge.ts';
import { keptLogs } from './keeping.ts';
import { acknowledgeWildcards } from './wildcard.ts';

export interface DeskFunctionProps {
  readonly name: FunctionName;
  readonly description: string;
  /** Folder of the bundle. */
  readonly code: string;
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly settings: Settings;
}

/** One function of the desk: its log, a role that starts with no right at all, and the environment its contract names. */
export class DeskFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: DeskFunctionProps) {
    super(scope, id);
    this.name = props.name;
    const logGroup = new LogGroup(this, 'Log', {
      retention: keptLogs(props.settings),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.#role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: Code.fromAsset(props.code),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      tracing: Tracing.ACTIVE,
      role: this.#role,
      logGroup,
    });
    acknowledge(this.#role, { 'IAM5[Resource::*]': 'X-Ray takes traces; it has no resource to name.' });
  }

  /** Grants these actions on these resources, and nothing near them. */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions: PolicyStatementProps['conditions'] = {},
  ): void {
    this.#role.addToPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources], conditions }),
    );
  }

  /** Grants these actions on resources whose names are known only as they come; `why` is kept beside the grant. */
  allowMatching(actions: readonly string[], patterns: readonly string[], why: string): void {
    this.allow(actions, patterns);
    acknowledgeWildcards(this.#role, patterns, why);
  }

  /** Fills exactly the variables that the contract gives this function. */
  fill(values: Readonly<Record<EnvKey, string>>): void {
    for (const key of functionsByName[this.name].env) this.lambda.addEnvironment(envNames[key], values[key]);
  }
}
