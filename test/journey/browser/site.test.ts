/** The site in a real browser, served and secured as the template says. */
import { describe, expect, inject, it } from 'vitest';
import { routes } from '#shared/contract/routes.ts';
import { windowsOn } from '#test/support/windows.ts';

const windows = windowsOn(inject('stack').site);

describe('the site', () => {
  it('asks who you are, and then greets you by name', async () => {
    const page = await windows.as('sophie', '/');
    await page.getByRole('heading', { level: 1, name: 'Bonjour Sophie' }).waitFor();
    await page.getByRole('button', { name: 'Compte de Sophie Lamarre' }).click();
    await page.getByText('sophie.lamarre@umontreal.example').waitFor();
  });

  it('stays signed in when the page is loaded anew', async () => {
    const page = await windows.as('helene', '/');
    await page.getByRole('heading', { level: 1, name: 'Bonjour Hélène' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Bonjour Hélène' }).waitFor();
  });

  it('goes on to the page that was asked for before the sign-in', async () => {
    const page = await windows.as('sophie', '/queue?view=mine');
    await page.getByRole('heading', { level: 1, name: 'Mes tâches' }).waitFor();
  });

  it('lets you leave, and then waits for you to come back', async () => {
    const page = await windows.as('sophie', '/');
    await page.getByRole('button', { name: 'Compte de Sophie Lamarre' }).click();
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await page.getByRole('heading', { level: 1, name: 'Vous êtes déconnecté' }).waitFor();
    await page.goto('/queue');
    await page.getByRole('heading', { level: 1, name: 'Vous êtes déconnecté' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Navigation principale' }).count()).toBe(0);
  });

  it('shows every route of the API to anybody, without a sign-in', async () => {
    const { page } = await windows.visit();
    await page.goto('/api-reference');
    await page.getByRole('heading', { level: 1, name: 'Référence de l’API' }).waitFor();
    for (const { path } of Object.values(routes)) await page.getByText(path, { exact: true }).first().waitFor();
  });

  it('says so when an address leads nowhere', async () => {
    const { page } = await windows.visit();
    await page.goto('/nulle-part');
    await page.getByRole('heading', { name: 'Page introuvable' }).waitFor();
  });
});
