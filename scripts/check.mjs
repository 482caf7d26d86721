/**
 * Everything that can be said about the code without running it: format, lint, types, rooms, unused code.
 * Quiet where all is well; a step that fails shows its own words. `node scripts/check.mjs lint types` runs those two.
 */
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

const steps = {
  lint: 'npm run --silent lint',
  types: 'npm run --silent types',
  format: `prettier --check --log-level warn --cache .`,
  rooms: 'npm run --silent rooms',
  unused: 'npm run --silent unused',
};

/** Runs the steps two at a time (lint is as long as all the others) and tells how many held. */
export async function check(names = Object.keys(steps)) {
  const waiting = [...names];
  const failed = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const began = performance.now();
      const { ok, output } = await run(steps[name]);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(7)}${seconds.padStart(6)} s`);
      if (!ok) (failed.push(name), console.log(output.trimEnd()));
    }
  };
  await Promise.all([worker(), worker()]);
  return { passed: names.length - failed.length, failed: failed.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    console.error(`Unknown check: ${unknown.join(', ')}. There are ${Object.keys(steps).join(', ')}.`);
    process.exit(2);
  }
  const { failed } = await check(asked.length > 0 ? asked : undefined);
  process.exit(failed > 0 ? 1 : 0);
}
