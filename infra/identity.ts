import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { groupIds, roles } from '#shared/access/person.ts';
import { signInPaths, signInScopes } from '#shared/contract/siteConfig.ts';
import { acknowledge } from './parts/acknowledge.ts';
import type { DeskFunction } from './parts/deskFunction.ts';
import { keptData } from './parts/keeping.ts';
import type { Settings } from './settings.ts';

/** Names under which universities' SAML servers give mail and name (eduPerson). */
const samlNames = { mail: 'urn:oid:0.9.2342.19200300.100.1.3', displayName: 'urn:oid:2.16.840.1.113730.3.1.241' };

/** Nobody signs in twice in a working day; a lost machine is shut out by revoking. */
const workingDay = Duration.hours(12);

export interface IdentityProps {
  readonly settings: Settings;
  /** Called at each sign-in: keeps the directory and adds the claims that handlers read. */
  readonly tokenIssued: DeskFunction;
}

/** Who people are: the user pool, its groups, the way in through the university. */
export class Identity extends Construct {
  readonly userPool: cognito.UserPool;
  readonly #domainPrefix: string;
  readonly #saml: cognito.UserPoolIdentityProviderSaml | undefined;

  constructor(scope: Construct, id: string, { settings, tokenIssued }: IdentityProps) {
    super(scope, id);
    this.userPool = new cognito.UserPool(this, 'People', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
      // Written by admins only: the app client below cannot touch it, and SAML does not map it.
      customAttributes: { departments: new cognito.StringAttribute({ mutable: true, maxLen: 2048 }) },
      // For accounts of the pool itself; people of the university pass their own second factor there.
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: settings.production,
      removalPolicy: keptData(settings),
    });
    acknowledge(this.userPool, {
      COG8: 'Threat protection needs the Plus plan; sign-in is by the university, which watches its own accounts.',
    });
    this.userPool.addTrigger(
      cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      tokenIssued.lambda,
      cognito.LambdaVersion.V2_0,
    );
    for (const groupName of [...roles, ...groupIds]) this.userPool.addGroup(groupName, { groupName });
    // Names of sign-in pages are shared by all of AWS in a region: the account's number makes ours free.
    this.#domainPrefix = `${Stack.of(this).stackName}-${Aws.ACCOUNT_ID}`;
    this.userPool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: this.#domainPrefix },
      managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI,
    });
    this.#saml = settings.samlMetadataUrl === undefined ? undefined : this.#university(settings.samlMetadataUrl);
  }

  /** The app client of the site: code with PKCE, no secret, back to these origins only. */
  addSite(origins: readonly string[]): cognito.UserPoolClient {
    const client = this.userPool.addClient('Site', {
      generateSecret: false,
      // The pages of Cognito are the only way in: the direct flows give tokens that may edit one's own attributes.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: signInScopes.map((scope) => cognito.OAuthScope.custom(scope)),
        callbackUrls: origins.map((origin) => `${origin}${signInPaths.callback}`),
        logoutUrls: origins.map((origin) => `${origin}${signInPaths.signedOut}`),
      },
      supportedIdentityProviders: [
        this.#saml
          ? cognito.UserPoolClientIdentityProvider.custom(this.#saml.providerName)
          : cognito.UserPoolClientIdentityProvider.COGNITO,
      ],
      readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: workingDay,
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    if (this.#saml) client.node.addDependency(this.#saml);
    return client;
  }

  /** Where people sign in. */
  get signInUrl(): string {
    return `https://${this.#domainPrefix}.auth.${Aws.REGION}.amazoncognito.com`;
  }

  /** Origins that a page of the site talks to while somebody signs in. */
  get origins(): readonly string[] {
    return [this.signInUrl, `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`];
  }

  #university(metadataUrl: string): cognito.UserPoolIdentityProviderSaml {
    return new cognito.UserPoolIdentityProviderSaml(this, 'University', {
      userPool: this.userPool,
      name: 'universite',
      metadata: cognito.UserPoolIdentityProviderSamlMetadata.url(metadataUrl),
      idpSignout: true,
      attributeMapping: {
        email: cognito.ProviderAttribute.other(samlNames.mail),
        fullname: cognito.ProviderAttribute.other(samlNames.displayName),
      },
    });
  }
}
