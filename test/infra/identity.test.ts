import { describe, expect, it } from 'vitest';
import { groupIds, roles } from '#shared/access/person.ts';
import { signInPaths, signInScopes } from '#shared/contract/siteConfig.ts';
import { drawn, pointedAt, production, resourcesOf, spelled } from './drawn.ts';

const { template } = await drawn({ extraOrigins: ['http://localhost:4173'] });
const [pool] = resourcesOf(template, 'AWS::Cognito::UserPool');
const [client] = resourcesOf(template, 'AWS::Cognito::UserPoolClient');

describe('people', () => {
  it('have the roles and support groups of the desk, and no other group', () => {
    const groups = resourcesOf(template, 'AWS::Cognito::UserPoolGroup').map(({ properties }) => properties.GroupName);
    expect(groups.toSorted()).toEqual([...roles, ...groupIds].toSorted());
  });

  it('are invited, never sign up by themselves, and carry their departments', () => {
    expect(pool?.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserPoolTier: 'ESSENTIALS',
      MfaConfiguration: 'ON',
      Schema: expect.arrayContaining([expect.objectContaining({ Name: 'departments', Mutable: true })]) as unknown,
    });
  });

  it('pass through token-issued whenever they get a token', () => {
    const { PreTokenGenerationConfig: trigger } = pool?.properties.LambdaConfig as {
      PreTokenGenerationConfig: { LambdaVersion: string; LambdaArn: unknown };
    };
    expect(trigger.LambdaVersion).toBe('V2_0');
    expect(pointedAt(trigger.LambdaArn)).toMatch(/^FunctionsTokenIssuedFunction/);
  });
});

describe('the client of the site', () => {
  it('is public, by code with PKCE, and comes back to the site and the other origins given', () => {
    expect(client?.properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: signInScopes,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
    const urls = (property: string) => (client?.properties[property] as readonly unknown[]).map(spelled);
    const site = expect.stringMatching(/^https:\/\/<SiteDistribution[0-9A-F]{8}\.DomainName>\//) as string;
    expect(urls('CallbackURLs')).toEqual([site, `http://localhost:4173${signInPaths.callback}`]);
    expect(urls('LogoutURLs')).toEqual([site, `http://localhost:4173${signInPaths.signedOut}`]);
  });

  it('gives nobody a way to write their own departments', () => {
    expect(client?.properties.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
    expect(client?.properties.WriteAttributes).toEqual(['email', 'name']);
    expect(client?.properties.AllowedOAuthScopes).not.toContain('aws.cognito.signin.user.admin');
  });
});

describe('the way in', () => {
  it('is the pool itself as long as no university is named', () => {
    template.resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 0);
    expect(client?.properties.SupportedIdentityProviders).toEqual(['COGNITO']);
  });

  it('is the university alone once its metadata is named, which gives mail and name and nothing that grants', async () => {
    const { template: federated } = await drawn(production);
    const [provider] = resourcesOf(federated, 'AWS::Cognito::UserPoolIdentityProvider');
    expect(provider?.properties).toMatchObject({
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: production.samlMetadataUrl },
    });
    expect(Object.keys(provider?.properties.AttributeMapping as object)).toEqual(['email', 'name']);
    const [site] = resourcesOf(federated, 'AWS::Cognito::UserPoolClient');
    expect(spelled((site?.properties.SupportedIdentityProviders as unknown[])[0])).toContain(provider?.id);
  });
});
