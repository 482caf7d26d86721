/** A file on its way to object storage, by the form the API gave for it. */
import type { ResponseOf } from '#shared/contract/routes.ts';

export type UploadForm = ResponseOf<'sendGrid'>['upload'];

/** `cut`: the network failed, or the file was changed or moved while it was read. */
export type UploadFailure = 'cut' | 'tooLarge' | 'refused';

export class UploadFailed extends Error {
  override readonly name = 'UploadFailed';
  readonly failure: UploadFailure;
  constructor(failure: UploadFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** Storage's own word for what it refused, in XML. */
const refusalOf = (answer: string): UploadFailure => (answer.includes('EntityTooLarge') ? 'tooLarge' : 'refused');

/**
 * Sends the file. `fetch` cannot tell how much of a body has left, so this is the one place of an older way.
 * @param onShare told the share that has left, 0 to 1.
 * @throws `UploadFailed`; an abort rejects with the signal's reason.
 */
export function upload(
  { url, fields }: UploadForm,
  file: File,
  { onShare, signal }: { readonly onShare: (share: number) => void; readonly signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', file);
    const sending = new XMLHttpRequest();
    const stop = () => sending.abort();
    const end = (settle: () => void) => () => {
      signal.removeEventListener('abort', stop);
      settle();
    };
    sending.upload.addEventListener('progress', ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0));
    sending.addEventListener(
      'load',
      end(() => {
        if (sending.status >= 200 && sending.status < 300) resolve();
        else reject(new UploadFailed(refusalOf(sending.responseText)));
      }),
    );
    sending.addEventListener(
      'error',
      end(() => reject(new UploadFailed('cut'))),
    );
    sending.addEventListener(
      'abort',
      end(() => reject(signal.reason instanceof Error ? signal.reason : new DOMException('Stopped', 'AbortError'))),
    );
    signal.addEventListener('abort', stop);
    sending.open('POST', url);
    sending.send(form);
  });
}
