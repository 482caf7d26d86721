/** The desk's app with its stream mappings switched off: what is written stays without consequences, so that tables fill fast. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { synthesise as synthesiseDesk } from '#infra/app.ts';

const template = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.looseObject({}).optional() })),
});

export async function synthesise(options: { outdir: string; context?: Record<string, string> }): Promise<void> {
  await synthesiseDesk(options);
  const files = (await readdir(options.outdir)).filter((name) => name.endsWith('.template.json'));
  for (const name of files) {
    const file = path.join(options.outdir, name);
    const read = template.parse(JSON.parse(await readFile(file, 'utf8')));
    for (const { Type, Properties } of Object.values(read.Resources)) {
      if (Type === 'AWS::Lambda::EventSourceMapping' && Properties) Properties['Enabled'] = false;
    }
    await writeFile(file, JSON.stringify(read));
  }
}
