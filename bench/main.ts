/** `npm run bench`: measures the desk and holds each figure against its goal. `npm run bench -- import api` runs those two. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { apiInMemory, apiOnDisk } from './api.ts';
import { evaluating } from './evaluate.ts';
import { load, markdownOf, textOf, type Effort, type Findings } from './figure.ts';
import { functions } from './functions.ts';
import { importing } from './import.ts';
import { live } from './live.ts';
import { queue } from './queue.ts';
import { reading } from './reading.ts';
import { start } from './start.ts';
import { sweepingMany, sweepingNothing } from './sweep.ts';
import { time } from './time.ts';
import { workflow } from './workflow.ts';

const benches: Readonly<Record<string, readonly ((effort: Effort) => Promise<Findings>)[]>> = {
  time: [time],
  functions: [functions],
  reading: [reading],
  start: [start],
  workflow: [workflow],
  live: [live],
  api: [apiInMemory, apiOnDisk],
  import: [importing],
  queue: [queue],
  evaluate: [evaluating],
  sweep: [sweepingNothing, sweepingMany],
};

const usage = `Measures Guichet. Without names it runs all of: ${Object.keys(benches).join(', ')}.
  --short  little work each, to see that the benches themselves work`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !(name in benches));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Unknown: ${unknown.join(', ')}.`);
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const [cpu] = cpus();
const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.version}, ${process.platform}`;
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const sections: string[] = [];
for (const name of names) {
  for (const run of benches[name] ?? []) {
    const before = load();
    const findings = await run({ short: values.short });
    const loads = `${before} before, ${load()} after`;
    console.log(`\n${findings.subject} (load ${loads})\n${textOf(findings)}`);
    sections.push(markdownOf(findings, loads));
  }
}
console.log(`\n---- for docs/benchmarks.md ----\n`);
console.log(`Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}.\n\n${sections.join('\n')}`);
