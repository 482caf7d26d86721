/** What was called up above the page: the command palette, or the list of keys. */
import { readonly, ref } from 'vue';

export type Summoned = 'palette' | 'keys';

const current = ref<Summoned | null>(null);

/** What stands above the page now. */
export const summoned = readonly(current);

export function summon(what: Summoned | null): void {
  current.value = what;
}
