/** A real browser on the running site, which notes whatever a developer would find in its console. */
import { chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../scripts/chromium.mjs';

export interface Visit {
  readonly page: Page;
  /** Errors of scripts, of the console and of the content security policy so far. */
  readonly troubles: readonly string[];
}

export interface Browser {
  /** A person's own window: nothing kept from another. */
  visit(site: string): Promise<Visit>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    // Continuous integration often runs as root, where Chromium's own sandbox cannot.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  return {
    visit: async (site) => {
      const context = await browser.newContext({ baseURL: site, locale: 'fr-CA', timezoneId: 'America/Toronto' });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => {
        const { url } = message.location();
        // The sign-in page is a stand-in for Cognito's and no page of ours.
        if (message.type() === 'error' && url.startsWith(site)) troubles.push(`${message.text()} (${url})`);
      });
      return { page, troubles };
    },
    close: () => browser.close(),
  };
}
