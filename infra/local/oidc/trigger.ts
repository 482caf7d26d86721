import * as z from 'zod';
import type { Ground } from '../part.ts';
import { attributesOf } from './person.ts';
import type { Person } from './person.ts';
import type { PoolTemplate } from './template.ts';

/** The pre-token-generation trigger, version 2: a function of the template shapes both tokens. */

const claims = z.record(z.string(), z.unknown()).nullish();

const overridesSchema = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: z
      .object({
        idTokenGeneration: z
          .object({ claimsToAddOrOverride: claims, claimsToSuppress: z.array(z.string()).nullish() })
          .nullish(),
        accessTokenGeneration: z
          .object({
            claimsToAddOrOverride: claims,
            claimsToSuppress: z.array(z.string()).nullish(),
            scopesToAdd: z.array(z.string()).nullish(),
            scopesToSuppress: z.array(z.string()).nullish(),
          })
          .nullish(),
        groupOverrideDetails: z.object({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
      })
      .nullish(),
  }),
});

type Details = NonNullable<z.infer<typeof overridesSchema>['response']['claimsAndScopeOverrideDetails']>;

export type Shaped = { readonly ok: true; readonly details: Details } | { readonly ok: false; readonly reason: string };

export interface Occasion {
  readonly person: Person;
  readonly username: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly refreshing: boolean;
}

export const triggerEvent = (ground: Ground, pool: PoolTemplate, occasion: Occasion): Record<string, unknown> => ({
  version: '2',
  triggerSource: occasion.refreshing ? 'TokenGeneration_RefreshTokens' : 'TokenGeneration_HostedAuth',
  region: ground.region,
  userPoolId: pool.poolId,
  userName: occasion.username,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: occasion.clientId },
  request: {
    userAttributes: attributesOf(occasion.person),
    groupConfiguration: { groupsToOverride: occasion.person.groups, iamRolesToOverride: [], preferredRole: null },
    scopes: occasion.scopes,
  },
  response: { claimsAndScopeOverrideDetails: null },
});

/** Asks the template's function, when there is one, what to change in the tokens. */
export const shapeByTrigger = async (ground: Ground, pool: PoolTemplate, occasion: Occasion): Promise<Shaped> => {
  if (pool.tokenTrigger === undefined) return { ok: true, details: {} };
  const invoked = await ground.invoke(pool.tokenTrigger, triggerEvent(ground, pool, occasion));
  if (!invoked.ok) return { ok: false, reason: `PreTokenGeneration failed with error ${invoked.error.errorMessage}.` };
  const parsed = overridesSchema.safeParse(invoked.payload);
  if (!parsed.success) return { ok: false, reason: 'Unrecognizable lambda output' };
  return { ok: true, details: parsed.data.response.claimsAndScopeOverrideDetails ?? {} };
};
