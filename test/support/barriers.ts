/** What keeps somebody from using a page, as axe finds it in a real browser: with its layout and its colours. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Rules of WCAG 2.2, A and AA, that the page breaks, and whatever else is serious, as `rule: element`.
 * @param rules only these, where the rest was looked at before.
 */
export async function barriersOn(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Given from outside the page, whose own policy lets no stranger's script in.
  await page.evaluate(`typeof axe === 'undefined' && (() => { ${axe} })()`);
  const asked = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(asked)})`);
  return violations
    .filter(
      ({ tags, impact }) =>
        impact === 'serious' || impact === 'critical' || tags.some((tag) => /^wcag\d+a{1,2}$/.test(tag)),
    )
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`.trim()));
}
