/** A keyboard, and what it reaches. */
import type { Locator, Page } from 'playwright-core';

/** What has the focus. */
export const focused = (page: Page): Locator => page.locator(':focus');

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** More stops than any page has: beyond it the keyboard does not get there. */
const farthest = 200;

/** Goes on by Tab until this has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < farthest; stop += 1) {
    if ((await target.and(focused(page)).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}
