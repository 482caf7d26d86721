/** Light, dark, or as the device says; kept per browser. */
import { computed, readonly, ref } from 'vue';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'guichet.theme';
const theme = ref<Theme>('system');

function apply(chosen: Theme): void {
  theme.value = chosen;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

/** Takes up the theme kept in this browser. */
export function restoreTheme(): void {
  apply(themes.find((each) => each === localStorage.getItem(key)) ?? 'system');
}

/** Shows a theme and keeps the choice. */
export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(key, chosen);
  apply(chosen);
}

export const currentTheme = readonly(theme);

/** The one that comes next where there is no room for a choice of three. */
export const nextTheme = computed<Theme>(() => themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system');
