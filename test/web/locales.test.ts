import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const locales = join(import.meta.dirname, '../../web/src/locales');

/** Every sentence by its name, as it is written: what the site is given is already taken apart. */
function wordsIn(language: string): ReadonlyMap<string, string> {
  const told = (messages: object, path: string): readonly (readonly [string, string])[] =>
    Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? told(value, `${path}${key}.`)
        : [[`${path}${key}`, String(value)] as const],
    );
  const files = readdirSync(join(locales, language)).sort();
  return new Map(
    files.flatMap((file) => told(JSON.parse(readFileSync(join(locales, language, file), 'utf8')) as object, '')),
  );
}
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

it('says everything in both languages, with the same holes', () => {
  const [inFrench, inEnglish] = [wordsIn('fr'), wordsIn('en')];
  expect([...inEnglish.keys()].sort()).toEqual([...inFrench.keys()].sort());
  for (const [key, text] of inFrench) expect(holes(inEnglish.get(key) ?? ''), key).toEqual(holes(text));
});
