/** A real browser on the running site: windows of people, each of which notes what a developer would find in its console. */
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumPath } from '../../scripts/chromium.mjs';

/** How a window looks at the site. */
export interface Looks {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Language of the browser itself. */
  readonly language?: 'fr-CA' | 'en-CA';
  /** Trouble that is the very matter of a test, such as what a cut network leaves in the console. */
  readonly foreseen?: RegExp;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, of the console and of the content security policy so far. */
  readonly troubles: readonly string[];
}

export interface Browser {
  /** A person's own window: nothing kept from another. */
  visit(site: string, looks?: Looks): Promise<Visit>;
  close(): Promise<void>;
}

/** Told by the page itself: a report of the console names no directive of what was blocked. */
const tellViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('securitypolicyviolation', event.violatedDirective, event.blockedURI, event.sample))`;

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    // Continuous integration often runs as root, where Chromium's own sandbox cannot.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      // What the browser itself draws, such as the fields of a date.
      '--lang=fr-CA',
    ],
  });
  return {
    visit: async (site, { width = 1440, height = 900, scheme = 'light', language = 'fr-CA', foreseen } = {}) => {
      const context = await browser.newContext({
        baseURL: site,
        locale: language,
        timezoneId: 'America/Toronto',
        viewport: { width, height },
        colorScheme: scheme,
        // What moves is never where a test, or a reader of a picture, looks for it.
        reducedMotion: 'reduce',
      });
      await context.addInitScript(tellViolations);
      const page = await context.newPage();
      const troubles: string[] = [];
      const note = (trouble: string): void => {
        if (foreseen?.test(trouble) !== true) troubles.push(trouble);
      };
      page.on('pageerror', (error) => note(String(error.stack ?? error)));
      page.on('console', (message) => {
        const { url } = message.location();
        // The sign-in page is a stand-in for Cognito's and no page of ours.
        const ours = url === '' ? page.url().startsWith(site) : url.startsWith(site);
        if (message.type() === 'error' && ours) note(`${message.text()} (${url})`);
      });
      return { page, context, troubles };
    },
    close: () => browser.close(),
  };
}
