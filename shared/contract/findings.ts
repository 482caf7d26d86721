/** What a report says of a cell. Apart from refusals (`problems.ts`), so that only functions that speak of grids carry it. */
import type { FindingCode } from '../grid/finding.ts';
import type { Language } from './language.ts';
import { findingWordings } from './wording/findings.ts';
import { fill, unknownCode, type Params } from './wording/sentence.ts';

const isFinding = (code: string): code is FindingCode => Object.hasOwn(findingWordings, code);

/**
 * The sentence of a finding about a cell: what is wrong, where, why, and what to do.
 * @param code of a stored finding; one of an earlier version still gets a sentence.
 * @param params its `column` and `value`. A part whose hole is not filled is left out.
 */
export function findingSentence(code: string, language: Language, params: Params = {}): string {
  return isFinding(code) ? fill(findingWordings[code], language, params) : fill(unknownCode, language, { code });
}
