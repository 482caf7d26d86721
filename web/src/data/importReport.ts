/** The rows of an import's report, fetched by outcome and kept: a filter that comes back is there at once. */
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { fold } from '#shared/grid/cell.ts';
import type { RowOutcome } from '#shared/grid/import.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { parseCourseKey } from '#shared/request/course.ts';
import { useClient } from './api.ts';

export type ReportRow = ResponseOf<'listImportRows'>['items'][number];

/** A row with what it is found by. */
export interface FoundRow {
  readonly row: ReportRow;
  /** Tells rows of one report apart. */
  readonly key: string;
  /** All that free text is looked for in, folded. */
  readonly words: string;
}

function wordsOf({ row, course, title, request, findings, changes }: ReportRow): string {
  const parsed = course === null ? null : parseCourseKey(course);
  const said = parsed ? `${parsed.sigle} ${parsed.section} ${parsed.term}` : (course ?? '');
  const found = findings.flatMap(({ column, value, detail }) => [column, value, detail]);
  const changed = changes.flatMap(({ from, to }) => [from, to]);
  return fold([row, said, title, request, ...found, ...changed].filter((each) => each !== null).join(' '));
}

/** Rows in sheet order; requests whose row is gone have none, and come last. */
function inSheetOrder(one: FoundRow, other: FoundRow): number {
  return (one.row.row ?? Number.POSITIVE_INFINITY) - (other.row.row ?? Number.POSITIVE_INFINITY) || 0;
}

/** A row matches a text when each of its words is somewhere in the row, accents and case aside. */
export function matching(rows: readonly FoundRow[], text: string): readonly FoundRow[] {
  const wanted = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  return wanted.length === 0 ? rows : rows.filter(({ words }) => wanted.every((word) => words.includes(word)));
}

/**
 * Rows with these outcomes, in sheet order, growing page by page.
 * @param wanted outcomes shown; empty while the report is not to be read yet.
 */
export function useReportRows(number: MaybeRefOrGetter<ImportNumber>, wanted: MaybeRefOrGetter<readonly RowOutcome[]>) {
  const call = useClient();
  const rows = shallowRef<readonly FoundRow[]>([]);
  const state = shallowRef<'reading' | 'whole' | 'failed'>('reading');
  const error = shallowRef<Error | null>(null);
  let known = new Map<RowOutcome, { rows: readonly FoundRow[]; next: string | null | undefined }>();
  let round = 0;

  async function readOn(outcome: RowOutcome, signal: { readonly stale: boolean }): Promise<void> {
    const had = known.get(outcome) ?? { rows: [], next: undefined };
    if (had.next === null) return;
    const { items, next } = await call('listImportRows', {
      params: { import: toValue(number) },
      query: { outcome, ...(had.next !== undefined && { cursor: had.next }) },
    });
    if (signal.stale) return;
    const read = items.map((row, rank) => ({
      ...{ row, words: wordsOf(row) },
      key: `${outcome}-${had.rows.length + rank}`,
    }));
    known.set(outcome, { rows: [...had.rows, ...read], next });
  }

  function show(outcomes: readonly RowOutcome[]): void {
    rows.value = outcomes.flatMap((outcome) => known.get(outcome)?.rows ?? []).sort(inSheetOrder);
  }

  async function load(): Promise<void> {
    round += 1;
    const own = round;
    const signal = {
      get stale() {
        return own !== round;
      },
    };
    const outcomes = toValue(wanted);
    error.value = null;
    show(outcomes);
    state.value = 'reading';
    try {
      for (const outcome of outcomes) {
        while (known.get(outcome)?.next !== null) {
          await readOn(outcome, signal);
          if (signal.stale) return;
          show(outcomes);
        }
      }
      state.value = outcomes.length > 0 ? 'whole' : 'reading';
    } catch (cause) {
      if (signal.stale) return;
      error.value = cause instanceof Error ? cause : new Error(String(cause));
      state.value = 'failed';
    }
  }

  watch(
    () => toValue(number),
    () => (known = new Map()),
  );
  watch([() => toValue(number), () => toValue(wanted).join()], () => void load(), { immediate: true });
  return { rows, state, error, load };
}
