/** A short text that differs when what a grid says of a course differs: an unchanged row is known without loading its request. */
import type { Branded } from '../ids.ts';
import type { CourseEntry } from '../request/course.ts';
import { contactsText } from '../request/trace.ts';

export type Fingerprint = Branded<string, 'Fingerprint'>;

/** FNV-1a, 32 bits, over UTF-16 code units, from a given starting value. */
function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/**
 * Fingerprint of everything an entry says, its natural key included. Two 32-bit hashes from different starts are ample:
 * it is only ever compared with the last one of the same key. It shows change; it does not guard against forgery.
 */
export function fingerprint(entry: CourseEntry): Fingerprint {
  const canonical = JSON.stringify([
    ...[entry.term, entry.sigle, entry.section, entry.approach, entry.title, entry.department],
    ...[entry.responsible.name, entry.responsible.email, entry.firstActivityOn, entry.sessions, entry.students],
    ...[contactsText(entry.presenters), entry.remarks],
  ]);
  return `${hex(fnv1a(canonical, 0x811c9dc5))}${hex(fnv1a(canonical, 0x2f0b4a67))}` as Fingerprint;
}
