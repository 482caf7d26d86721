/** Reads what this stage says of itself, once, before the app starts. */
import { siteConfigIn, siteConfigPath, type SiteConfig } from '#shared/contract/siteConfig.ts';

let known: SiteConfig | null = null;

/** Fetches and parses the file; throws when this site was deployed without it. */
export async function loadSiteConfig(): Promise<SiteConfig> {
  const response = await fetch(siteConfigPath, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${siteConfigPath}: ${response.status}`);
  known = siteConfigIn(await response.json());
  return known;
}

/** What was loaded. */
export function theSiteConfig(): SiteConfig {
  if (!known) throw new Error('The site configuration is read before anything else');
  return known;
}
