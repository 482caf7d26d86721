/** Lengths of business time at a glance: in hours and minutes as far as a clock allows any, in days of eight hours beyond. */
import { useI18n } from 'vue-i18n';
import { businessDayMs } from '#shared/incident/tier.ts';
import { durationWords } from './durationWords.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The longest time that a clock allows. */
const inDaysFrom = 3 * businessDayMs;

export function useBusinessTime() {
  const { t, n } = useI18n();

  /** @param begun a minute that has begun counts: of what is left, or late; of what has passed it does not. */
  return (ms: number, begun: boolean): string => {
    const whole = (begun ? Math.ceil(ms / minuteMs) : Math.floor(ms / minuteMs)) * minuteMs;
    if (whole <= inDaysFrom) return durationWords(whole);
    const days = n(Math.floor(whole / businessDayMs));
    const hours = Math.floor((whole % businessDayMs) / hourMs);
    return t(hours === 0 ? 'incidents.duration.days' : 'incidents.duration.daysHours', { days, hours });
  };
}
