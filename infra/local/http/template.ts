import * as z from 'zod';
import type { Resource } from '../part.ts';
import { routePattern } from './route.ts';
import type { RoutePattern } from './route.ts';

/** What the template says about one HTTP API: its routes with their functions and authorizers, CORS, stage. */

const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
  AllowCredentials: z.boolean().default(false),
});

const apiSchema = z.object({ ProtocolType: z.literal('HTTP'), CorsConfiguration: corsSchema.optional() });

const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const integrationSchema = z.object({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().max(30_000).default(30_000),
});

const authorizerSchema = z.object({
  ApiId: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.array(z.string()).min(1),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).default([]) }),
});

const stageSchema = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  StageVariables: z.record(z.string(), z.string()).optional(),
});

export type Cors = z.infer<typeof corsSchema>;

export interface JwtAuthorizer {
  readonly identitySource: string;
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface HttpRoute {
  readonly pattern: RoutePattern;
  readonly functionName: string;
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizer | undefined;
  readonly scopes: readonly string[];
}

export interface HttpApiTemplate {
  readonly apiId: string;
  readonly routes: readonly HttpRoute[];
  readonly cors: Cors | undefined;
  readonly stage: { readonly name: string; readonly variables: Readonly<Record<string, string>> | undefined };
}

const parse = <Schema extends z.ZodType>(schema: Schema, resource: Resource): z.infer<Schema> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.type} ${resource.id} cannot run locally: ${z.prettifyError(parsed.error)}`);
};

const belonging = <Schema extends z.ZodType<{ ApiId: string }>>(
  resources: readonly Resource[],
  type: string,
  schema: Schema,
  apiId: string,
): { readonly resource: Resource; readonly properties: z.infer<Schema> }[] =>
  resources
    .filter((resource) => resource.type === type && resource.properties.ApiId === apiId)
    .map((resource) => ({ resource, properties: parse(schema, resource) }));

/** The function behind an integration, given as its ARN or wrapped in API Gateway's invocation path. */
export const functionOf = (integrationUri: string): string =>
  /\/functions\/(arn:[^/]+)\/invocations$/.exec(integrationUri)?.[1] ?? integrationUri;

/** Reads an HTTP API and all that hangs on it; whatever the runtime cannot honour is an error. */
export const httpApiTemplate = (resources: readonly Resource[], api: Resource): HttpApiTemplate => {
  const apiId = api.name;
  const { CorsConfiguration: cors } = parse(apiSchema, api);
  const integrations = new Map(
    belonging(resources, 'AWS::ApiGatewayV2::Integration', integrationSchema, apiId).map(
      ({ resource, properties }) => [resource.name, properties] as const,
    ),
  );
  const authorizers = new Map(
    belonging(resources, 'AWS::ApiGatewayV2::Authorizer', authorizerSchema, apiId).map(
      ({ resource, properties }): [string, JwtAuthorizer] => [
        resource.name,
        {
          identitySource: properties.IdentitySource[0] ?? '',
          issuer: properties.JwtConfiguration.Issuer,
          audience: properties.JwtConfiguration.Audience,
        },
      ],
    ),
  );
  const stages = belonging(resources, 'AWS::ApiGatewayV2::Stage', stageSchema, apiId);
  const stage = stages[0]?.properties;
  if (stage === undefined || stages.length > 1)
    throw new Error(`${api.id} must have exactly one stage to run locally.`);

  const routes = belonging(resources, 'AWS::ApiGatewayV2::Route', routeSchema, apiId).map(
    ({ resource, properties }): HttpRoute => {
      const integration = integrations.get(properties.Target.replace(/^integrations\//, ''));
      if (integration === undefined) throw new Error(`${resource.id} points at no integration: ${properties.Target}`);
      const authorizer = properties.AuthorizerId === undefined ? undefined : authorizers.get(properties.AuthorizerId);
      if (properties.AuthorizationType === 'JWT' && authorizer === undefined) {
        throw new Error(`${resource.id} asks for a JWT and points at no authorizer.`);
      }
      return {
        pattern: routePattern(properties.RouteKey),
        functionName: functionOf(integration.IntegrationUri),
        timeoutMs: integration.TimeoutInMillis,
        authorizer: properties.AuthorizationType === 'JWT' ? authorizer : undefined,
        scopes: properties.AuthorizationScopes,
      };
    },
  );
  return { apiId, routes, cors, stage: { name: stage.StageName, variables: stage.StageVariables } };
};
