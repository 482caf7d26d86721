import axe from 'axe-core';

/** What axe finds wrong, as `rule: element`; layout and colour are looked at in a real browser. */
export async function faultsIn(element: Element): Promise<readonly string[]> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
