/** One local stack with the site as it is now, for all tests that look at it in a browser. */
import type { TestProject } from 'vitest/node';
import { buildSite } from '../../scripts/site.mjs';
import startStack from './stack.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!(await buildSite())) throw new Error('The site could not be built: see what vite says above');
  return startStack(project);
}
