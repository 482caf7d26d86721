/** Runs the CDK app in a process of its own, so that CDK's memory goes away with it. Arguments: app file, out folder, context. */

import { pathToFileURL } from 'node:url';
import * as z from 'zod';

interface App {
  synthesise(options: { outdir: string; context?: Record<string, string> }): unknown;
}

function isApp(value: unknown): value is App {
  return typeof value === 'object' && value !== null && 'synthesise' in value && typeof value.synthesise === 'function';
}

const [, , file = '', outdir = '', context = '{}'] = process.argv;
const app: unknown = await import(pathToFileURL(file).href);
if (!isApp(app)) throw new Error(`${file} exports no function synthesise`);
await app.synthesise({ outdir, context: z.record(z.string(), z.string()).parse(JSON.parse(context)) });
