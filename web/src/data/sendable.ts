/** What can be said of a file before it is sent: its kind and size. What it holds is for the desk to judge. */
import { maxGridBytes } from '#shared/contract/intake.ts';

/** Endings of the files that grids are saved as. */
export const gridEndings = ['.xlsx', '.ods', '.csv'] as const;

/** Why a file is not even sent. */
export type Unsendable = 'folder' | 'empty' | 'tooLarge' | 'oldExcel' | 'otherKind';

/** Why this file is not sent; null when it may be. */
export function unsendable({ name, size }: Pick<File, 'name' | 'size'>): Unsendable | null {
  const ending = name.toLowerCase().slice(name.lastIndexOf('.'));
  if (ending === '.xls') return 'oldExcel';
  if (!gridEndings.some((each) => each === ending)) return 'otherKind';
  if (size === 0) return 'empty';
  return size > maxGridBytes ? 'tooLarge' : null;
}
