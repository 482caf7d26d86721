/** What a browser loads before it shows a page of the site: read from the manifest of a build. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import * as z from 'zod';
import { scratchFolder } from './stack.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).optional(),
    imports: z.array(z.string()).optional(),
  }),
);

/** A page by its file, and what comes with it on the way to it: the sign-in guards all of them. */
export interface PageSize {
  readonly js: number;
  readonly css: number;
}

/** Bytes, compressed as CloudFront does, of all a page needs, in kilobytes of 1,000. */
export async function sizeOf(sources: readonly string[]): Promise<PageSize> {
  const folder = await scratchFolder();
  const web = path.join(import.meta.dirname, '..', 'web');
  try {
    await build({
      configFile: path.join(web, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, manifest: true },
    });
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(path.join(folder, '.vite', 'manifest.json'), 'utf8')) as unknown,
    );
    const files = new Set<string>();
    const visited = new Set<string>();
    const visit = (name: string): void => {
      if (visited.has(name)) return;
      visited.add(name);
      const chunk = manifest[name];
      if (!chunk) throw new Error(`The build has no ${name}`);
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      for (const each of chunk.imports ?? []) visit(each);
    };
    for (const source of ['index.html', ...sources]) visit(source);
    const sum = async (ending: string): Promise<number> => {
      const wanted = [...files].filter((file) => file.endsWith(ending));
      const sizes = wanted.map(async (file) => gzipSync(await readFile(path.join(folder, file)), { level: 9 }).length);
      return (await Promise.all(sizes)).reduce((all, size) => all + size, 0) / 1_000;
    };
    return { js: await sum('.js'), css: await sum('.css') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
