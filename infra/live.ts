import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import * as http from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './parts/acknowledge.ts';
import type { DeskFunction } from './parts/deskFunction.ts';
import { keptLogs } from './parts/keeping.ts';
import type { Settings } from './settings.ts';

/** Sockets opened and messages taken a second. A cell of thirty whose line comes back opens thirty at once. */
const throttle = { rateLimit: 100, burstLimit: 200 };

/** Enough to find a socket's life again; its ticket is in a header, which is not here. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  connection: '$context.connectionId',
  error: '$context.error.message',
  integration: '$context.integrationErrorMessage',
};

/** What API Gateway checks that a role may do before it takes it for its logs. */
const logActions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
];

/** The WebSocket API: where browsers hear what changed. No route yet, as the site's policy must name it first. */
export class Live extends Construct {
  readonly api: http.WebSocketApi;
  readonly stage: http.WebSocketStage;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id);
    this.api = new http.WebSocketApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-live`,
      description: 'Tells open pages of the request desk what changed',
      routeSelectionExpression: '$request.body.do',
    });
    this.stage = new http.WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: 'live',
      autoDeploy: true,
      throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new http.LogGroupLogDestination(
          new LogGroup(this, 'Access', { retention: keptLogs(settings), removalPolicy: RemovalPolicy.DESTROY }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    this.stage.node.addDependency(this.#logging());
  }

  /** Origin that pages open their sockets at. */
  get origin(): string {
    return `wss://${this.#host}`;
  }

  /** Where a page opens its socket. */
  get url(): string {
    return `${this.origin}/${this.stage.stageName}`;
  }

  /** Where functions write to open sockets. */
  get managementUrl(): string {
    return `https://${this.#host}/${this.stage.stageName}`;
  }

  get #host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  /** Open sockets of this stage: their names are known only as they come. */
  connections(method: 'POST' | 'DELETE'): string {
    return Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.apiId,
      resourceName: `${this.stage.stageName}/${method}/@connections/*`,
    });
  }

  /** Gives a socket's opening, its messages and its end to this function. */
  serve({ lambda }: DeskFunction): void {
    const integration = new WebSocketLambdaIntegration('Socket', lambda);
    const routes = [
      this.api.addRoute('$connect', { integration }),
      this.api.addRoute('$disconnect', { integration }),
      this.api.addRoute('$default', { integration, returnResponse: true }),
    ];
    for (const route of routes) {
      acknowledge(route, {
        APIG4: 'A browser can send no token here: the function spends a ticket that a token bought, at $connect.',
      });
    }
  }

  /**
   * Lets API Gateway write logs of WebSocket APIs at all. That is a setting of the account, shared by all stages in it:
   * it stays when one of them goes.
   */
  #logging(): CfnAccount {
    const role = new Role(this, 'Logging', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        logs: new PolicyDocument({
          statements: [new PolicyStatement({ actions: logActions, resources: ['*'] })],
        }),
      },
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledge(role, {
      'IAM5[Resource::*]': 'API Gateway takes a role for the logs of all its APIs, and for no less.',
    });
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}
