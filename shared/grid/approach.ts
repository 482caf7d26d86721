/** Teaching approaches as grids name them. */
import type { Approach } from '../request/course.ts';
import { cleanLine, fold } from './cell.ts';

/** Words that say the approach, as whole wordings without accents or punctuation. */
const wordings: Readonly<Record<Approach, readonly string[]>> = {
  synchronous: [
    'synchrone',
    'synchrone classe virtuelle',
    'classe virtuelle',
    'synchronous',
    'synchronous virtual class',
    'virtual class',
    'virtual classroom',
    'synchronous virtual classroom',
  ],
  asynchronous: [
    'asynchrone',
    'asynchrone preenregistrement',
    'asynchrone pre enregistrement',
    'preenregistrement',
    'pre enregistrement',
    'asynchrone preenregistre',
    'asynchronous',
    'asynchronous pre recording',
    'asynchronous prerecording',
    'asynchronous pre recorded',
    'asynchronous prerecorded',
    'pre recording',
    'pre recorded',
    'prerecorded',
  ],
};

const byWording: ReadonlyMap<string, Approach> = new Map(
  (Object.keys(wordings) as Approach[]).flatMap((approach) =>
    wordings[approach].map((wording) => [wording, approach] as const),
  ),
);

export interface ApproachesReading {
  /** In the order written, each once. */
  readonly approaches: readonly Approach[];
  /** Wordings that name no approach. */
  readonly unknown: readonly string[];
}

/** Reads one or several approaches, separated by `;` `,` `/` `+` or a line break. */
export function readApproaches(text: string): ApproachesReading {
  const approaches = new Set<Approach>();
  const unknown: string[] = [];
  for (const part of text.split(/[;,/+\n]| et | and /i)) {
    const written = cleanLine(part);
    if (written === '') continue;
    const approach = byWording.get(fold(written));
    if (approach) approaches.add(approach);
    else unknown.push(written);
  }
  return { approaches: [...approaches], unknown };
}
