import type { ImportRefusal } from '#shared/grid/import.ts';

/**
 * A file that no rows can be had from. Thrown, unlike other refusals: a stream of rows can find out at any row, and whoever
 * reads it stops there.
 */
export class UnreadableFile extends Error {
  readonly code: ImportRefusal;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    code: ImportRefusal,
    { params = {}, cause }: { params?: Readonly<Record<string, string | number>>; cause?: unknown } = {},
  ) {
    super(`Unreadable file: ${code}`, { cause });
    this.name = 'UnreadableFile';
    this.code = code;
    this.params = params;
  }
}
