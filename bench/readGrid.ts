/** Reads a grid to its end, row by row, as the import does; says what it took. Bundled, and run in a process of its own. */
import { readFile } from 'node:fs/promises';
import { openGridFile } from '#functions/spreadsheet/gridFile.ts';
import { maxGridRows } from '#shared/contract/intake.ts';
import { mentionsOf } from '#shared/grid/mentions.ts';
import { readRow } from '#shared/grid/row.ts';

async function read(file: string) {
  const began = performance.now();
  const grid = await openGridFile(await readFile(file), maxGridRows);
  const mentions = mentionsOf(grid.header);
  let rows = 0;
  let entries = 0;
  for await (const row of grid.rows()) {
    rows += 1;
    entries += mentions.meet(readRow(row, grid.header)).filter(({ kind }) => kind === 'entry').length;
  }
  return { rows, entries, ms: performance.now() - began, peakKilobytes: process.resourceUsage().maxRSS };
}

void read(process.argv[2] ?? '').then((said) => console.log(JSON.stringify(said)));
