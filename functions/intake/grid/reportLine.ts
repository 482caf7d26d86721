import type { CellFinding, ReportRow, RowOutcome } from '#shared/grid/import.ts';
import type { GridLine } from '#shared/grid/mentions.ts';
import type { FieldChange, HistoryValue } from '#shared/history/line.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { CourseKey } from '#shared/request/course.ts';

export type EntryLine = Extract<GridLine, { kind: 'entry' }>;

/** Longest value shown in a report; a list of presenters can be longer. */
const longestShown = 500;
const shown = (value: HistoryValue): string => String(value ?? '').slice(0, longestShown);

/** Where a line of the report comes from. */
type Origin = EntryLine | { readonly row: number | null; readonly title: string; readonly key: CourseKey | undefined };

/** A line of the report. */
export function lineOf(
  origin: Origin,
  outcome: RowOutcome,
  about: {
    readonly request?: RequestNumber | null | undefined;
    readonly findings?: readonly CellFinding[];
    readonly changes?: readonly FieldChange[];
  } = {},
): ReportRow {
  const title = 'entry' in origin ? origin.entry.title : origin.title;
  return {
    row: origin.row,
    outcome,
    course: origin.key ?? null,
    title: title === '' ? null : title,
    request: about.request ?? null,
    findings: about.findings ?? [],
    changes: (about.changes ?? []).map(({ field, from, to }) => ({ field, from: shown(from), to: shown(to) })),
  };
}
