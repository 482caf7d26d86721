/** Whether the desk is open now, and when it opens next: a clock that runs stands still while it is closed. */
import { computed, type ComputedRef } from 'vue';
import { coverage } from '#shared/incident/openingsFor.ts';
import { isOpen, nextOpening } from '#shared/time/business.ts';
import { instantOf, type Instant } from '#shared/time/instant.ts';
import { useCalendar } from './calendar.ts';
import { deskTime, useDeskTime } from './deskTime.ts';

interface DeskOpen {
  /** Null while the calendar is not read. */
  readonly open: boolean | null;
  /** Null while it is open, or when it never opens again. */
  readonly opensAt: Instant | null;
}

export function useDeskOpen(): ComputedRef<DeskOpen> {
  const calendar = useCalendar();
  useDeskTime();
  return computed(() => {
    const now = deskTime.value;
    if (!calendar.data.value) return { open: null, opensAt: null };
    const index = coverage(calendar.data.value, now, now);
    const open = isOpen(now, index);
    const next = open ? null : nextOpening(now, index);
    return { open, opensAt: next === null ? null : instantOf(next) };
  });
}
