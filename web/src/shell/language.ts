/** The language of the screen: the reader's choice, else the browser's, else French. */
import { computed, type ComputedRef } from 'vue';
import { createI18n } from 'vue-i18n';
import { languageOf, type Language } from '#shared/contract/language.ts';
import { french } from '../locales/fr.ts';
import type { Messages } from '../locales/messages.ts';

const chosenKey = 'guichet.language';

/** French is in the first load; English comes when it is read. */
export const i18n = createI18n({
  legacy: false,
  locale: 'fr',
  fallbackLocale: 'fr',
  messages: { fr: french } as Record<Language, Messages>,
  warnHtmlMessage: false,
});

/** Language shown now. */
export function currentLanguage(): Language {
  return i18n.global.locale.value;
}

/** Language shown, to follow. */
export const language: ComputedRef<Language> = computed(currentLanguage);

/** Language to open in. */
export function preferredLanguage(): Language {
  return languageOf(localStorage.getItem(chosenKey) ?? navigator.languages.join(','));
}

/** Shows another language. */
export async function show(language: Language): Promise<void> {
  if (language === 'en') {
    const { english } = await import('../locales/en.ts');
    i18n.global.setLocaleMessage('en', english);
  }
  i18n.global.locale.value = language;
  document.documentElement.lang = `${language}-CA`;
}

/** Shows another language and keeps the choice. */
export async function choose(language: Language): Promise<void> {
  localStorage.setItem(chosenKey, language);
  await show(language);
}
