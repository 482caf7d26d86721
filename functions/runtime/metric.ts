/** Figures for alarms, carried by a line of the log: CloudWatch reads them out of it, and no call has to be made. */
import { metricDimension, metricNamespace, metrics, type MetricKey } from '#shared/contract/metrics.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import type { LogFields } from './log.ts';

/**
 * Fields that make a line of the log a figure (CloudWatch embedded metric format).
 * @param functionName name that the platform gave this function.
 */
export function measured(key: MetricKey, value: number, functionName: string, now: Instant): LogFields {
  const { name, unit } = metrics[key];
  return {
    [metricDimension]: functionName,
    [name]: value,
    _aws: {
      Timestamp: msOf(now),
      CloudWatchMetrics: [
        { Namespace: metricNamespace, Dimensions: [[metricDimension]], Metrics: [{ Name: name, Unit: unit }] },
      ],
    },
  };
}
