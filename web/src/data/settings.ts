/** What a person set for themselves, kept in this browser. */
import { readonly, ref } from 'vue';

const singleKeysKey = 'guichet.singleKeys';
const singleKeysOn = ref(localStorage.getItem(singleKeysKey) !== 'off');

/** Whether keys alone (`j`, `?`, `g q`) run commands. */
export const singleKeys = readonly(singleKeysOn);

/** Switches keys alone on or off, and keeps the choice. */
export function chooseSingleKeys(on: boolean): void {
  localStorage.setItem(singleKeysKey, on ? 'on' : 'off');
  singleKeysOn.value = on;
}
