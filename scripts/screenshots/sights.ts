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

/** A closure and a year's holidays about to be saved, with what they would do. */
async function rewriteCalendar(page: Page): Promise<void> {
  // What the width before left is there again.
  const again = page.getByRole('button', { name: 'Tout abandonner' });
  if (await again.isVisible()) await again.click();
  // The last working day, so that there is an effect to be seen.
  const day = new Date(Date.now() - 24 * 3_600_000);
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() - 1);
  await page.getByRole('button', { name: 'Ajouter une fermeture' }).click();
  await page.getByLabel(/^Raison/).fill('Panne d’électricité');
  await page.getByLabel(/^Premier jour/).fill(day.toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Ajouter aux modifications' }).click();
  await page
    .getByText(/demandes? d’aide ouvertes?\.|, sur/)
    .first()
    .waitFor();
  await page.evaluate('window.scrollTo(0, 0)');
}

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
  { name: 'demandes-aide', person: 'amina', path: () => '/incidents?view=group&group=technologues', dark: true },
  { name: 'demande-aide', person: 'linh', path: ({ help }) => help.worked, dark: true },
  { name: 'demande-aide-pourquoi', person: 'amina', path: ({ help }) => `${help.late}?explain=response` },
  { name: 'demande-aide-appel', person: 'amina', path: () => '/incidents/new' },
  { name: 'demander-aide', person: 'emilie', path: () => '/help' },
  { name: 'demande-aide-suivie', person: 'emilie', path: ({ help }) => help.own },
  { name: 'calendrier', person: 'alex', path: () => '/calendar', open: rewriteCalendar, dark: true },
  { name: 'reference-api', person: null, path: () => '/api-reference' },
];

export const widths = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
