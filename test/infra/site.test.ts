import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { drawn, pointedAt, production, resourcesOf, spelled } from './drawn.ts';

const { template } = await drawn();

interface Behaviour {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly ViewerProtocolPolicy: string;
  readonly ResponseHeadersPolicyId: unknown;
  readonly AllowedMethods?: readonly string[];
  readonly FunctionAssociations?: readonly unknown[];
}
interface Distribution {
  readonly HttpVersion: string;
  readonly Aliases?: readonly string[];
  readonly ViewerCertificate?: unknown;
  readonly CustomErrorResponses?: unknown;
  readonly DefaultCacheBehavior: Behaviour;
  readonly CacheBehaviors: readonly Behaviour[];
  readonly Origins: readonly { Id: string; DomainName: unknown; OriginAccessControlId?: unknown }[];
}

function distributionOf(of: typeof template): Distribution {
  const [distribution] = resourcesOf(of, 'AWS::CloudFront::Distribution');
  return distribution?.properties.DistributionConfig as Distribution;
}

describe('the site', () => {
  const site = distributionOf(template);
  const originOf = ({ TargetOriginId }: Behaviour) => site.Origins.find(({ Id }) => Id === TargetOriginId);

  it('serves the bucket, which nobody else may read', () => {
    const origin = originOf(site.DefaultCacheBehavior);
    expect(pointedAt(origin?.DomainName)).toMatch(/^SiteBucket/);
    expect(pointedAt(origin?.OriginAccessControlId)).toBeDefined();
    const policy = resourcesOf(template, 'AWS::S3::BucketPolicy').find(({ id }) => id.startsWith('SiteBucket'));
    const { Statement: statements } = policy?.properties.PolicyDocument as {
      Statement: readonly { Effect: string; Action: string; Principal: unknown }[];
    };
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      { Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ]);
  });

  it('serves the API under /api/, uncached and with every method', () => {
    const [api, ...others] = site.CacheBehaviors;
    expect(others).toEqual([]);
    expect(api).toMatchObject({
      PathPattern: '/api/*',
      AllowedMethods: expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH']) as unknown,
    });
    expect(api && spelled(originOf(api)?.DomainName)).toMatch(/^<Api[0-9A-F]{8}>\.execute-api\./);
  });

  it('leaves the refusals of the API alone: pages of the app are rewritten on the way in', () => {
    expect(site.CustomErrorResponses).toBeUndefined();
    expect(site.DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
    expect(site.CacheBehaviors[0]?.FunctionAssociations).toBeUndefined();
  });

  it.each([
    ['/', '/index.html'],
    ['/demandes/RITM0010001', '/index.html'],
    ['/assets/main-1a2b.js', '/assets/main-1a2b.js'],
    ['/config.json', '/config.json'],
    ['/cours/MMD1.2/plan', '/index.html'],
  ])('gives for %s the file %s', (uri, file) => {
    const [pages] = resourcesOf(template, 'AWS::CloudFront::Function');
    const code = String(pages?.properties.FunctionCode);
    expect(runInNewContext(`${code}; handler(event)`, { event: { request: { uri } } })).toEqual({ uri: file });
  });

  it('speaks HTTPS only, HTTP/2 and 3', () => {
    expect(site.HttpVersion).toBe('http2and3');
    for (const { ViewerProtocolPolicy } of [site.DefaultCacheBehavior, ...site.CacheBehaviors]) {
      expect(ViewerProtocolPolicy).toBe('redirect-to-https');
    }
  });

  it('has a name, a certificate and TLS 1.2 when it is given one', async () => {
    expect(distributionOf((await drawn(production)).template)).toMatchObject({
      Aliases: [production.siteDomain],
      ViewerCertificate: {
        AcmCertificateArn: production.siteCertificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
    });
  });
});

describe('the headers of every answer', () => {
  const [headers] = resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy');
  const { SecurityHeadersConfig: security } = headers?.properties.ResponseHeadersPolicyConfig as {
    SecurityHeadersConfig: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const policy = new Map(
    spelled(security.ContentSecurityPolicy?.ContentSecurityPolicy)
      .split('; ')
      .map((rule) => rule.split(' '))
      .map(([name = '', ...values]) => [name, values] as const),
  );

  it('are on every behaviour', () => {
    const site = distributionOf(template);
    for (const { ResponseHeadersPolicyId } of [site.DefaultCacheBehavior, ...site.CacheBehaviors]) {
      expect(pointedAt(ResponseHeadersPolicyId)).toBe(headers?.id);
    }
  });

  it('let a page run nothing that is not the site, and write no text into it as code', () => {
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'frame-ancestors': ["'none'"],
      'object-src': ["'none'"],
      'require-trusted-types-for': ["'script'"],
    });
    expect(JSON.stringify([...policy])).not.toContain('unsafe');
  });

  it('let a page talk to the site, its sockets, the sign-in and the intake bucket, and to nobody else', () => {
    const sockets = resourcesOf(template, 'AWS::ApiGatewayV2::Api').find(({ id }) => id.startsWith('Live'));
    expect(policy.get('connect-src')).toEqual([
      "'self'",
      'https://guichet-development-<AWS::AccountId>.auth.<AWS::Region>.amazoncognito.com',
      'https://cognito-idp.<AWS::Region>.<AWS::URLSuffix>',
      'https://guichet-development-intake-<AWS::AccountId>.s3.<AWS::Region>.<AWS::URLSuffix>',
      `wss://<${sockets?.id ?? ''}>.execute-api.<AWS::Region>.<AWS::URLSuffix>`,
    ]);
  });

  it('name the bucket that is drawn', () => {
    const intake = resourcesOf(template, 'AWS::S3::Bucket').find(({ id }) => id.startsWith('Intake'));
    expect(spelled(intake?.properties.BucketName)).toBe('guichet-development-intake-<AWS::AccountId>');
  });

  it('hold browsers to HTTPS, and forbid frames and guessing', () => {
    expect(security).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ContentTypeOptions: { Override: true },
    });
  });
});
