/** Figures that functions report and alarms watch, by the names both sides use. */

export const metricNamespace = 'Guichet';

/** What tells the figures of two stages apart: the name of the function that reports them. */
export const metricDimension = 'FunctionName';

export const metrics = {
  /** Business milliseconds for which the oldest thing due has been waiting when the sweep ends; 0 when nothing waits. */
  dueBehind: { name: 'DueBehind', unit: 'Milliseconds' },
} as const;
export type MetricKey = keyof typeof metrics;
