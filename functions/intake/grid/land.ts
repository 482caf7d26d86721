/** One landing from its arrival to its report. Every step can be done again: what an attempt left behind is found, not redone. */
import { openGridFile, type GridFile } from '#functions/spreadsheet/gridFile.ts';
import { UnreadableFile } from '#functions/spreadsheet/unreadable.ts';
import * as imports from '#functions/store/imports.ts';
import { noCounts, type Landing, type Running } from '#functions/store/imports.ts';
import { maxGridBytes, maxGridRows, reportKeyOf, reportNameOf } from '#shared/contract/intake.ts';
import { languages } from '#shared/contract/language.ts';
import type { Import } from '#shared/grid/import.ts';
import { mentionsOf, type GridLine } from '#shared/grid/mentions.ts';
import { readRow } from '#shared/grid/row.ts';
import { msOf } from '#shared/time/instant.ts';
import { bring } from './bring.ts';
import type { Desk } from './desk.ts';
import { keepHold, patience, take, TakenOver, type Patience } from './hold.ts';
import { openReport, type Report } from './report.ts';
import { flagAllVanished } from './vanish.ts';

/** Lines brought together: the keys of one read. */
const batchLines = 96;
/** Time between two writes of an import's progress. */
const progressMs = 1_000;

/**
 * Imports or previews what landed, unless that is done already or somebody is at it.
 * @returns the import as it ended; null when it was not ours to do.
 */
export async function land(desk: Desk, landing: Landing, wait: Patience = patience): Promise<Import | null> {
  const record = await take(desk, landing, wait);
  if (!record) return null;
  const hold = keepHold(desk, landing, record, wait);
  try {
    const write = async <Record extends Import>(after: Record): Promise<Record> => {
      hold.check();
      const written = await imports.save(desk.table, landing, desk.holder, after);
      if (!written) throw new TakenOver(`${record.number} was taken over`);
      return written;
    };
    return await work(desk, record, write);
  } finally {
    hold.stop();
  }
}

type Write = <Record extends Import>(after: Record) => Promise<Record>;

async function work(desk: Desk, record: Running, write: Write): Promise<Import> {
  const { startedAt: _, ...facts } = record;
  try {
    return await importGrid(desk, record, await open(desk, record), write);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, params } = error;
    const refusal = { code, params };
    return write({ ...facts, counts: noCounts, state: 'failed', endedAt: desk.clock(), refusal });
  }
}

/** A file that says it is too large is not even fetched. */
async function open({ bucket }: Desk, { sizeBytes, objectKey }: Running): Promise<GridFile> {
  const tooLarge = () => new UnreadableFile('fileTooLarge', { params: { limit: maxGridBytes / 1024 / 1024 } });
  if (sizeBytes > maxGridBytes) throw tooLarge();
  const bytes = await bucket.read(objectKey);
  if (!bytes) throw new UnreadableFile('fileGone');
  if (bytes.length > maxGridBytes) throw tooLarge();
  return openGridFile(bytes, maxGridRows);
}

async function importGrid(desk: Desk, begun: Running, grid: GridFile, write: Write): Promise<Import> {
  const report = openReport(desk.table, begun.number);
  const mentions = mentionsOf(grid.header);
  let record = begun;
  let written = desk.clock();
  const deal = async (lines: readonly GridLine[]) => {
    await report.add(await bring(desk, record, lines));
    const now = desk.clock();
    if (msOf(now) - msOf(written) < progressMs) return;
    record = await write({ ...record, counts: report.counts() });
    written = now;
  };
  let lines: GridLine[] = [];
  for await (const row of grid.rows()) {
    const reading = readRow(row, grid.header);
    if (reading.kind !== 'ignored') report.read();
    lines.push(...mentions.meet(reading));
    if (lines.length < batchLines) continue;
    await deal(lines);
    lines = [];
  }
  await deal(lines);
  await report.add(await flagAllVanished(desk, record, mentions));
  return end(desk, record, report, mentions.scopes(), write);
}

async function end(
  desk: Desk,
  record: Running,
  report: Report,
  scopes: ReturnType<ReturnType<typeof mentionsOf>['scopes']>,
  write: Write,
): Promise<Import> {
  const csv = await report.end(scopes);
  for (const language of languages) {
    const fileName = reportNameOf(record.number, language);
    await desk.bucket.writeReport(reportKeyOf(record.number, language), { body: csv[language], fileName });
  }
  return write({ ...record, counts: report.counts(), state: 'done', endedAt: desk.clock(), scopes });
}
