/** Reports of imports: written page by page while an import runs, read by outcome. */
import type { ReportRow, RowOutcome } from '#shared/grid/import.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { accepted, type Outcome } from '#shared/refusal.ts';
import type { Item } from './item.ts';
import { importKey, reportChunkKey, reportChunkPrefix } from './keys.ts';
import { readPage, type Cursor, type Page } from './page.ts';
import { putItem, type Table } from './table.ts';

const chunkOf = (item: Item): readonly ReportRow[] => item.data as readonly ReportRow[];

/** Writes a page of the report; the same page written again replaces itself. */
export async function saveRows(
  table: Table,
  number: ImportNumber,
  page: { readonly outcome: RowOutcome; readonly rank: number; readonly rows: readonly ReportRow[] },
): Promise<void> {
  await putItem(table, {
    Item: { ...reportChunkKey(number, page.outcome, page.rank), kind: 'reportChunk', data: page.rows },
  });
}

/** Pages of a report given at once: a page holds a hundred lines, or fewer that are long. */
const reportPagesAtOnce = 5;

/** Lines of the report with one outcome, in sheet order, some hundreds at a time. Refuses `invalid` (field `cursor`). */
export async function rows(
  table: Table,
  number: ImportNumber,
  outcome: RowOutcome,
  page: { readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<ReportRow>>> {
  const { pk } = importKey(number);
  const found = await readPage(
    table,
    {
      index: null,
      partitions: [pk],
      prefix: reportChunkPrefix(outcome),
      filter: {},
      newestFirst: false,
      keyAt: (place, partition) => ({ pk: partition, sk: place }),
      parse: chunkOf,
    },
    { limit: reportPagesAtOnce, cursor: page.cursor },
  );
  return found.ok ? accepted({ items: found.value.items.flat(), next: found.value.next }) : found;
}
