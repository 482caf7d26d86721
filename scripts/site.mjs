/** Builds the site when something it is made of is newer than what was built. */
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from './run.mjs';

const built = 'web/dist/index.html';
const madeOf = ['web/*.{html,ts,json}', 'web/{src,public}/**', 'shared/**/*.ts', 'package-lock.json'];

function isBuilt() {
  const at = statSync(join(root, built), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return globSync(madeOf, { cwd: root }).every((file) => statSync(join(root, file)).mtimeMs <= at);
}

export async function buildSite() {
  if (isBuilt()) return true;
  console.log('Building the site …');
  const { ok, output } = await run('npm run --silent build');
  if (!ok) console.error(output);
  return ok;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit((await buildSite()) ? 0 : 1);
