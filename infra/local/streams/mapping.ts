/** Event-source mappings as the template declares them. */

import * as z from 'zod';
import { matches } from '../events/pattern.ts';
import type { Resource } from '../part.ts';

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
  ParallelizationFactor: z.number().default(1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().optional() }).optional(),
});

/** One mapping. */
export interface Mapping {
  readonly id: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMilliseconds: number;
  readonly start: 'TRIM_HORIZON' | 'LATEST';
  readonly lanes: number;
  readonly bisects: boolean;
  /** Undefined: as long as the record lives. */
  readonly retries: number | undefined;
  readonly maximumAgeMilliseconds: number | undefined;
  readonly reportsItems: boolean;
  readonly wants: (record: unknown) => boolean;
  readonly onFailure: string | undefined;
  readonly maximumConcurrency: number | undefined;
}

/** The enabled mappings whose source is of one service (`dynamodb` or `sqs`). */
export function mappingsOf(resources: readonly Resource[], service: string): Mapping[] {
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .map(({ id, properties }) => ({ id, given: mappingSchema.parse(properties) }))
    .filter(({ given }) => given.Enabled && given.EventSourceArn.startsWith(`arn:aws:${service}:`))
    .map(({ id, given }) => {
      const patterns = (given.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern));
      const limit = (value: number): number | undefined => (value < 0 ? undefined : value);
      const age = limit(given.MaximumRecordAgeInSeconds);
      return {
        id,
        sourceArn: given.EventSourceArn,
        functionName: given.FunctionName,
        batchSize: given.BatchSize ?? (service === 'sqs' ? 10 : 100),
        windowMilliseconds: given.MaximumBatchingWindowInSeconds * 1000,
        start: given.StartingPosition,
        lanes: given.ParallelizationFactor,
        bisects: given.BisectBatchOnFunctionError,
        retries: limit(given.MaximumRetryAttempts),
        maximumAgeMilliseconds: age === undefined ? undefined : age * 1000,
        reportsItems: given.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        wants: (record) => patterns.length === 0 || patterns.some((pattern) => matches(pattern, record)),
        onFailure: given.DestinationConfig?.OnFailure?.Destination,
        maximumConcurrency: given.ScalingConfig?.MaximumConcurrency,
      };
    });
}

/** The items that a function said it could not handle, or `undefined` when it failed as a whole. */
export function failedItems(payload: unknown): string[] | undefined {
  if (payload === null || payload === undefined) return [];
  const failures: unknown = Reflect.get(Object(payload), 'batchItemFailures');
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map((one: unknown): unknown => Reflect.get(Object(one), 'itemIdentifier'));
  return ids.every((id): id is string => typeof id === 'string' && id !== '') ? ids : undefined;
}
