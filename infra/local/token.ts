import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { signIn } from './oidc/signIn.ts';

/** `node infra/local/token.ts <person>` prints an access token of the running local stack. */

const addressesSchema = z.object({ issuer: z.url(), clientId: z.string() });

const { positionals, values } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { state: { type: 'string', default: '.local' } },
});
const [person] = positionals;

if (person === undefined) {
  stderr.write('Usage: node infra/local/token.ts <person> [--state <folder>]\n');
  exit(2);
}

const file = join(values.state, 'addresses.json');
const text = await readFile(file, 'utf8').catch(() => undefined);
if (text === undefined) {
  stderr.write(`There is no ${file}: start the local stack first (npm start).\n`);
  exit(1);
}

try {
  const { accessToken } = await signIn(addressesSchema.parse(JSON.parse(text)), person);
  stdout.write(`${accessToken}\n`);
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  exit(1);
}
