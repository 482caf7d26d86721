/** What pictures are taken of: whose window, which page, what is opened on it. */
import type { Page } from 'playwright-core';
import type { SampleDesk } from './sampleDesk.ts';

export interface Sight {
  /** Name of the picture's file. */
  readonly name: string;
  readonly person: string | null;
  readonly path: (desk: SampleDesk) => string;
  readonly open?: (page: Page) => Promise<void>;
  /** Taken in dark, too. */
  readonly dark?: true;
}

const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
};

export const sights: readonly Sight[] = [
  { name: 'ma-journee', person: 'sophie', path: () => '/', dark: true },
  { name: 'file', person: 'sophie', path: () => '/queue?view=group&group=techno-pedagogues', dark: true },
  {
    name: 'file-selection',
    person: 'sophie',
    path: () => '/queue?view=unassigned&group=techno-pedagogues',
    open: async (page) => {
      for (const rank of [1, 2, 3]) await page.getByRole('row').nth(rank).getByRole('checkbox').check();
    },
  },
  { name: 'demande', person: 'sophie', path: ({ interviewed }) => interviewed, dark: true },
  { name: 'demande-parallele', person: 'marc', path: ({ parallel }) => parallel },
  { name: 'demande-conformite', person: 'linh', path: ({ lastTask }) => lastTask },
  { name: 'demandes', person: 'helene', path: () => '/requests' },
  { name: 'recherche', person: 'sophie', path: () => '/search?q=pediatrie' },
  { name: 'palette', person: 'sophie', path: () => '/queue', open: press('Control+k') },
  { name: 'raccourcis', person: 'sophie', path: () => '/queue', open: press('?') },
  { name: 'parametres', person: 'sophie', path: () => '/settings' },
  { name: 'journee-coordination', person: 'chantal', path: () => '/' },
  { name: 'grilles', person: 'chantal', path: () => '/imports' },
  { name: 'grille-verification', person: 'chantal', path: ({ checked }) => checked },
  { name: 'grille-rapport', person: 'chantal', path: ({ imported }) => imported },
  { name: 'journee-gestion', person: 'helene', path: () => '/' },
  { name: 'mes-demandes', person: 'emilie', path: () => '/my-requests' },
  { name: 'demande-suivie', person: 'emilie', path: ({ interviewed }) => interviewed.replace(/\?.*/, '') },
  { name: 'reference-api', person: null, path: () => '/api-reference' },
];

export const widths = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
