/**
 * Deploys the stack, then the site: `npm run deploy -- -c stage=production …` takes what `cdk deploy` takes.
 * The site is built once for every stage; what it must know of this one lies beside it in `config.json`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { siteConfigPath, type SiteConfig } from '#shared/contract/siteConfig.ts';

const root = path.join(import.meta.dirname, '..');
const site = path.join(root, 'web', 'dist');
const outputsFile = path.join(root, 'cdk.out', 'outputs.json');

const outputs = z.record(
  z.string(),
  z.object({
    SiteBucket: z.string(),
    SiteUrl: z.string(),
    Issuer: z.string(),
    SiteClientId: z.string(),
    LiveUrl: z.string(),
  }),
);

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

run('npm', 'run', '--silent', 'build');
mkdirSync(path.dirname(outputsFile), { recursive: true });
run('cdk', 'deploy', '--outputs-file', outputsFile, ...process.argv.slice(2));
for (const stack of Object.values(outputs.parse(JSON.parse(readFileSync(outputsFile, 'utf8'))))) {
  const config: SiteConfig = {
    issuer: stack.Issuer,
    clientId: stack.SiteClientId,
    apiBase: '',
    liveUrl: stack.LiveUrl,
  };
  await publish(stack.SiteBucket, config);
  console.log(`The site is at ${stack.SiteUrl}`);
}

/** Uploads the site. Pages come last, so that none is served before the files it names. */
async function publish(bucket: string, config: SiteConfig): Promise<void> {
  const s3 = new S3Client();
  const files = await readdir(site, { recursive: true, withFileTypes: true });
  const keys = files
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(site, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  const put = async (key: string, body: Uint8Array) => {
    const type = contentTypes[path.extname(key)];
    if (type === undefined) throw new Error(`No content type is known for ${key}.`);
    // Vite names what it builds after its content: such a file never changes. All else is asked for anew.
    const cache = key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type, CacheControl: cache }),
    );
  };
  await put(siteConfigPath.slice(1), Buffer.from(JSON.stringify(config)));
  for (const key of keys.toSorted((one, other) => Number(one.endsWith('.html')) - Number(other.endsWith('.html')))) {
    await put(key, await readFile(path.join(site, key)));
  }
}

function run(command: string, ...words: string[]): void {
  const { status } = spawnSync(command, words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
