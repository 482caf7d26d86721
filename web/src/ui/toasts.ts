/** Short messages after an act, with a way back where there is one. */
import { readonly, shallowRef } from 'vue';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  /** Takes the act back; offered for as long as the toast stands. */
  readonly undo?: () => void | Promise<void>;
}

/** Long enough to read and to reach the undo by keyboard. */
export const standsMs = 12_000;

const shown = shallowRef<readonly Toast[]>([]);
let last = 0;

/** Says something; gives the id by which to take it away. */
export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'undo'>> = {}): number {
  last += 1;
  shown.value = [...shown.value.slice(-2), { id: last, text, tone: 'done', ...options }];
  return last;
}

/** Takes a toast away. */
export function dismiss(id: number): void {
  shown.value = shown.value.filter((each) => each.id !== id);
}

/** Toasts that stand now, oldest first: three at most. */
export const toasts = readonly(shown);
