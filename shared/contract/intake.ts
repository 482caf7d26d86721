/** Prefixes of the intake bucket: where grids land, where reports are kept. */
export const intakePrefixes = { import: 'grids/', preview: 'previews/', reports: 'reports/' } as const;

/** Largest grid file accepted, in bytes. */
export const maxGridBytes = 25 * 1024 * 1024;

/** Most data rows read from one grid. */
export const maxGridRows = 60_000;

/** Seconds during which an upload may begin, or a report be fetched, at an address the desk gave. */
export const addressSeconds = 15 * 60;
