/** Mounts a part of the screen with the app's own words, in French, as a person meets it. */
import { render } from '@testing-library/vue';
import type { Component } from 'vue';
import { i18n } from '#web/shell/language.ts';

type Options = NonNullable<Parameters<typeof render>[1]>;

export function show(component: Component, options: Options = {}) {
  return render(component, {
    ...options,
    global: { ...options.global, plugins: [i18n, ...(options.global?.plugins ?? [])] },
  });
}
