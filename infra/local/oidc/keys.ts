import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';

/** The pool's signing key and cookie secret, made once and kept, so that tokens outlive a restart. */

const keySchema = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  d: z.string(),
});
const storedSchema = z.object({ key: keySchema, cookieSecret: z.string() });

export type PoolKeys = z.infer<typeof storedSchema>;

export const keptKeys = async (stateFolder: string): Promise<PoolKeys> => {
  const file = join(stateFolder, 'oidc-key.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return storedSchema.parse(JSON.parse(text));
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = {
    ...(await exportJWK(privateKey)),
    kid: randomBytes(12).toString('base64url'),
    alg: 'RS256',
    use: 'sig',
  };
  const kept = storedSchema.parse({ key, cookieSecret: randomBytes(32).toString('base64url') });
  // Written aside first: a crash halfway must not leave half a key.
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return kept;
};
