/** How wide the window is, where looks alone (CSS) are not enough: a table with fewer columns, say. */
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Whether the window is at least this wide, in pixels; followed while the component lives. */
export function useAtLeast(pixels: number): Readonly<Ref<boolean>> {
  const list = window.matchMedia(`(min-width: ${pixels}px)`);
  const wide = ref(list.matches);
  const follow = () => (wide.value = list.matches);
  list.addEventListener('change', follow);
  onScopeDispose(() => list.removeEventListener('change', follow));
  return readonly(wide);
}
