/** Words of the screen: the frame's come with the app, a page's with the page, and all others once it is shown. */
import { createI18n } from 'vue-i18n';
import type { Language } from '#shared/contract/language.ts';
import type { Messages } from '../locales/messages.ts';

const frame = import.meta.glob<Messages>('../locales/fr/{shell,looks,commands,live}.json', {
  eager: true,
  import: 'default',
});
const files = import.meta.glob<Messages>('../locales/*/*.json', { import: 'default' });
const whole: Readonly<Record<Language, () => Promise<Messages>>> = {
  fr: async () => (await import('../locales/fr.ts')).french,
  en: async () => (await import('../locales/en.ts')).english,
};

/** French is the language of the first load; what lacks a word in another says it in French. */
export const i18n = createI18n({
  legacy: false,
  locale: 'fr',
  fallbackLocale: 'fr',
  messages: { fr: Object.assign({}, ...Object.values(frame)) as Messages } as Record<Language, Messages>,
  warnHtmlMessage: false,
});

const fetched = new Map<string, Promise<void>>();

function fetchOnce(language: Language, name: string | null): Promise<void> {
  const key = `../locales/${language}/${name ?? '*'}.json`;
  const load = name === null ? whole[language] : files[key];
  const known = fetched.get(key) ?? load?.().then((words) => i18n.global.mergeLocaleMessage(language, words));
  if (!known) throw new Error(`No words ${key}`);
  fetched.set(key, known);
  // What could not be fetched is asked for again the next time.
  known.catch(() => fetched.delete(key));
  return known;
}

/**
 * Words of these parts of the app in a language; of all of them unless said.
 * @param names files of `locales/`, without their ending.
 */
export async function fetchWords(language: Language, names?: readonly string[]): Promise<void> {
  // A whole language has the frame's words with it.
  if (!names) return fetchOnce(language, null);
  const wanted = language === 'fr' ? names : ['shell', 'looks', 'commands', 'live', ...names];
  await Promise.all(wanted.map((name) => fetchOnce(language, name)));
}
