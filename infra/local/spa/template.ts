import * as z from 'zod';
import type { Resource } from '../part.ts';

/** What the template says about its CloudFront distribution: origins, behaviours, error pages. */

const behaviorFields = {
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  Compress: z.boolean().default(false),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .default([]),
  LambdaFunctionAssociations: z.array(z.never()).default([]),
};

const configSchema = z.object({
  DefaultRootObject: z.string().default(''),
  Origins: z.array(
    z.object({
      Id: z.string(),
      DomainName: z.string(),
      OriginPath: z.string().default(''),
      S3OriginConfig: z.unknown().optional(),
      CustomOriginConfig: z.unknown().optional(),
    }),
  ),
  DefaultCacheBehavior: z.object(behaviorFields),
  CacheBehaviors: z.array(z.object({ ...behaviorFields, PathPattern: z.string() })).default([]),
  CustomErrorResponses: z
    .array(
      z.object({
        ErrorCode: z.coerce.number(),
        ResponseCode: z.coerce.number().optional(),
        ResponsePagePath: z.string().optional(),
      }),
    )
    .default([]),
});

export type Origin = { readonly kind: 'site' } | { readonly kind: 'web'; readonly host: string; readonly path: string };

export interface Behavior {
  readonly matches: (path: string) => boolean;
  readonly origin: Origin;
  readonly methods: readonly string[];
  readonly compress: boolean;
  readonly headersPolicyId: string | undefined;
  readonly functionArn: string | undefined;
}

export interface ErrorPage {
  readonly status: number;
  readonly page: string;
}

export interface DistributionTemplate {
  readonly rootObject: string;
  /** In order of choice; the last one takes every path. */
  readonly behaviors: readonly Behavior[];
  readonly errorPages: ReadonlyMap<number, ErrorPage>;
}

/** Whether a path fits a pattern with `*` (any run of characters) and `?` (one); the first slash may be left out. */
export const pathPattern = (pattern: string): ((path: string) => boolean) => {
  const source = pattern
    .replace(/^\//, '')
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^/${source}$`, 's');
  return (path) => expression.test(path);
};

export const distributionTemplate = (distribution: Resource): DistributionTemplate => {
  const parsed = configSchema.safeParse(distribution.properties.DistributionConfig);
  if (!parsed.success) {
    throw new Error(`Distribution ${distribution.id} cannot run locally: ${z.prettifyError(parsed.error)}`);
  }
  const config = parsed.data;
  const originOf = (id: string): Origin => {
    const origin = config.Origins.find((one) => one.Id === id);
    if (origin === undefined) throw new Error(`${distribution.id} points at no origin: ${id}`);
    if (origin.CustomOriginConfig === undefined) return { kind: 'site' };
    return { kind: 'web', host: origin.DomainName, path: origin.OriginPath };
  };
  const behavior = (
    given: z.infer<typeof configSchema>['DefaultCacheBehavior'],
    matches: Behavior['matches'],
  ): Behavior => ({
    matches,
    origin: originOf(given.TargetOriginId),
    methods: given.AllowedMethods,
    compress: given.Compress,
    headersPolicyId: given.ResponseHeadersPolicyId,
    functionArn: given.FunctionAssociations[0]?.FunctionARN,
  });
  return {
    rootObject: config.DefaultRootObject,
    behaviors: [
      ...config.CacheBehaviors.map((given) => behavior(given, pathPattern(given.PathPattern))),
      behavior(config.DefaultCacheBehavior, () => true),
    ],
    errorPages: new Map(
      config.CustomErrorResponses.flatMap(({ ErrorCode, ResponseCode, ResponsePagePath }) =>
        ResponsePagePath === undefined
          ? []
          : [[ErrorCode, { status: ResponseCode ?? ErrorCode, page: ResponsePagePath }] as const],
      ),
    ),
  };
};
