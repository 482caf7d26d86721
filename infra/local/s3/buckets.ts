/** Buckets as the template declares them: CORS rules and whether their events go to EventBridge. */

import * as z from 'zod';
import type { Localise, Resource } from '../part.ts';

const corsRuleSchema = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
});

const bucketSchema = z.object({
  CorsConfiguration: z.object({ CorsRules: z.array(corsRuleSchema) }).optional(),
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.coerce.boolean().default(true) }).optional() })
    .optional(),
});

const notificationsSchema = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({ EventBridgeConfiguration: z.unknown().optional() }),
});

/** One bucket. */
export interface Bucket {
  readonly name: string;
  readonly cors: readonly CorsRule[];
  readonly events: boolean;
}

type CorsRule = z.infer<typeof corsRuleSchema>;

/** Buckets of the template by name. */
export function bucketsOf(resources: readonly Resource[], localise: Localise): ReadonlyMap<string, Bucket> {
  // `enableEventBridgeNotification()` is a custom resource beside the bucket.
  const beside = new Set(
    resources
      .filter(({ type }) => type === 'Custom::S3BucketNotifications')
      .map(({ properties }) => notificationsSchema.parse(properties))
      .filter((one) => one.NotificationConfiguration.EventBridgeConfiguration !== undefined)
      .map((one) => one.BucketName),
  );
  return new Map(
    resources
      .filter(({ type }) => type === 'AWS::S3::Bucket')
      .map(({ name, properties }) => {
        const given = localise(bucketSchema.parse(properties));
        const events = given.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled === true;
        return [name, { name, cors: given.CorsConfiguration?.CorsRules ?? [], events: events || beside.has(name) }];
      }),
  );
}

/** The CORS headers of an answer to `origin`, or undefined when no rule of the bucket lets it in. */
export function corsHeaders(
  bucket: Bucket | undefined,
  origin: string,
  method: string,
  asked: readonly string[],
): Record<string, string> | undefined {
  const like = (pattern: string, text: string): boolean => {
    const [head = '', tail] = pattern.toLowerCase().split('*', 2);
    const given = text.toLowerCase();
    return tail === undefined ? head === given : given.startsWith(head) && given.endsWith(tail);
  };
  const rule = bucket?.cors.find(
    (one) =>
      one.AllowedOrigins.some((allowed) => like(allowed, origin)) &&
      one.AllowedMethods.includes(method) &&
      asked.every((header) => one.AllowedHeaders.some((allowed) => like(allowed, header))),
  );
  if (rule === undefined) return undefined;
  return {
    'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ').toLowerCase() }),
    ...(rule.ExposedHeaders.length === 0 ? {} : { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
    ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
