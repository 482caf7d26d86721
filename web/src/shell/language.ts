/** The language of the screen: the reader's choice, else the browser's, else French. */
import { computed, type ComputedRef } from 'vue';
import { languageOf, type Language } from '#shared/contract/language.ts';
import { fetchWords, i18n } from './words.ts';

export { i18n } from './words.ts';

const chosenKey = 'guichet.language';

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

/** Parts of the app whose words the page shown needs; all of them unless it said so. */
let needed: readonly string[] | undefined = [];

/** Fetches what a page says, before it is shown. */
export async function needWords(names: readonly string[] | undefined): Promise<void> {
  needed = names;
  await fetchWords(currentLanguage(), names);
}

/** Fetches the rest, so that what a page opens later finds its words. */
export function needAllWords(): Promise<void> {
  return needWords(undefined);
}

/** Shows another language. */
export async function show(language: Language): Promise<void> {
  await fetchWords(language, needed);
  i18n.global.locale.value = language;
  document.documentElement.lang = `${language}-CA`;
}

/** Shows another language and keeps the choice. */
export async function choose(language: Language): Promise<void> {
  localStorage.setItem(chosenKey, language);
  await show(language);
}
