import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startPool } from '#infra/local/oidc/pool.ts';
import type { Pool } from '#infra/local/oidc/pool.ts';
import { groundOf } from '../http/ground.ts';
import type { TestGround } from '../http/ground.ts';
import { poolResources } from './poolResources.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../../../../infra/local/token.ts');

let ground: TestGround;
let pool: Pool;

const token = (...given: readonly string[]) => run(execPath, [script, ...given, '--state', ground.stateFolder]);

beforeEach(async () => {
  const resources = poolResources();
  const [description] = resources;
  if (description === undefined) throw new Error('no pool');
  ground = await groundOf(resources, () => Promise.reject(new Error('no trigger in this test')));
  pool = await startPool(ground, { pool: description });
});

afterEach(async () => {
  await pool.stop();
  await ground.clear();
});

it('prints an access token of the running stack, and nothing else', async () => {
  const { issuer, clientId } = pool;
  await writeFile(join(ground.stateFolder, 'addresses.json'), JSON.stringify({ issuer, clientId, site: 'unused' }));
  const { stdout } = await token('helene');
  expect(decodeJwt(stdout.trim())).toMatchObject({ iss: issuer, 'cognito:groups': ['managers', 'agents'] });
  await expect(token('nobody')).rejects.toMatchObject({ code: 1 });
});

it('says what is missing when no stack runs or nobody is named', async () => {
  await expect(token('helene')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('npm start') as string,
  });
  await expect(token()).rejects.toMatchObject({ code: 2 });
});
