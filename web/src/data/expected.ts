/**
 * Numbers of imports whose file this tab saw leave, and when: until the desk has it in hand there is no record of it yet,
 * which is not the same as a number nobody knows. Kept for the tab, so that a reload still waits.
 */
import * as z from 'zod/mini';
import type { ImportNumber } from '#shared/ids.ts';

const key = 'guichet.expectedImports';
const kept = z.record(z.string(), z.number());
/** Beyond this nothing is on its way any more. */
const expectedForMs = 15 * 60_000;

function all(): Record<string, number> {
  try {
    const parsed = kept.safeParse(JSON.parse(sessionStorage.getItem(key) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Remembers that a file is on its way to become this import. */
export function expect(number: ImportNumber): void {
  const now = Date.now();
  const fresh = Object.entries(all()).filter(([, since]) => now - since < expectedForMs);
  sessionStorage.setItem(key, JSON.stringify({ ...Object.fromEntries(fresh), [number]: now }));
}

/** Milliseconds since its file left; null when none is on its way. */
export function expectedSince(number: ImportNumber): number | null {
  const since = all()[number];
  const age = since === undefined ? null : Date.now() - since;
  return age !== null && age < expectedForMs ? age : null;
}
