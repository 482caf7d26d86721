/** Rows a second and peak memory of reading a grid, without a desk behind it. */
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as z from 'zod';
import { bundleSettings } from '#infra/bundle.ts';
import type { Effort, Figure, Findings } from './figure.ts';
import { longGrid, yearGrid } from './grid.ts';
import { scratchFolder } from './stack.ts';

const said = z.object({ rows: z.number(), entries: z.number(), ms: z.number(), peakKilobytes: z.number() });

/** Memory of the function that imports; its heap leaves room for what Node holds beside it. */
const memoryMegabytes = 512;
const heapMegabytes = 384;

export async function reading({ short }: Effort): Promise<Findings> {
  const folder = await scratchFolder();
  try {
    const outfile = path.join(folder, 'readGrid.cjs');
    await build({ ...bundleSettings, entryPoints: [path.join(import.meta.dirname, 'readGrid.ts')], outfile });
    const read = async (bytes: Uint8Array) => {
      const file = path.join(folder, 'grid.xlsx');
      await writeFile(file, bytes);
      const heap = `--max-old-space-size=${heapMegabytes}`;
      const { stdout } = await promisify(execFile)(process.execPath, [heap, outfile, file]);
      return said.parse(JSON.parse(stdout));
    };
    const figures: Figure[] = [];
    for (const bytes of [await yearGrid(), await longGrid(short ? 6_000 : 50_000)]) {
      const { rows, entries, ms, peakKilobytes } = await read(bytes);
      const named = `${rows.toLocaleString('en')} rows (${entries.toLocaleString('en')} courses × approaches)`;
      figures.push(
        { what: `${named}, read and judged`, value: ms / 1_000, unit: 's' },
        { what: `${named}, rows a second`, value: (rows / ms) * 1_000, unit: 'rows/s' },
        {
          what: `${named}, peak memory of the process`,
          value: peakKilobytes / 1024,
          unit: 'MiB',
          goal: memoryMegabytes,
        },
      );
    }
    return {
      subject: 'Reading a grid',
      how: `An .xlsx is read through once to be accepted and each row judged, as the import does, with nothing written; bundled, in a process of its own whose heap is held to ${heapMegabytes} MiB.`,
      figures,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
