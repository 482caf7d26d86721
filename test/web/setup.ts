/** What a page expects of a browser and jsdom lacks, and a clean page after each test. */
import { cleanup, configure } from '@testing-library/vue';
import { afterEach } from 'vitest';
import * as z from 'zod/mini';
import { needAllWords } from '#web/shell/language.ts';

z.config({ jitless: true });
// The words of every page, as they are there a moment after the app has begun.
await needAllWords();
configure({ asyncUtilTimeout: 15_000 });

window.ResizeObserver = class {
  observe(): void {
    // Nothing has a size here.
  }
  unobserve(): void {
    // Nothing has a size here.
  }
  disconnect(): void {
    // Nothing has a size here.
  }
};

/** A wide window that nobody resizes. */
const matchMedia = (media: string) => ({
  ...{ matches: media.includes('min-width'), media, onchange: null },
  ...{ addEventListener: () => undefined, removeEventListener: () => undefined, dispatchEvent: () => true },
});
Reflect.set(window, 'matchMedia', matchMedia);

Element.prototype.scrollIntoView = () => {
  // Nothing has a place here.
};

afterEach(() => {
  cleanup();
});
