/** Builds the site when something it is made of is newer than what was built; false when it cannot be built. */
export function buildSite(): Promise<boolean>;
