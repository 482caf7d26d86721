import * as z from 'zod';
import type { Resource } from '../part.ts';

/** What the template says about its user pool: clients, groups, trigger, lifetimes in seconds. */

const poolSchema = z.object({
  UsernameAttributes: z.array(z.string()).default([]),
  LambdaConfig: z
    .strictObject({
      PreTokenGenerationConfig: z.object({ LambdaArn: z.string(), LambdaVersion: z.literal('V2_0') }).optional(),
      // CDK repeats the trigger under its old name; the versioned one decides.
      PreTokenGeneration: z.string().optional(),
    })
    .optional(),
});

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const clientSchema = z.object({
  UserPoolId: z.string(),
  GenerateSecret: z.literal(false).optional(),
  CallbackURLs: z.array(z.string()).min(1),
  LogoutURLs: z.array(z.string()).default([]),
  AllowedOAuthFlows: z.array(z.string()).refine((flows) => flows.includes('code'), 'must allow the code flow'),
  AllowedOAuthScopes: z.array(z.string()).refine((scopes) => scopes.includes('openid'), 'must allow openid'),
  AccessTokenValidity: z.coerce.number().default(0),
  IdTokenValidity: z.coerce.number().default(0),
  RefreshTokenValidity: z.coerce.number().default(0),
  TokenValidityUnits: z
    .object({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .default({}),
});

export interface PoolClient {
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  readonly seconds: { readonly access: number; readonly id: number; readonly refresh: number };
}

export interface PoolTemplate {
  readonly poolId: string;
  readonly groups: readonly string[];
  readonly clients: readonly PoolClient[];
  /** With e-mail sign-in, Cognito's username is the `sub` itself. */
  readonly usernameIsSub: boolean;
  /** ARN of the function that shapes tokens before they are issued. */
  readonly tokenTrigger: string | undefined;
}

const perUnit = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

const parse = <Schema extends z.ZodType>(schema: Schema, resource: Resource): z.infer<Schema> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.type} ${resource.id} cannot run locally: ${z.prettifyError(parsed.error)}`);
};

const clientOf = (resource: Resource): PoolClient => {
  const client = parse(clientSchema, resource);
  const units = client.TokenValidityUnits;
  return {
    clientId: resource.name,
    callbackUrls: client.CallbackURLs,
    logoutUrls: client.LogoutURLs,
    scopes: client.AllowedOAuthScopes,
    seconds: {
      access: client.AccessTokenValidity * perUnit[units.AccessToken ?? 'hours'] || perUnit.hours,
      id: client.IdTokenValidity * perUnit[units.IdToken ?? 'hours'] || perUnit.hours,
      refresh: client.RefreshTokenValidity * perUnit[units.RefreshToken ?? 'days'] || 30 * perUnit.days,
    },
  };
};

/** Reads one `AWS::Cognito::UserPool` with its groups and clients. */
export const poolTemplate = (resources: readonly Resource[], pool: Resource): PoolTemplate => {
  const { UsernameAttributes, LambdaConfig } = parse(poolSchema, pool);
  const own = (type: string): Resource[] =>
    resources.filter((resource) => resource.type === type && resource.properties.UserPoolId === pool.name);
  const clients = own('AWS::Cognito::UserPoolClient').map(clientOf);
  if (clients.length === 0) throw new Error(`${pool.id} has no client to sign in with.`);
  return {
    poolId: pool.name,
    groups: own('AWS::Cognito::UserPoolGroup').map((group) => z.string().parse(group.properties.GroupName)),
    clients,
    usernameIsSub: UsernameAttributes.includes('email'),
    tokenTrigger: LambdaConfig?.PreTokenGenerationConfig?.LambdaArn,
  };
};
