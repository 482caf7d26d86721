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
