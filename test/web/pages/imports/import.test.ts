import { fireEvent, screen, waitFor, within } from '@testing-library/vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expect as expectImport } from '#web/data/expected.ts';
import type { ImportNumber } from '#shared/ids.ts';
import ImportScreen from '#web/pages/imports/parts/ImportScreen.vue';
import { refusing, showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { asTallAsAWindow } from '../../layout.ts';
import { chantal, sophie } from '../../people.ts';
import { changed, imported, preview, rowsOf } from './records.ts';

asTallAsAWindow();
const number = preview.number as ImportNumber;
beforeEach(() => sessionStorage.clear());
afterEach(() => vi.useRealTimers());

function page(answers: Answers = {}, props: { readonly number: ImportNumber; readonly at?: string } = { number }) {
  const standing = {
    'GET /api/me': chantal,
    [`GET /api/imports/${preview.number}`]: preview,
    [`GET /api/imports/${imported.number}`]: imported,
    ...rowsOf(preview.number),
    ...rowsOf(imported.number),
    ...answers,
  };
  return showBefore(ImportScreen, standing, { props: { number: props.number }, at: props.at ?? '/imports' });
}
const rows = () => screen.getAllByRole('row').slice(1);
const filter = (name: RegExp) => screen.findByRole('button', { name });

describe('a check', () => {
  it('says that nothing is written yet and what an import would do, and is whole for those who hear it', async () => {
    const { container } = page();
    expect(await screen.findByText('Ceci est une vérification : rien n’est encore écrit.')).toBeDefined();
    expect(screen.getByText('51 demandes seraient créées, chacune avec ses quatre tâches')).toBeDefined();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Grille d’automne.xlsx');
    await screen.findByText('55 lignes');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('shows rows in sheet order with their reason, and filters by what became of them', async () => {
    const { router } = page();
    await fireEvent.click(await filter(/^2 refusées$/));
    await waitFor(async () => expect((await filter(/^2 refusées$/)).getAttribute('aria-pressed')).toBe('true'));
    await waitFor(() => expect(rows()).toHaveLength(2));
    const [first, second] = rows();
    expect(first?.textContent).toContain('Sigle\u00a0: La cellule « Sigle » est vide.');
    expect(second?.textContent).toContain('26');
    expect(second?.textContent).toContain('Courriel du responsable\u00a0: La valeur « pas-un-courriel »');
    await waitFor(() => expect(router.currentRoute.value.query).toEqual({ rows: 'refused' }));
  });

  it('tells all that is wrong with a row, with the cell as the grid has it', async () => {
    page({}, { number, at: '/imports/IMP0010001?rows=refused' });
    await fireEvent.click(await screen.findByRole('button', { name: /Ligne 26 de la feuille$/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Ligne 26 de la feuille' });
    expect(dialog.textContent).toContain('Dans la grille\u00a0: pas-un-courriel');
    expect(dialog.textContent).toContain('La valeur « ? » n’est pas une section.');
  });

  it('tells what changed in words, from and to', async () => {
    const counts = { ...preview.counts, updated: 1 };
    page(
      {
        [`GET /api/imports/${number}`]: { ...preview, counts },
        [`GET /api/imports/${number}/rows?outcome=updated`]: { items: [changed], next: null },
      },
      { number, at: '/imports/IMP0010001?rows=updated' },
    );
    await waitFor(() =>
      expect(rows()[0]?.textContent).toContain('Responsable du cours\u00a0: André Fortin → Rébecca Fortin'),
    );
    expect(
      within(rows()[0] ?? document.body)
        .getByRole('link')
        .getAttribute('href'),
    ).toBe('/requests/RITM0010004');
    await fireEvent.click(screen.getByRole('button', { name: /Ligne 8 de la feuille$/ }));
    expect((await screen.findByRole('dialog')).textContent).toContain('3 septembre 2020');
  });

  it('finds rows by any of their words, accents aside', async () => {
    page();
    await screen.findByText('55 lignes');
    await fireEvent.update(screen.getByRole('searchbox', { name: 'Chercher dans le rapport' }), 'mmd1042 COURS');
    await screen.findByText('une ligne');
    expect(rows()[0]?.textContent).toContain('MMD1042 A');
    await fireEvent.update(screen.getByRole('searchbox'), 'rien de tel');
    await fireEvent.click(await screen.findByRole('button', { name: 'Effacer la recherche' }));
    await screen.findByText('55 lignes');
  });

  it('is imported by one press, without choosing the file again', async () => {
    const { asked, router } = page({ [`POST /api/imports/${number}/import`]: { number: imported.number } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Importer cette grille' }));
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/imports/IMP0010002'));
    expect(asked.filter(({ call }) => call.startsWith('POST'))).toHaveLength(1);
  });

  it('says why it cannot be imported any more, and what to do', async () => {
    const gone = 'Le fichier vérifié n’est plus conservé. Déposez la grille de nouveau.';
    page({ [`POST /api/imports/${number}/import`]: () => refusing(409, 'previewGone', gone) });
    await fireEvent.click(await screen.findByRole('button', { name: 'Importer cette grille' }));
    const alert = await screen.findByText(gone);
    expect(alert.closest('[role=alert]')?.querySelector('a')?.getAttribute('href')).toBe('/imports');
  });

  it('says that it was imported already, by which import', async () => {
    page({ [`GET /api/imports/${number}`]: { ...preview, importedAs: imported.number } });
    expect((await screen.findByRole('link', { name: /IMP0010002/ })).getAttribute('href')).toBe('/imports/IMP0010002');
    expect(screen.queryByRole('button', { name: 'Importer cette grille' })).toBeNull();
  });

  it('offers no import where there is nothing to do, or to somebody who may not send', async () => {
    const idle = { ...preview, counts: { ...preview.counts, created: 0, unchanged: 51 } };
    page({
      [`GET /api/imports/${number}`]: idle,
      [`GET /api/imports/${number}/rows?outcome=unchanged`]: { items: [], next: null },
    });
    expect(await screen.findByText(/Il n’y a rien à importer/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Importer cette grille' })).toBeNull();
  });

  it('is read only by those who may not send', async () => {
    page({ 'GET /api/me': sophie });
    expect(await screen.findByText(/revient aux coordonnateurs/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Importer cette grille' })).toBeNull();
  });

  it('says what to do about a file that could not be read', async () => {
    const detail = 'Le fichier est protégé par un mot de passe.';
    const failure = { code: 'filePasswordProtected', detail };
    page({ [`GET /api/imports/${number}`]: { ...preview, state: 'failed', failure } });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Cette grille n’a pas pu être vérifiée');
    expect(alert.textContent).toContain(detail);
    expect(alert.textContent).toContain('Rien n’a été créé ni modifié.');
  });
});

describe('an import under way', () => {
  /** On the fake clock: a few of the page's own questions. */
  const asked = { timeout: 10_000, interval: 200 };
  const running = { ...imported, state: 'running', endedAt: null, scopes: [], counts: { ...imported.counts, read: 0 } };

  it('waits for a file on its way, tells how far it is read, then what was done; all by itself', async () => {
    vi.useFakeTimers();
    const [newest, key] = ['GET /api/imports?limit=50', `GET /api/imports/${imported.number}`];
    expectImport(imported.number as ImportNumber);
    const { standing } = page(
      { [key]: () => refusing(404, 'notFound', 'Introuvable'), [newest]: { items: [preview], next: null } },
      { number: imported.number as ImportNumber },
    );
    await vi.waitFor(() => expect(screen.getAllByRole('status')[0]?.textContent).toContain('La lecture va commencer'));
    const begun = { ...running, counts: { ...running.counts, read: 7 } };
    standing[newest] = { items: [begun, preview], next: null };
    standing[key] = begun;
    await vi.waitFor(() => {
      expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('7 lignes lues sur 49');
    }, asked);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('14');
    standing[key] = imported;
    await vi.waitFor(() => {
      expect(screen.getByText('51 demandes ont été créées, chacune avec ses quatre tâches')).toBeDefined();
    }, asked);
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('is not there when nobody sent it', async () => {
    page({ [`GET /api/imports/${number}`]: () => refusing(404, 'notFound', 'Cet élément n’existe pas.') });
    expect((await screen.findByRole('alert')).textContent).toContain('Cet élément n’existe pas.');
  });
});

describe('an import that is done', () => {
  it('says where it differs from what its check announced', async () => {
    const counts = { ...imported.counts, created: 0, unchanged: 51 };
    page(
      {
        [`GET /api/imports/${imported.number}`]: { ...imported, counts },
        [`GET /api/imports/${imported.number}/rows?outcome=unchanged`]: { items: [], next: null },
      },
      { number: imported.number as ImportNumber },
    );
    const title = await screen.findByText('Ce n’est pas tout à fait ce que la vérification annonçait');
    const alert = title.closest('[role=alert]');
    expect(alert?.textContent).toContain('0 nouvelle, au lieu de 51');
    expect(alert?.textContent).toContain('51 inchangées, au lieu de 0');
    expect(alert?.textContent).not.toContain('refusée');
  });

  it('says which departments and terms were judged', async () => {
    page({}, { number: imported.number as ImportNumber });
    expect((await screen.findByText(/Cours disparus cherchés/)).closest('details')?.textContent).toContain('Pédiatrie');
    expect(screen.queryByText(/pas tout à fait/)).toBeNull();
  });
});
