/** What was previewed is imported as it is: the same bytes, reconciled anew with what the desk knows by then. */
import { accepted, refused, type Outcome } from '../refusal.ts';
import type { Import } from './import.ts';

/** A preview whose report is whole: the only kind whose file may be taken over. */
export type DonePreview = Extract<Import, { state: 'done' }> & { readonly mode: 'preview' };

const isDonePreview = (record: Import): record is DonePreview => record.mode === 'preview' && record.state === 'done';

/** Whether the file of this record may be imported without being sent again. Refuses `previewNotDone`. */
export function importable(record: Import): Outcome<DonePreview> {
  return isDonePreview(record) ? accepted(record) : refused('previewNotDone');
}
