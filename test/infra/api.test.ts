import { describe, expect, it } from 'vitest';
import type { Route } from '#shared/contract/route.ts';
import { routes } from '#shared/contract/routes.ts';
import { drawn, pointedAt, resourcesOf, spelled } from './drawn.ts';

const { template } = await drawn();
const contract = Object.values<Route>(routes);
/** Resources of the HTTP API; the WebSocket API has a test of its own. */
const ofApi = (type: string) =>
  resourcesOf(template, type).filter(({ properties }) => pointedAt(properties.ApiId)?.startsWith('Api') === true);
const drawnRoutes = ofApi('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);

/** Name of the function that an integration calls, by the description its contract row stands behind. */
function functionBehind(route: Readonly<Record<string, unknown>>): string {
  const integration = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').find(({ id }) =>
    spelled(route.Target).includes(`<${id}>`),
  );
  return pointedAt(integration?.properties.IntegrationUri) ?? '';
}

describe('the routes', () => {
  it('are those of the contract, no more and no less', () => {
    expect(drawnRoutes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(
      contract.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  it.each(contract.map((row) => [`${row.method} ${row.path}`, row] as const))(
    '%s asks its own function',
    (key, row) => {
      const route = drawnRoutes.find(({ RouteKey }) => RouteKey === key) ?? {};
      const camel = row.function.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect(functionBehind(route)).toMatch(new RegExp(`^Functions${camel}Function[0-9A-F]{8}$`));
    },
  );

  it('want a token of the user pool unless the contract leaves them open', () => {
    const open = drawnRoutes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');
    expect(open.map(({ RouteKey, AuthorizationType }) => ({ RouteKey, AuthorizationType }))).toEqual(
      contract
        .filter((row) => row.open)
        .map(({ method, path }) => ({ RouteKey: `${method} ${path}`, AuthorizationType: 'NONE' })),
    );
    const [authorizer, ...others] = resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer');
    expect(others).toEqual([]);
    expect(authorizer?.properties).toMatchObject({ AuthorizerType: 'JWT' });
    const jwt = authorizer?.properties.JwtConfiguration as { Audience: unknown[]; Issuer: unknown };
    expect(jwt.Audience.map(pointedAt)).toEqual(
      resourcesOf(template, 'AWS::Cognito::UserPoolClient').map(({ id }) => id),
    );
    expect(pointedAt(jwt.Issuer)).toBe(resourcesOf(template, 'AWS::Cognito::UserPool')[0]?.id);
  });
});

describe('the stage', () => {
  const [stage] = ofApi('AWS::ApiGatewayV2::Stage');

  it('is throttled', () => {
    expect(stage?.properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 200,
      ThrottlingBurstLimit: 400,
    });
  });

  it('logs each call without address, name or body', () => {
    const { Format } = stage?.properties.AccessLogSettings as { Format: string };
    const logged = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(logged).toContain('$context.routeKey');
    expect(logged.filter((value) => /sourceIp|userAgent|email|claims\.name/.test(value))).toEqual([]);
  });
});
