import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The files of the built site, as the bucket would give them through CloudFront. */

export interface SiteFile {
  readonly type: string;
  readonly etag: string;
  readonly modified: Date;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const asFile = (path: string, body: Buffer, modified: Date): SiteFile => ({
  type: types[extname(path).toLowerCase()] ?? 'application/octet-stream',
  etag: `"${createHash('md5').update(body).digest('hex')}"`,
  modified,
  body,
});

export type SiteFiles = (path: string) => Promise<SiteFile | undefined>;

/** Files of a folder; `given` ones, by path, come first. */
export const siteFiles = (folder: string, given: ReadonlyMap<string, string>): SiteFiles => {
  const root = resolve(folder);
  const began = new Date();
  const known = new Map<string, { readonly at: number; readonly file: SiteFile }>();
  return async (path) => {
    const own = given.get(path);
    if (own !== undefined) return asFile(path, Buffer.from(own), began);
    const place = resolve(join(root, path));
    // A path that climbs out of the folder names no object of the bucket.
    if (!place.startsWith(root + sep) || path.includes('\0')) return undefined;
    const found = await stat(place).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const kept = known.get(place);
    if (kept?.at === found.mtimeMs) return kept.file;
    const file = asFile(path, await readFile(place), found.mtime);
    known.set(place, { at: found.mtimeMs, file });
    return file;
  };
};

/** CloudFront compresses text between 1,000 bytes and 10 MB, Brotli before gzip. */
const compressible = (file: SiteFile): boolean =>
  file.body.length >= 1_000 &&
  file.body.length <= 10_000_000 &&
  /^(text\/|application\/(json|xml|manifest\+json|wasm)|image\/svg)/.test(file.type);

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type Compress = (file: SiteFile, accepted: string) => Promise<{ encoding: string; body: Buffer } | undefined>;

/** Compresses each version of a file once. */
export const compressor = (): Compress => {
  const made = new Map<string, Promise<Buffer>>();
  return async (file, accepted) => {
    if (!compressible(file)) return undefined;
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    if (encoding === undefined) return undefined;
    const key = `${encoding} ${file.etag}`;
    const body =
      made.get(key) ??
      (encoding === 'br' ? brotli(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : zip(file.body));
    made.set(key, body);
    return { encoding, body: await body };
  };
};
