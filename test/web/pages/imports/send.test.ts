import { fireEvent, screen, waitFor, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it } from 'vitest';
import Imports from '#web/pages/imports/index.vue';
import { showBefore, refusing, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { fakeStorage } from '../../fakeStorage.ts';
import { chantal, sophie } from '../../people.ts';
import { imported, preview } from './records.ts';

const arriving = fakeStorage();
const none = { items: [], next: null };
const form = (number: string) => ({
  number,
  upload: {
    url: 'http://storage/',
    fields: { key: `previews/${number}/g.csv` },
    expiresAt: '2026-11-22T14:15:00.000Z',
  },
});
const standing: Answers = {
  'GET /api/me': chantal,
  'GET /api/imports?mode=import&limit=30': none,
  'GET /api/imports?mode=preview&limit=30': none,
};

function page(answers: Answers = {}) {
  let last = 10_000;
  const sendGrid = () => {
    last += 1;
    return new Response(JSON.stringify(form(`IMP00${last}`)), { status: 201 });
  };
  return showBefore(Imports, { ...standing, 'POST /api/imports': sendGrid, ...answers }, { at: '/imports' });
}

const file = (name: string, text = 'Sigle;Titre') => new File([text], name);
async function choose(...files: File[]): Promise<void> {
  await screen.findByRole('button', { name: 'Choisir des fichiers' });
  const input = document.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no chooser');
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  await fireEvent.change(input);
}
const line = (name: string): HTMLElement => {
  const found = screen.getAllByRole('listitem').find((each) => each.textContent.includes(name));
  if (!found) throw new Error(`${name} is not on the list`);
  return found;
};
const nextUpload = (rank: number) =>
  waitFor(() => {
    const one = arriving[rank];
    if (!one) throw new Error('Nothing is on its way');
    return one;
  });

beforeEach(() => sessionStorage.clear());

describe('sending grids', () => {
  it('says what may be sent, and is whole for those who hear it', async () => {
    const { container } = page();
    expect(await screen.findByText(/jusqu’à 25\s?Mo et 60\s?000 lignes/)).toBeDefined();
    expect(await screen.findByText('Aucune grille n’a encore été importée')).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('refuses what is no grid before anything leaves, with what to do', async () => {
    const { asked } = page();
    await choose(file('notes.pdf'), file('vieux.xls'), file('vide.csv', ''));
    expect(line('notes.pdf').textContent).toContain('Déposez un fichier .xlsx, .ods ou .csv');
    expect(line('vieux.xls').textContent).toContain('Enregistrer sous');
    expect(line('vide.csv').textContent).toContain('Le fichier est vide');
    expect(asked.filter(({ call }) => call.startsWith('POST'))).toEqual([]);
    expect(arriving).toEqual([]);
  });

  it('sends a grid for a check first, tells how much has left, and leads to the check', async () => {
    const { asked, router } = page();
    await choose(file('Grille d’été.csv'));
    const upload = await nextUpload(0);
    expect(asked.find(({ call }) => call === 'POST /api/imports')?.body).toEqual({
      ...{ fileName: 'Grille d’été.csv', mode: 'preview' },
    });
    expect([...upload.form.keys()]).toEqual(['key', 'file']);
    upload.progress(5, 10);
    const bar = await screen.findByRole('progressbar', { name: 'Envoi de Grille d’été.csv' });
    await waitFor(() => expect(bar.getAttribute('aria-valuenow')).toBe('50'));
    expect(bar.getAttribute('aria-valuetext')).toContain('50');
    upload.accept();
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/imports/IMP0010001'));
  });

  it('sends several one after the other, and tells what each check found', async () => {
    page({
      'GET /api/imports?limit=50': { items: [preview], next: null },
    });
    await choose(file('a.csv'), file('b.csv'));
    const first = await nextUpload(0);
    expect(line('b.csv').textContent).toContain('Attend son tour');
    expect(arriving).toHaveLength(1);
    first.accept();
    (await nextUpload(1)).accept();
    await waitFor(() => expect(line('a.csv').textContent).toContain('2 refusées'));
    await waitFor(() => expect(line('b.csv').textContent).toContain('vérification en cours'));
    expect(within(line('a.csv')).getByRole('link').getAttribute('href')).toBe('/imports/IMP0010001');
  });

  it('keeps a file whose upload was cut, and sends it again by another form', async () => {
    const { asked } = page();
    await choose(file('a.csv'), file('b.csv'));
    (await nextUpload(0)).cut();
    await waitFor(() => expect(line('a.csv').textContent).toContain('Votre fichier est encore ici'));
    (await nextUpload(1)).refuse(400, '<Error><Code>EntityTooLarge</Code></Error>');
    await waitFor(() => expect(line('b.csv').textContent).toContain('dépasse la taille permise'));
    await fireEvent.click(screen.getByRole('button', { name: 'Envoyer a.csv de nouveau' }));
    const again = await nextUpload(2);
    expect(again.form.get('key')).toBe('previews/IMP0010003/g.csv');
    expect(asked.filter(({ call }) => call === 'POST /api/imports')).toHaveLength(3);
  });

  it('stops an upload, and one that waits', async () => {
    page();
    await choose(file('a.csv'), file('b.csv'));
    const first = await nextUpload(0);
    await fireEvent.click(screen.getByRole('button', { name: 'Arrêter l’envoi de b.csv' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Arrêter l’envoi de a.csv' }));
    await waitFor(() => expect(line('a.csv').textContent).toContain('Envoi arrêté'));
    expect(first.stopped()).toBe(true);
    expect(line('b.csv').textContent).toContain('Envoi arrêté');
    expect(arriving).toHaveLength(1);
    await fireEvent.click(screen.getByRole('button', { name: 'Retirer a.csv de la liste' }));
    expect(screen.queryByText('a.csv')).toBeNull();
  });

  it('says the API’s own words when the desk refuses', async () => {
    page({ 'POST /api/imports': () => refusing(503, 'busy', 'Recommencez dans un instant.') });
    await choose(file('a.csv'));
    await waitFor(() => expect(line('a.csv').textContent).toContain('Recommencez dans un instant.'));
  });
});

describe('who may not send', () => {
  it('is told why, and reads the history all the same', async () => {
    const { container } = page({
      'GET /api/me': sophie,
      'GET /api/imports?mode=import&limit=30': { items: [imported], next: null },
    });
    expect(await screen.findByText('Vous pouvez lire les imports et leurs rapports')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Choisir des fichiers' })).toBeNull();
    const link = await screen.findByRole('link', { name: 'Grille d’automne.xlsx' });
    expect(link.getAttribute('href')).toBe('/imports/IMP0010002');
    expect(link.closest('li')?.textContent).toMatch(/par Chantal Vézina.*2 refusées/s);
    expect(await faultsIn(container)).toEqual([]);
  });
});
