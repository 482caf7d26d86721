import { expect, it } from 'vitest';
import { english } from '#web/locales/en.ts';
import { french } from '#web/locales/fr.ts';

const wordsIn = (messages: object, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? wordsIn(value, `${path}${key}.`)
      : [[`${path}${key}`, String(value)] as const],
  );
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

it('says everything in both languages, with the same holes', () => {
  const [inFrench, inEnglish] = [wordsIn(french), wordsIn(english)];
  expect(inEnglish.map(([key]) => key)).toEqual(inFrench.map(([key]) => key));
  const words = new Map(inEnglish);
  for (const [key, text] of inFrench) expect(holes(words.get(key) ?? ''), key).toEqual(holes(text));
});
