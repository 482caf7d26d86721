/** What a page expects of a browser and jsdom lacks, and a clean page after each test. */
import { cleanup } from '@testing-library/vue';
import { afterEach } from 'vitest';
import * as z from 'zod/mini';

z.config({ jitless: true });

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

afterEach(() => {
  cleanup();
});
