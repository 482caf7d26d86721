/** Drafts in this browser: written at each keystroke, so that a crash takes nothing along. */
import * as z from 'zod/mini';
import { keptDays, type DraftKind } from '#shared/draft/draft.ts';
import type { CaseNumber } from '#shared/ids.ts';
import { dayMs } from '#shared/time/day.ts';

const shape = z.object({
  text: z.string(),
  key: z.string(),
  /** Version of the server's draft this one goes on from; 0 for none. */
  version: z.int(),
  /** The text of that version. */
  agreed: z.string(),
  /** Text that was sent under the key without an answer: the key is for that text alone. */
  attempted: z.nullable(z.string()),
  /** Milliseconds since 1970. */
  at: z.number(),
});
export type KeptDraft = z.infer<typeof shape>;

const prefix = 'guichet.draft.';

/** Where a person's draft of one kind on one record lies. */
export function draftPlace(person: string, on: CaseNumber, kind: DraftKind): string {
  return `${prefix}${person}.${on}.${kind}`;
}

function parsed(text: string | null): KeptDraft | null {
  try {
    const found = shape.safeParse(JSON.parse(text ?? ''));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/** The draft kept at this place. */
export function readKept(place: string): KeptDraft | null {
  try {
    return parsed(localStorage.getItem(place));
  } catch {
    return null;
  }
}

/** Whether the draft could be kept; a browser may be out of room or forbid it. */
export function writeKept(place: string, draft: KeptDraft): boolean {
  try {
    localStorage.setItem(place, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetKept(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing is kept here.
  }
}

/** Forgets drafts nobody has touched for as long as the server keeps them. */
export function forgetOld(nowMs: number): void {
  try {
    const places = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
    for (const place of places.filter((each) => each.startsWith(prefix))) {
      const draft = readKept(place);
      if (!draft || nowMs - draft.at > keptDays * dayMs) forgetKept(place);
    }
  } catch {
    // Nothing is kept here.
  }
}
