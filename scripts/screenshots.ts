/**
 * `npm run screenshots`: pictures of every page for the guide and the README, and for whoever mends the screens. Starts a
 * stack of its own with the sample grids, looks at each page at three widths, and takes it all away again.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startStack } from '#infra/local/main.ts';
import { openBrowser } from '#test/support/browser.ts';
import { signInAs } from '#test/support/signInPage.ts';
import { fillDesk } from './screenshots/sampleDesk.ts';
import { sights, widths, type Sight } from './screenshots/sights.ts';
import { buildSite } from './site.mjs';

const usage = `npm run screenshots -- [--to docs/images] [--png] [name …]

  --to DIR   folder of the pictures (docs/images)
  --png      as PNG, without loss, instead of small WebP
  name …     only these pictures`;

const { values, positionals } = parseArgs({
  options: {
    to: { type: 'string', default: 'docs/images' },
    png: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
/** Of WebP: text stays sharp, and a page is some forty kilobytes. */
const quality = 80;

const folder = path.resolve(values.to);
const wanted = sights.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
await mkdir(folder, { recursive: true });
if (!(await buildSite())) process.exit(1);
const stack = await startStack({ inMemory: true });
const browser = await openBrowser();
try {
  const desk = await fillDesk(stack, Date.now());
  for (const sight of wanted) await take(sight, (each) => each.path(desk));
} finally {
  await browser.close();
  await stack.stop();
}

async function take(sight: Sight, pathOf: (sight: Sight) => string): Promise<void> {
  const { name, person, open, dark } = sight;
  const { page, context, troubles } = await browser.visit(stack.addresses.site);
  if (person === null) await page.goto(pathOf(sight));
  else await signInAs(page, person, pathOf(sight));
  for (const scheme of dark ? (['light', 'dark'] as const) : (['light'] as const)) {
    for (const size of widths) {
      if (scheme === 'dark' && size.width === 1024) continue;
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(size);
      // Each from its beginning: what was opened at one width may be folded at another.
      await page.reload();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      if (open) await open(page);
      const file = path.join(folder, `${name}-${size.width}${scheme === 'dark' ? '-sombre' : ''}`);
      await page.screenshot(values.png ? { path: `${file}.png` } : { path: `${file}.webp`, type: 'webp', quality });
    }
  }
  await context.close();
  for (const trouble of troubles) console.warn(`${name}: ${trouble}`);
  console.log(name);
}
