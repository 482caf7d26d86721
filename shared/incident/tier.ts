/** Tiers of the service levels: how much attention an incident calls for (users' guide, "CRM - SLA - Escalade INC"). */

export const tiers = ['normal', 'moderate', 'high', 'overdue'] as const;
export type Tier = (typeof tiers)[number];

export const clockNames = ['response', 'resolution'] as const;
export type ClockName = (typeof clockNames)[number];

const businessHourMs = 3_600_000;
/** One business day, always eight business hours, whatever the opening hours of a day are. */
export const businessDayMs = 8 * businessHourMs;

/**
 * Business milliseconds up to which each tier but the last holds: 4, 6 and 8 hours to respond; 8, 16 and 24 hours (one, two,
 * three days) to resolve. A bound belongs to the lower tier: overdue is "plus de 8 heures".
 */
export const bounds: Readonly<Record<ClockName, readonly [number, number, number]>> = {
  response: [4 * businessHourMs, 6 * businessHourMs, 8 * businessHourMs],
  resolution: [businessDayMs, 2 * businessDayMs, 3 * businessDayMs],
};

/** The tier of this much elapsed business time. */
export function tierOf(clock: ClockName, elapsedMs: number): Tier {
  return tiers[bounds[clock].filter((bound) => elapsedMs > bound).length] ?? 'overdue';
}

/** The bound whose passing ends a tier, in business milliseconds; null for the last. */
export function boundOf(clock: ClockName, tier: Tier): number | null {
  return bounds[clock][tiers.indexOf(tier)] ?? null;
}

/** The tier after this one; the last stays. */
export function tierAfter(tier: Tier): Tier {
  return tiers[tiers.indexOf(tier) + 1] ?? 'overdue';
}
