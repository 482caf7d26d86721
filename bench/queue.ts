/** The queue in a browser: how soon it can be worked in, how it scrolls, sorts and filters, and what it weighs. */
import type { Page } from 'playwright-core';
import { plan } from '#shared/request/plan.ts';
import { openBrowser } from '#test/support/browser.ts';
import { signInAs } from '#test/support/signInPage.ts';
import { buildSite } from '../scripts/site.mjs';
import { crowded, fill, requestAt } from './desk.ts';
import type { Effort, Figure, Findings } from './figure.ts';
import { sizeOf } from './siteSize.ts';
import { runStack } from './stack.ts';
import { median, quantile } from './timing.ts';

/** The figures to reach; a screen draws a frame in a sixtieth of a second. */
const goals = { kilobytes: 130, sortMs: 100 } as const;
const frameMs = 1_000 / 60;

const address = '/queue?view=group&group=techno-pedagogues';

/** Milliseconds from the address to the first row, to a key that is answered, and to the last row. */
async function opening(page: Page, size: number) {
  await page.goto('about:blank');
  const began = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('[data-key]').first().waitFor();
  const first = performance.now() - began;
  await page.keyboard.press('j');
  await page.locator('[data-key]:focus').waitFor();
  const answered = performance.now() - began;
  await page.locator(`[aria-rowcount="${size + 1}"]`).waitFor({ timeout: 120_000 });
  return { first, answered, whole: performance.now() - began };
}

// What runs in the page goes there as text: the desk's own code knows no document.

/** Milliseconds of each frame while the whole queue passes by, and in how many of them rows were missing. */
const scrolling = (seconds: number): string => `(async () => {
  const box = document.querySelector('[role=grid]').parentElement;
  const { left, top, width, height } = box.getBoundingClientRect();
  const frames = [];
  let blank = 0;
  let before = performance.now();
  const until = before + ${seconds * 1_000};
  const step = (box.scrollHeight - box.clientHeight) / ${seconds * 60};
  while (before < until) {
    box.scrollTop += step;
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(now - before);
    before = now;
    if (!document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-key]')) blank += 1;
  }
  box.scrollTop = 0;
  return { frames: frames.slice(1), blank };
})()`;

/** Milliseconds from the click on a heading until the rows in their new order are drawn. */
const sorting = `(async () => {
  const table = document.querySelector('[role=grid]');
  const seen = () => [...table.querySelectorAll('[data-key]')].at(-1).dataset.key;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const before = seen();
  const began = performance.now();
  document.activeElement.blur();
  table.querySelector('th:is([aria-sort=ascending],[aria-sort=descending]) button').click();
  while (seen() === before && performance.now() - began < 10_000) await frame();
  await frame();
  return performance.now() - began;
})()`;

export async function queue({ short }: Effort): Promise<Findings> {
  const [size, times, seconds] = short ? [400, 2, 1] : [10_000, 5, 5];
  if (!(await buildSite())) throw new Error('The site could not be built');
  const stack = await runStack({ inMemory: true, quiet: true });
  const browser = await openBrowser();
  try {
    await fill(
      stack.records,
      Array.from({ length: size / plan.length }, (_, rank) => crowded(requestAt(rank + 1))),
    );
    const { page } = await browser.visit(stack.site);
    page.setDefaultTimeout(60_000);
    await signInAs(page, 'sophie', address);
    const openings: Awaited<ReturnType<typeof opening>>[] = [];
    for (let turn = 0; turn <= times; turn += 1) openings.push(await opening(page, size));
    // The first finds neither code nor connections warm, as nobody does who works there all day.
    const warm = openings.slice(1);
    const { frames, blank } = await page.evaluate<{ frames: number[]; blank: number }>(scrolling(seconds));
    const dropped = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / frameMs) - 1), 0);
    const sorts: number[] = [];
    for (let turn = 0; turn < times * 2; turn += 1) sorts.push(await page.evaluate<number>(sorting));
    const { js, css } = await sizeOf([
      'src/pages/queue/index.vue',
      'src/locales/fr/queue.json',
      'src/locales/fr/views.json',
    ]);
    const figures: readonly Figure[] = [
      {
        what: 'initial JS and CSS of the queue page for who is signed in, gz',
        value: js + css,
        unit: 'kB',
        goal: goals.kilobytes,
      },
      { what: 'of which CSS', value: css, unit: 'kB' },
      { what: 'first row in the page', value: median(warm.map(({ first }) => first)), unit: 'ms' },
      { what: 'interactive: a key moves the focus', value: median(warm.map(({ answered }) => answered)), unit: 'ms' },
      {
        what: `all ${size.toLocaleString('en')} tasks there`,
        value: median(warm.map(({ whole }) => whole)),
        unit: 'ms',
      },
      { what: 'scrolling through all of them: frame, p95', value: quantile(frames, 0.95), unit: 'ms' },
      { what: `frames dropped, of ${frames.length + dropped}`, value: dropped, unit: '' },
      { what: 'frames without rows', value: blank, unit: '' },
      { what: 'sort, from the click to the drawing, p50', value: median(sorts), unit: 'ms', goal: goals.sortMs },
      { what: 'sort, from the click to the drawing, p95', value: quantile(sorts, 0.95), unit: 'ms' },
    ];
    return {
      subject: 'The queue in a browser',
      how: `Chromium without a window or a graphics card, 1440 × 900, beside the stack on the same cores; a queue of ${size.toLocaleString('en')} open tasks, tables in memory. Times are from the address, code in the browser's cache.`,
      figures,
    };
  } finally {
    await browser.close();
    await stack.stop();
  }
}
