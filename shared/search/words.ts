/**
 * Words as people look for them: case, accents and punctuation ignored, a beginning is enough, and of several words all
 * must be there.
 */
import { fold } from '../grid/cell.ts';

/** Most words a question is read for; more would not narrow it further. */
export const wordsPerQuestion = 6;

/** Figures after letters are said alone too: `MMD 3616` for MMD3616, `10001` for RITM0010001. */
function alsoSaid(word: string): readonly string[] {
  const figures = /^\p{L}+(\p{N}+)$/u.exec(word)?.[1];
  if (figures === undefined) return [];
  const plain = figures.replace(/^0+(?=\p{N})/u, '');
  return plain === figures ? [figures] : [figures, plain];
}

/** Distinct words of some texts, folded, with the other ways to say them. */
export function wordsOf(...texts: readonly string[]): readonly string[] {
  const words = texts.flatMap((text) => fold(text).split(' ')).filter((word) => word !== '');
  return [...new Set(words.flatMap((word) => [word, ...alsoSaid(word)]))];
}

/** What somebody looks for: folded words, without those that another of them already implies. */
export function termsOf(question: string): readonly string[] {
  const words = [...new Set(fold(question).split(' '))].filter((word) => word !== '');
  const needed = words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));
  return needed.slice(0, wordsPerQuestion);
}

/** Whether each of the terms begins a word. */
export function matches(words: readonly string[], terms: readonly string[]): boolean {
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}
