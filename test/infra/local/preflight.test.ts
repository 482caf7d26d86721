import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choosePorts } from '#infra/local/ports.ts';
import { checkNode, holdState } from '#infra/local/preflight.ts';
import { scratch } from './probe/stack.ts';

let folder: string;

beforeEach(async () => {
  folder = await scratch();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an old Node.js is refused with what to do', () => {
  expect(() => checkNode('20.1.0')).toThrow(/Node\.js 24 is needed and this is 20\.1\.0: start with "npm start"/);
});

test('a port that is taken is named, one that is free is given', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(choosePorts(port)).rejects.toThrow(`Port ${port} is taken`);
  await new Promise((resolve) => server.close(resolve));
  expect((await choosePorts(0)).site).toBeGreaterThan(0);
});

test('a state folder is held until it is given back, and a holder that was killed does not count', () => {
  const file = path.join(folder, 'stack.pid');
  writeFileSync(file, '4194303');
  const giveBack = holdState(folder);
  expect(existsSync(file)).toBe(true);
  giveBack();
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, String(process.ppid));
  expect(() => holdState(folder)).toThrow(/already runs on .* \(process \d+\)/);
});
