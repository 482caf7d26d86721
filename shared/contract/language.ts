/** Languages of the desk, and which of them a caller wants. */

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in each language of the desk. */
export type Bilingual = Readonly<Record<Language, string>>;

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/**
 * The language an `Accept-Language` header asks for (RFC 9110, 12.5.4): the best weight wins, the first of equals.
 * French when the header is missing, broken, or names no language of the desk.
 */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  let best: { language: Language; weight: number } | null = null;
  for (const range of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const [primary = ''] = tag.split('-');
    if (!isLanguage(primary)) continue;
    const weight = weightOf(parameters);
    if (weight > (best?.weight ?? 0)) best = { language: primary, weight };
  }
  return best?.language ?? 'fr';
}

/** `q=0.8` → 0.8; 1 when not said; 0, that is "not this one", when it is not a weight. */
function weightOf(parameters: readonly string[]): number {
  const written = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (written === undefined) return 1;
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(written) ? Number(written) : 0;
}
