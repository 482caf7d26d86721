/** Object storage as a browser's form upload meets it: each file is answered, refused or cut as the test says. */
import { afterEach, beforeEach } from 'vitest';

export interface Arriving {
  readonly url: string;
  readonly form: FormData;
  /** Says how much has left. */
  readonly progress: (loaded: number, total: number) => void;
  readonly accept: () => void;
  readonly refuse: (status: number, answer: string) => void;
  readonly cut: () => void;
  readonly stopped: () => boolean;
}

/** Uploads in the order they began; puts the browser's own way back after each test. */
export function fakeStorage(): readonly Arriving[] {
  const arriving: Arriving[] = [];
  const real = window.XMLHttpRequest;

  class Fake extends EventTarget {
    readonly upload = new EventTarget();
    status = 0;
    responseText = '';
    #url = '';
    #stopped = false;

    open(_method: string, url: string): void {
      this.#url = url;
    }

    #end(kind: string, status = 0, answer = ''): void {
      this.status = status;
      this.responseText = answer;
      this.dispatchEvent(new Event(kind));
    }

    abort(): void {
      this.#stopped = true;
      this.#end('abort');
    }

    send(form: FormData): void {
      arriving.push({
        url: this.#url,
        form,
        progress: (loaded, total) =>
          this.upload.dispatchEvent(new ProgressEvent('progress', { lengthComputable: true, loaded, total })),
        accept: () => this.#end('load', 204),
        refuse: (status, answer) => this.#end('load', status, answer),
        cut: () => this.#end('error'),
        stopped: () => this.#stopped,
      });
    }
  }

  beforeEach(() => {
    arriving.length = 0;
    Reflect.set(window, 'XMLHttpRequest', Fake);
  });
  afterEach(() => {
    Reflect.set(window, 'XMLHttpRequest', real);
  });
  return arriving;
}
