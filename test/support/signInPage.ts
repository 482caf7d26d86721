import type { Page } from 'playwright-core';
import people from '../../infra/local/people.json' with { type: 'json' };

/** The name a seeded person goes by. */
export function nameOf(username: string): string {
  const person = people.find((each) => each.username === username);
  if (!person) throw new Error(`Nobody is called ${username}`);
  return person.name;
}

/** Goes to a path of the site as somebody who is asked who they are on the way. */
export async function signInAs(page: Page, username: string, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: nameOf(username) }).click();
  await page.getByRole('banner').getByText('Guichet').waitFor();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}
