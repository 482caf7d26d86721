/** How sentences are written down and filled. */
import type { Bilingual, Language } from '../language.ts';

/**
 * A sentence with holes: `{limit}` is filled by the parameter of that name, `[ … {limit}]` is left out whole when one of
 * its parameters is not given. So a sentence reads well whoever calls, and never shows a brace.
 */
export type Sentence = Bilingual;

/** What fills the holes. */
export type Params = Readonly<Record<string, string | number | null | undefined>>;

/** A value quoted in a sentence longer than this is cut: it may be a whole paragraph pasted in a cell. */
const longestQuote = 80;

/** The sentence in this language, its holes filled. */
export function fill(sentence: Sentence, language: Language, params: Params): string {
  const given = (name: string): string | null => {
    const value = Object.hasOwn(params, name) ? params[name] : null;
    return value === null || value === undefined || value === '' ? null : written(value, language);
  };
  const filled = typeset(sentence[language], language)
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (holesIn(part).every((name) => given(name) !== null) ? part : ''))
    .replace(/\{(\w+)\}/g, (_, name: string) => given(name) ?? '…');
  return filled.trim();
}

/** Names of the holes of a text. */
export function holesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

function written(value: string | number, language: Language): string {
  if (typeof value === 'number') return grouped(value, language);
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1).trimEnd()}…` : line;
}

/** Thousands set apart as each language does. Done by hand: the first use of Intl costs a cold start ten milliseconds. */
function grouped(value: number, language: Language): string {
  const [whole = '', decimals] = String(value).split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+(?!\d))/g, language === 'fr' ? '\u00a0' : ',');
  return decimals === undefined ? thousands : `${thousands}${language === 'fr' ? ',' : '.'}${decimals}`;
}

/** French keeps a colon and its quotation marks on the line of what they hold. */
function typeset(text: string, language: Language): string {
  return language === 'fr' ? text.replace(/ (?=[»%])| ?(?=:(?: |$))/g, '\u00a0').replace(/« /g, '«\u00a0') : text;
}

/** What is said of a code that was stored by another version. */
export const unknownCode: Sentence = {
  fr: 'Quelque chose est à vérifier ici ({code}).',
  en: 'Something needs checking here ({code}).',
};
