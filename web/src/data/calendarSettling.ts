/** Looks again while open incidents are being brought to a calendar that was just saved. */
import { onScopeDispose, watch } from 'vue';
import { useCalendar } from './calendar.ts';

const lookAgainMs = 4_000;

/** @param settled whether all of them follow, as last told. */
export function useSettling(settled: () => boolean): void {
  const { refetch, asyncStatus } = useCalendar();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  watch(
    [settled, asyncStatus],
    ([done, status]) => {
      stop();
      if (!done && status === 'idle') timer = setTimeout(() => void refetch(), lookAgainMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
}
