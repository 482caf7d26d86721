/** Names of files as object keys take them. */

const longest = 80;

/**
 * A spelling of a file name that is safe in an object key and in a header: Latin letters without accent, digits, point,
 * hyphen and underscore. Never empty; the extension is kept.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
  return plain === '' ? 'grille' : plain.slice(-longest).replace(/^[.-]+/, '');
}

/**
 * A file name as its sender wrote it, fit to be shown: without control characters, marks that turn the reading direction
 * (which make `xslx.exe` look like a grid), or folders. Never empty.
 */
export function shownFileName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const shown = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return shown === '' ? 'grille' : shown;
}
