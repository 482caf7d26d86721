/**
 * Grids being sent, one after the other, for a check first. They belong to the app and not to a page: leaving the page
 * stops nothing, and a file stays at hand until it has arrived.
 */
import { defineStore } from 'pinia';
import { computed, readonly, shallowRef, watch } from 'vue';
import type { ImportNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import { expect } from './expected.ts';
import { Refused } from './problem.ts';
import { unsendable, type Unsendable } from './sendable.ts';
import { upload, UploadFailed, type UploadFailure } from './upload.ts';

export type SendingState =
  | { readonly kind: 'unsendable'; readonly why: Unsendable }
  | { readonly kind: 'waiting' }
  /** `share` of the file that has left, 0 to 1. */
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'sent'; readonly number: ImportNumber }
  | { readonly kind: 'stopped' }
  /** `detail` is the API's own sentence, where it gave one. */
  | { readonly kind: 'failed'; readonly why: UploadFailure; readonly detail: string | null };

export interface Sending {
  readonly id: number;
  readonly file: File;
  readonly state: SendingState;
}

/** Whether the file still has to leave this page. */
export function isUnderWay({ state }: Pick<Sending, 'state'>): boolean {
  return state.kind === 'waiting' || state.kind === 'sending';
}

function failureOf(error: unknown): SendingState {
  if (error instanceof UploadFailed) return { kind: 'failed', why: error.failure, detail: null };
  if (error instanceof Refused) return { kind: 'failed', why: 'refused', detail: error.message };
  return { kind: 'failed', why: 'cut', detail: null };
}

export const useImportSending = defineStore('importSending', () => {
  const call = useClient();
  const all = shallowRef<readonly Sending[]>([]);
  const stops = new Map<number, AbortController>();
  let last = 0;
  let working: Promise<void> | null = null;

  function put(id: number, state: SendingState): void {
    all.value = all.value.map((each) => (each.id === id ? { ...each, state } : each));
  }

  async function send({ id, file }: Sending): Promise<void> {
    const stop = new AbortController();
    stops.set(id, stop);
    put(id, { kind: 'sending', share: 0 });
    try {
      const { signal } = stop;
      const { number, upload: form } = await call('sendGrid', {
        body: { fileName: file.name, mode: 'preview' },
        signal,
      });
      await upload(form, file, { signal, onShare: (share) => put(id, { kind: 'sending', share }) });
      expect(number);
      put(id, { kind: 'sent', number });
    } catch (error) {
      put(id, stop.signal.aborted ? { kind: 'stopped' } : failureOf(error));
    } finally {
      stops.delete(id);
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      const next = all.value.find(({ state }) => state.kind === 'waiting');
      if (!next) return;
      await send(next);
    }
  }

  function start(): void {
    working ??= work().finally(() => (working = null));
  }

  /** Takes files in and sends those that may be, one after the other. @returns their ids, in the order given. */
  function add(files: readonly File[]): readonly number[] {
    const added = files.map((file): Sending => {
      last += 1;
      const why = unsendable(file);
      return { id: last, file, state: why ? { kind: 'unsendable', why } : { kind: 'waiting' } };
    });
    all.value = [...all.value, ...added];
    start();
    return added.map(({ id }) => id);
  }

  /** Says that something dropped was no file at all. */
  function refuseFolder(name: string): void {
    last += 1;
    all.value = [...all.value, { id: last, file: new File([], name), state: { kind: 'unsendable', why: 'folder' } }];
  }

  function stop(id: number): void {
    stops.get(id)?.abort();
    if (all.value.some((each) => each.id === id && each.state.kind === 'waiting')) put(id, { kind: 'stopped' });
  }

  function again(id: number): void {
    put(id, { kind: 'waiting' });
    start();
  }

  function forget(id: number): void {
    all.value = all.value.filter((each) => each.id !== id);
  }

  const underWay = computed(() => all.value.some(isUnderWay));
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  // Closing the tab would lose what has not left yet: the browser asks first.
  watch(underWay, (some) => {
    if (some) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });

  return { all: readonly(all), underWay, add, refuseFolder, stop, again, forget };
});
