import { describe, expect, it } from 'vitest';
import { drawn, pointedAt, resourcesOf, spelled } from './drawn.ts';

const { template } = await drawn();
const ofSockets = (type: string) =>
  resourcesOf(template, type).filter(({ properties }) => pointedAt(properties.ApiId)?.startsWith('LiveApi') === true);
const [stage] = ofSockets('AWS::ApiGatewayV2::Stage');

describe('the WebSocket API', () => {
  it('gives the opening of a socket, its messages and its end to one function', () => {
    const routes = ofSockets('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(['$connect', '$default', '$disconnect']);
    const integrations = ofSockets('AWS::ApiGatewayV2::Integration');
    for (const { Target } of routes) {
      const integration = integrations.find(({ id }) => spelled(Target).includes(`<${id}>`));
      expect(pointedAt(integration?.properties.IntegrationUri)).toMatch(/^FunctionsLiveSocketFunction/);
    }
  });

  it('answers messages down the socket that sent them', () => {
    const answering = ofSockets('AWS::ApiGatewayV2::RouteResponse').map(({ properties }) => properties);
    expect(answering).toMatchObject([{ RouteResponseKey: '$default' }]);
  });

  it('is throttled, and logs each call without address, name, header or body', () => {
    expect(stage?.properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
    });
    // Execution logs would hold the headers, and with them tickets.
    expect(stage?.properties.DefaultRouteSettings).not.toHaveProperty('DataTraceEnabled');
    const { Format } = stage?.properties.AccessLogSettings as { Format: string };
    const logged = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(logged).toContain('$context.connectionId');
    expect(logged.filter((value) => /sourceIp|userAgent|header|queryString/i.test(value))).toEqual([]);
  });

  it('may write logs, by a role that the account keeps when a stage goes', () => {
    const [account] = resourcesOf(template, 'AWS::ApiGateway::Account');
    const role = resourcesOf(template, 'AWS::IAM::Role').find(
      ({ id }) => id === pointedAt(account?.properties.CloudWatchRoleArn),
    );
    expect([account?.deletionPolicy, role?.deletionPolicy]).toEqual(['Retain', 'Retain']);
  });

  it('is told to the site and to the function that writes to sockets, by one host', () => {
    const [output] = Object.values(template.findOutputs('LiveUrl'));
    const host = /^wss:\/\/([^/]+)\/live$/.exec(spelled(output?.['Value']).replace(/<LiveStage[^>]*>/, 'live'))?.[1];
    expect(host).toMatch(/^<LiveApi\w+>\.execute-api\./);
    const [writer] = resourcesOf(template, 'AWS::Lambda::Function').filter(({ id }) =>
      id.startsWith('FunctionsLiveFunction'),
    );
    const { Variables } = writer?.properties.Environment as { Variables: Record<string, unknown> };
    expect(spelled(Variables['GUICHET_SOCKETS_URL'])).toContain(`https://${host}/`);
  });
});
