/** A desk to import grids at: a table of its own, a bucket in memory, a clock that each look moves on. */
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import type { Desk } from '#functions/intake/grid/desk.ts';
import { land } from '#functions/intake/grid/land.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import { logOf } from '#functions/runtime/log.ts';
import * as importReports from '#functions/store/importReports.ts';
import type { Landing } from '#functions/store/imports.ts';
import { requestOf } from '#functions/store/item.ts';
import { openNumbers } from '#functions/store/numbers.ts';
import { queryAll, type Table } from '#functions/store/table.ts';
import type { Cell } from '#shared/grid/cell.ts';
import { rowOutcomes, type Import, type ReportRow, type RowOutcome } from '#shared/grid/import.ts';
import type { Request } from '#shared/request/request.ts';
import { instantOf } from '#shared/time/instant.ts';
import { xlsxFile } from '#test/fixtures/grids/workbooks.ts';
import { cellsWith, headings } from '#test/shared/grid/sampleGrid.ts';
import { freshTable } from '#test/support/table.ts';

export interface GridDesk {
  readonly desk: Desk;
  readonly table: Table;
  readonly objects: Map<string, Uint8Array>;
  /** Lets a file land, and imports it. */
  readonly send: (bytes: Uint8Array, changes?: Partial<Landing>) => Promise<Import>;
  readonly landing: (bytes: Uint8Array, changes?: Partial<Landing>) => Landing;
  /** The same desk, seen by another invocation. */
  readonly another: () => Desk;
}

const asRaw = (cell: Cell) => (typeof cell === 'string' || typeof cell === 'number' ? cell : null);

/** A workbook whose rows differ from the usual one by these cells. */
export const gridOf = (...rows: readonly Parameters<typeof cellsWith>[0][]): Uint8Array =>
  xlsxFile([{ name: 'Grille', rows: [headings, ...rows.map((changes) => cellsWith(changes).map(asRaw))] }]);

export const sample = (name: string) => readFile(new URL(`../../../samples/${name}`, import.meta.url));

export async function openGridDesk(): Promise<GridDesk> {
  const table = await freshTable();
  const objects = new Map<string, Uint8Array>();
  let ms = Date.UTC(2020, 6, 1, 14);
  let landed = 0;
  const another = (): Desk => ({
    table,
    numbers: openNumbers(table),
    bucket: {
      read: async (key) => objects.get(key) ?? null,
      writeReport: async (key, { body }) => void objects.set(key, body),
    },
    clock: () => instantOf((ms += 10)),
    newLineId,
    log: logOf('grid-landed', () => undefined),
    holder: randomUUID(),
  });
  const desk = another();
  const landing = (bytes: Uint8Array, changes: Partial<Landing> = {}): Landing => {
    const fileName = changes.fileName ?? 'grille.xlsx';
    const objectKey = `${changes.mode === 'preview' ? 'previews' : 'grids'}/${fileName}`;
    objects.set(changes.objectKey ?? objectKey, bytes);
    landed += 1;
    return {
      ...{ objectKey, fileName, etag: null, sizeBytes: bytes.length, mode: 'import' },
      sequencer: String(landed).padStart(6, '0'),
      ...{ at: desk.clock() },
      ...changes,
    };
  };
  const send = async (bytes: Uint8Array, changes: Partial<Landing> = {}): Promise<Import> => {
    const ended = await land(desk, landing(bytes, changes));
    if (!ended) throw new Error('Somebody else imported it');
    return ended;
  };
  return { desk, table, objects, send, landing, another };
}

/** Lines of a report, all outcomes or some. */
export async function reportOf(
  table: Table,
  { number }: Import,
  outcomes: readonly RowOutcome[] = rowOutcomes,
): Promise<ReportRow[]> {
  const found: ReportRow[] = [];
  for (const outcome of outcomes) {
    let cursor: string | null | undefined;
    do {
      const page = await importReports.rows(table, number, outcome, { cursor: cursor ?? undefined });
      if (!page.ok) throw new Error(page.refusal.code);
      found.push(...page.value.items);
      cursor = page.value.next;
    } while (cursor !== null);
  }
  return found;
}

export async function allRequests(table: Table): Promise<readonly Request[]> {
  const items = await queryAll(table, {
    IndexName: 'byList',
    KeyConditionExpression: 'listPk = :p',
    ExpressionAttributeValues: { ':p': 'REQUESTS' },
  });
  return items.map(requestOf);
}

export async function allTasks(table: Table): Promise<number> {
  const groups = ['GROUP#techno-pedagogues', 'GROUP#technologues'];
  const found = await Promise.all(
    groups.map((group) =>
      queryAll(table, {
        IndexName: 'byList',
        KeyConditionExpression: 'listPk = :p',
        ExpressionAttributeValues: { ':p': group },
      }),
    ),
  );
  return found.flat().length;
}

/** Counts that are not zero. */
export const countsOf = ({ counts }: Import): Partial<Import['counts']> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
