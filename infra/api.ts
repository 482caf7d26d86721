import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as http from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Route } from '#shared/contract/route.ts';
import { routes } from '#shared/contract/routes.ts';
import type { Functions } from './functions.ts';
import { acknowledge } from './parts/acknowledge.ts';
import { keptLogs } from './parts/keeping.ts';
import type { Settings } from './settings.ts';

/** A cell of thirty people who all refresh at once is well below; a loop in a script is well above. Requests a second. */
const throttle = { rateLimit: 200, burstLimit: 400 };

/** Enough to find a call again and to see how it went; no address, no name, no body. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  person: '$context.authorizer.claims.sub',
  error: '$context.authorizer.error',
  integration: '$context.integrationErrorMessage',
};

/** The HTTP API, with no route yet: the site in front of it must exist before the people who may call it. */
export class Api extends Construct {
  readonly api: http.HttpApi;
  readonly stage: http.HttpStage;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id);
    this.api = new http.HttpApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-api`,
      description: 'The API of the request desk',
      createDefaultStage: false,
    });
    this.stage = new http.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
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
  }

  /** Host name of the API, without the site in front of it. */
  get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  /** Draws every route of the contract, for people who signed in at this client unless the route is open. */
  serve(functions: Functions, userPool: UserPool, client: UserPoolClient): void {
    const people = new HttpUserPoolAuthorizer('People', userPool, { userPoolClients: [client] });
    const open = new http.HttpNoneAuthorizer();
    const integrations = new Map<string, HttpLambdaIntegration>();
    for (const [name, row] of Object.entries<Route>(routes)) {
      const integration =
        integrations.get(row.function) ??
        // One permission for the API rather than one a route: the function answers all of its routes anyway.
        new HttpLambdaIntegration(row.function, functions.named(row.function).lambda, {
          scopePermissionToRoute: false,
        });
      integrations.set(row.function, integration);
      const route = new http.HttpRoute(this, name, {
        httpApi: this.api,
        routeKey: http.HttpRouteKey.with(row.path, http.HttpMethod[row.method]),
        integration,
        authorizer: row.open ? open : people,
      });
      if (row.open) acknowledge(route, { APIG4: 'The contract says so: the description of the API holds no data.' });
    }
  }
}
