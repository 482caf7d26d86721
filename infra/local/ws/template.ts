import * as z from 'zod';
import { functionOf } from '../http/template.ts';
import type { Resource } from '../part.ts';

/** What the template says about one WebSocket API: routes with their functions, stage, how a message names its route. */

const apiSchema = z.object({
  ProtocolType: z.literal('WEBSOCKET'),
  RouteSelectionExpression: z
    .string()
    .regex(/^\$request\.body\.[\w.]+$/)
    .default('$request.body.action'),
});

const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
  RouteResponseSelectionExpression: z.literal('$default').optional(),
});

const integrationSchema = z.object({ IntegrationType: z.literal('AWS_PROXY'), IntegrationUri: z.string() });

const stageSchema = z.object({
  StageName: z.string(),
  StageVariables: z.record(z.string(), z.string()).optional(),
});

export interface SocketRoute {
  readonly routeKey: string;
  readonly functionName: string;
  /** Whether what the function returns goes back down the socket. */
  readonly answers: boolean;
}

export interface SocketTemplate {
  readonly apiId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  readonly routes: ReadonlyMap<string, SocketRoute>;
  /** The path into a message's JSON body that names its route. */
  readonly selector: readonly string[];
}

const parse = <Schema extends z.ZodType>(schema: Schema, resource: Resource): z.infer<Schema> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.type} ${resource.id} cannot run locally: ${z.prettifyError(parsed.error)}`);
};

export const socketTemplate = (resources: readonly Resource[], api: Resource): SocketTemplate => {
  const { RouteSelectionExpression } = parse(apiSchema, api);
  const own = (type: string): Resource[] =>
    resources.filter((resource) => resource.type === type && resource.properties.ApiId === api.name);
  const integrations = new Map(
    own('AWS::ApiGatewayV2::Integration').map((one) => [one.name, parse(integrationSchema, one)] as const),
  );
  const [stage, another] = own('AWS::ApiGatewayV2::Stage').map((one) => parse(stageSchema, one));
  if (stage === undefined || another !== undefined) {
    throw new Error(`${api.id} must have exactly one stage to run locally.`);
  }
  const routes = own('AWS::ApiGatewayV2::Route').map((resource): [string, SocketRoute] => {
    const { RouteKey, Target, RouteResponseSelectionExpression } = parse(routeSchema, resource);
    const integration = integrations.get(Target.replace(/^integrations\//, ''));
    if (integration === undefined) throw new Error(`${resource.id} points at no integration: ${Target}`);
    const functionName = functionOf(integration.IntegrationUri);
    return [RouteKey, { routeKey: RouteKey, functionName, answers: RouteResponseSelectionExpression !== undefined }];
  });
  return {
    apiId: api.name,
    stage: stage.StageName,
    stageVariables: stage.StageVariables,
    routes: new Map(routes),
    selector: RouteSelectionExpression.replace('$request.body.', '').split('.'),
  };
};
