import * as z from 'zod';
import type { Resource } from '../part.ts';

/** A response headers policy of the template: what every answer carries, whoever made it. */

const overriding = { Override: z.boolean().default(false) };
const securitySchema = z.strictObject({
  ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string(), ...overriding }).optional(),
  ContentTypeOptions: z.object(overriding).optional(),
  FrameOptions: z.object({ FrameOption: z.string(), ...overriding }).optional(),
  ReferrerPolicy: z.object({ ReferrerPolicy: z.string(), ...overriding }).optional(),
  StrictTransportSecurity: z
    .object({
      AccessControlMaxAgeSec: z.coerce.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
      ...overriding,
    })
    .optional(),
  XSSProtection: z.object({ Protection: z.boolean(), ModeBlock: z.boolean().default(false), ...overriding }).optional(),
});

const policySchema = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  SecurityHeadersConfig: securitySchema.default({}),
  CustomHeadersConfig: z
    .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string(), ...overriding })) })
    .default({ Items: [] }),
  RemoveHeadersConfig: z.object({ Items: z.array(z.object({ Header: z.string() })) }).default({ Items: [] }),
  ServerTimingHeadersConfig: z.unknown().optional(),
});

interface Header {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

export interface HeadersPolicy {
  readonly headers: readonly Header[];
  readonly removed: readonly string[];
}

type Security = z.infer<typeof securitySchema>;

const transportSecurity = ({
  AccessControlMaxAgeSec,
  IncludeSubdomains,
  Preload,
}: NonNullable<Security['StrictTransportSecurity']>) =>
  `max-age=${AccessControlMaxAgeSec}${IncludeSubdomains ? '; includeSubDomains' : ''}${Preload ? '; preload' : ''}`;

const securityHeaders = (security: Security): Header[] => {
  const header = (
    name: string,
    given: { readonly Override: boolean } | undefined,
    value: string | undefined,
  ): Header[] => (given === undefined || value === undefined ? [] : [{ name, value, override: given.Override }]);
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } = security;
  const { StrictTransportSecurity, XSSProtection } = security;
  return [
    ...header('content-security-policy', ContentSecurityPolicy, ContentSecurityPolicy?.ContentSecurityPolicy),
    ...header('x-content-type-options', ContentTypeOptions, 'nosniff'),
    ...header('x-frame-options', FrameOptions, FrameOptions?.FrameOption),
    ...header('referrer-policy', ReferrerPolicy, ReferrerPolicy?.ReferrerPolicy),
    ...header(
      'strict-transport-security',
      StrictTransportSecurity,
      StrictTransportSecurity && transportSecurity(StrictTransportSecurity),
    ),
    ...header(
      'x-xss-protection',
      XSSProtection,
      XSSProtection?.Protection === true ? `1${XSSProtection.ModeBlock ? '; mode=block' : ''}` : '0',
    ),
  ];
};

export const headersPolicy = (resource: Resource): HeadersPolicy => {
  const parsed = policySchema.safeParse(resource.properties.ResponseHeadersPolicyConfig);
  if (!parsed.success) throw new Error(`${resource.id} cannot run locally: ${z.prettifyError(parsed.error)}`);
  const { SecurityHeadersConfig, CustomHeadersConfig, RemoveHeadersConfig } = parsed.data;
  const custom = CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
    name: Header.toLowerCase(),
    value: Value,
    override: Override,
  }));
  return {
    headers: [...securityHeaders(SecurityHeadersConfig), ...custom],
    removed: RemoveHeadersConfig.Items.map(({ Header }) => Header.toLowerCase()),
  };
};

/** The headers of an answer after the policy; an origin's own header stays unless the policy overrides it. */
export const applyPolicy = <Value>(
  policy: HeadersPolicy | undefined,
  headers: Readonly<Record<string, Value>>,
): Record<string, Value | string> => {
  const applied: Record<string, Value | string> = { ...headers };
  for (const name of policy?.removed ?? []) Reflect.deleteProperty(applied, name);
  for (const { name, value, override } of policy?.headers ?? []) {
    if (override || applied[name] === undefined) applied[name] = value;
  }
  return applied;
};
