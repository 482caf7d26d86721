/** A page without layout gives everything no size, and a table that shows what is in view would show nothing. */
import { afterAll, beforeAll } from 'vitest';

/** For this file's tests, everything is as tall as a window. */
export function asTallAsAWindow(): void {
  beforeAll(() => {
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  });
  afterAll(() => {
    // What the page itself says is inherited.
    Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
  });
}
