/** How the reader wants dates said: as people say them, or to the minute. */
import { readonly, ref } from 'vue';

export const dateStyles = ['words', 'exact'] as const;
export type DateStyle = (typeof dateStyles)[number];

const current = ref<DateStyle>('words');

export const dateStyle = readonly(current);

export function sayDates(style: DateStyle): void {
  current.value = style;
}
