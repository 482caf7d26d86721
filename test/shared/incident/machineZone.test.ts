import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** What the same incidents come to on a machine whose clock hangs there. */
async function judgedIn(zone: string): Promise<{ readonly machine: string; readonly judged: unknown }> {
  const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, 'judge.ts')], {
    env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof judgedIn>>;
}

it('does not matter to clocks, explanations and warnings: not in UTC, Toronto, Tokyo or Auckland', async () => {
  const zones = ['UTC', 'America/Toronto', 'Asia/Tokyo', 'Pacific/Auckland'];
  const [first, ...others] = await Promise.all(zones.map(judgedIn));
  expect([first, ...others].map((each) => each?.machine)).toEqual(zones);
  for (const other of others) expect(other.judged).toEqual(first?.judged);
}, 60_000);
