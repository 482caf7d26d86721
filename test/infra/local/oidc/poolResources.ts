import type { Resource } from '#infra/local/part.ts';
import { resource } from '../http/ground.ts';

export const poolId = 'ca-central-1_TestPool1';
export const callbackUrl = 'http://localhost:5173/retour';
const groups = ['agents', 'coordinators', 'managers', 'admins', 'techno-pedagogues', 'technologues'];

/** A user pool as the template draws it, with one client and the groups of the desk. */
export const poolResources = (pool: Record<string, unknown> = {}, groupNames = groups): Resource[] => [
  resource('AWS::Cognito::UserPool', poolId, { UsernameAttributes: ['email'], ...pool }),
  resource('AWS::Cognito::UserPoolClient', 'client1', {
    UserPoolId: poolId,
    CallbackURLs: [callbackUrl],
    LogoutURLs: ['http://localhost:5173/'],
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    AccessTokenValidity: 60,
    TokenValidityUnits: { AccessToken: 'minutes' },
  }),
  ...groupNames.map((name) => resource('AWS::Cognito::UserPoolGroup', name, { UserPoolId: poolId, GroupName: name })),
];
