import { cleanup, fireEvent, screen, within } from '@testing-library/vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import CalendarPage from '#web/pages/calendar/index.vue';
import { dismiss, toasts } from '#web/ui/toasts.ts';
import { refusing, showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { sophie } from '../../people.ts';
import { alex, apiOf, itIsNoon, itIsNow, noel, patriots, standing, touching } from './calendars.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => {
  localStorage.clear();
  itIsNoon();
});
afterEach(() => {
  for (const { id } of toasts.value) dismiss(id);
  itIsNow();
});

const open = (answers: Answers = apiOf()) => showBefore(CalendarPage, answers);
const part = async (name: string) => within(await screen.findByRole('region', { name }));
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const type = (label: string | RegExp, text: string) => fireEvent.update(screen.getByLabelText(label), text);
const plain = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
/** Enters a closure as an admin types it. */
async function close(reason: string, from: string, to = ''): Promise<void> {
  await press('Ajouter une fermeture');
  await type(/^Raison/, reason);
  await type(/^Premier jour/, from);
  await type(/^Dernier jour/, to);
  await press('Ajouter aux modifications');
}

describe('the calendar as it holds', () => {
  it('is read by anybody of the desk: hours, closures of the year, the zone and the edition', async () => {
    const { container } = open({ ...apiOf({ ...standing, may: { edit: false } }), 'GET /api/me': sophie });
    const hours = await part('Heures d’ouverture');
    expect(plain(hours.getByText('du lundi au vendredi').nextElementSibling?.textContent)).toBe('de 8 h 30 à 16 h 30');
    const closures = within(screen.getByRole('list', { name: 'Fermetures de 2026' }));
    expect(closures.getAllByRole('listitem').map(({ textContent }) => plain(textContent))).toEqual([
      'Journée nationale des patriotes Passéelundi 18 mai 2026',
      'Congé de fin d’année du jeudi 24 décembre 2026 au samedi 2 janvier 2027',
    ]);
    expect(screen.getByText(/Toutes les heures de cette page sont à l’heure de l’Est/)).toBeDefined();
    expect(screen.getByText('Appliqué')).toBeDefined();
    expect(screen.getByText(/Aucune fermeture n’est inscrite pour 2027/)).toBeDefined();
    expect(screen.queryByRole('button', { name: /Modifier|Retirer|Ajouter|Fermer/ })).toBeNull();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('says that it is being applied, and looks again until it is', async () => {
    const { standing: answers } = open(apiOf({ ...standing, settled: false }));
    expect(await screen.findByText('Application en cours…')).toBeDefined();
    answers['GET /api/calendar'] = standing;
    expect(await screen.findByText('Appliqué')).toBeDefined();
  });

  it('tells who saved it, why, and what that changed', async () => {
    const saving = {
      ...{ version: 4, at: '2026-10-01T14:00:00.000Z', by: alex, note: 'Année 2026' },
      changes: [{ kind: 'closureAdded', closure: noel }],
    };
    open({ ...apiOf(), 'GET /api/calendar/history?limit=20': { items: [saving], next: null } });
    const history = await part('Historique du calendrier');
    expect(await history.findByText(/Fermeture ajoutée\s: Congé de fin d’année, du jeudi 24 décembre/)).toBeDefined();
    expect(history.getByText('Alex Beaudoin')).toBeDefined();
  });
});

describe('an admin', () => {
  it('adds a closure, sees what it would do before saving it, and says why', async () => {
    const { asked, container } = open(apiOf(standing, touching));
    await close('Tempête', '2026-11-20');
    expect(await screen.findByText('3 demandes d’aide changent, sur 12 ouvertes.')).toBeDefined();
    const effect = await part('Effet sur les demandes d’aide ouvertes');
    expect(effect.getByText('Une monte d’échelon')).toBeDefined();
    expect(effect.getByText('Une redescend d’échelon')).toBeDefined();
    expect(effect.getByText('Une change seulement de date')).toBeDefined();
    const [first] = effect.getAllByRole('listitem').filter(({ textContent }) => textContent.includes('INC0010001'));
    expect(plain(first?.textContent)).toContain('RésolutionNormaldevientEn retard');
    expect(effect.getByText('Fermeture d’elle-même')).toBeDefined();
    expect(screen.getByText(/touche un jour déjà passé/)).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
    expect(asked.some(({ call }) => call === 'PUT /api/calendar')).toBe(false);
    await type(/^Pourquoi ce changement/, 'La faculté a fermé');
    await press('Enregistrer le calendrier');
    expect(await screen.findByText('Édition 5')).toBeDefined();
    const sent = asked.find(({ call }) => call === 'PUT /api/calendar')?.body;
    expect(sent).toMatchObject({
      note: 'La faculté a fermé',
      closures: [patriots, noel, { from: '2026-11-20', to: '2026-11-20', reason: 'Tempête' }],
    });
    expect(screen.queryByRole('region', { name: 'Modifications à enregistrer' })).toBeNull();
    expect(screen.getByText('Application en cours…')).toBeDefined();
  });

  it('is told what is missing or clashes, at the field, before anything goes on', async () => {
    open();
    await press('Ajouter une fermeture');
    await press('Ajouter aux modifications');
    expect(await screen.findByText('Dites pourquoi le guichet ferme.')).toBeDefined();
    expect(document.activeElement).toBe(screen.getByLabelText(/^Raison/));
    await type(/^Raison/, 'Grève');
    await type(/^Premier jour/, '2026-12-30');
    await press('Ajouter aux modifications');
    expect((await screen.findByRole('alert', { name: '' })).textContent).toContain('Congé de fin d’année');
    await fireEvent.click(screen.getByLabelText('Une partie de la journée'));
    await press('Ajouter aux modifications');
    expect(screen.getAllByText('Indiquez l’heure.')).toHaveLength(2);
    expect(screen.getByRole('dialog')).toBeDefined();
  });

  it('closes a part of a day up to midnight', async () => {
    const { asked } = open();
    await press('Ajouter une fermeture');
    await type(/^Raison/, 'Panne');
    await type(/^Premier jour/, '2026-12-03');
    await fireEvent.click(screen.getByLabelText('Une partie de la journée'));
    await type(/^Fermé de/, '13:00');
    await type(/^Fermé jusqu’à/, '00:00');
    expect(await faultsIn(screen.getByRole('dialog'))).toEqual([]);
    await press('Ajouter aux modifications');
    await vi.waitFor(() =>
      expect(asked.find(({ call }) => call === 'POST /api/calendar/preview')?.body).toMatchObject({
        closures: [{}, {}, { from: '2026-12-03', during: { from: '13:00', to: '24:00' } }],
      }),
    );
    expect(screen.getByText(/Fermeture ajoutée\s: Panne, jeudi 3 décembre 2026, de 13 h à minuit/)).toBeDefined();
  });

  it('gives the desk an evening from a day on, and keeps the hours of before', async () => {
    const { asked } = open();
    await press('Nouvel horaire à partir d’un jour');
    await type(/^En vigueur à partir du/, '2027-01-04');
    await press('Ajouter une plage, lundi');
    await press('Ajouter aux modifications');
    expect(screen.getByLabelText('Ouverture, lundi, plage 2').getAttribute('aria-invalid')).toBe('true');
    await type('Ouverture, lundi, plage 2', '18:00');
    await type('Fermeture, lundi, plage 2', '20:00');
    await press('Mêmes heures que lundi jusqu’à vendredi');
    await press('Retirer la plage 1, vendredi');
    await press('Retirer la plage 1, vendredi');
    expect(await faultsIn(screen.getByRole('dialog'))).toEqual([]);
    await press('Ajouter aux modifications');
    const both = [
      { opens: '08:30', closes: '16:30' },
      { opens: '18:00', closes: '20:00' },
    ];
    await press('Enregistrer le calendrier');
    await screen.findByText('Édition 5');
    expect(asked.find(({ call }) => call === 'PUT /api/calendar')?.body).toMatchObject({
      hours: [standing.hours[0], { effectiveFrom: '2027-01-04', week: { mon: both, tue: both, wed: both, thu: both } }],
    });
    expect(screen.getByText('À venir')).toBeDefined();
  });

  it('takes a change back alone, and removes what is there', async () => {
    open();
    await close('Grève', '2026-12-03');
    await press(/^Retirer «\sCongé de fin d’année\s»/);
    const review = await part('Modifications à enregistrer');
    expect(review.getAllByRole('button', { name: /^Annuler\s: / })).toHaveLength(2);
    await press(/^Annuler\s: Fermeture retirée/);
    expect(
      within(screen.getByRole('list', { name: 'Fermetures de 2026' })).getByText('Congé de fin d’année'),
    ).toBeDefined();
    await press(/^Annuler\s: Fermeture ajoutée/);
    expect(screen.queryByRole('region', { name: 'Modifications à enregistrer' })).toBeNull();
  });

  it('finds what was not saved after a reload, and may give it up', async () => {
    open();
    await close('Grève', '2026-12-03');
    await type(/^Pourquoi ce changement/, 'Vote de jeudi');
    cleanup();
    open();
    expect(await screen.findByText(/Voici les modifications que vous n’aviez pas encore enregistrées/)).toBeDefined();
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Pourquoi ce changement/).value).toBe('Vote de jeudi');
    await press('Tout abandonner');
    cleanup();
    open();
    await part('Heures d’ouverture');
    expect(screen.queryByText('Grève')).toBeNull();
  });

  it('keeps what is written when the desk cannot be reached, and says so', async () => {
    const { standing: answers } = open();
    await close('Grève', '2026-12-03');
    delete answers['PUT /api/calendar'];
    await press('Enregistrer le calendrier');
    expect(await screen.findByText('Rien de ce que vous avez préparé n’est perdu.')).toBeDefined();
    expect(screen.getByText(/Fermeture ajoutée\s: Grève/)).toBeDefined();
  });

  it('is told what somebody else saved first, and saves their own changes on it', async () => {
    const storm = { from: '2026-12-01', to: '2026-12-01', reason: 'Tempête' };
    const theirs = {
      ...standing,
      version: 5,
      closures: [patriots, storm],
      saved: { at: '2026-12-02T17:00:00.000Z', by: { id: 'h', name: 'Hélène Marchand' }, note: 'Tempête d’hier' },
    };
    const { standing: answers, asked } = open();
    await close('Grève', '2026-12-03');
    const mismatch = {
      ...((await refusing(412, 'versionMismatch', 'Déjà changé').json()) as object),
      current: theirs,
      changes: [],
    };
    answers['PUT /api/calendar'] = () => new Response(JSON.stringify(mismatch), { status: 412 });
    await press('Enregistrer le calendrier');
    expect(await screen.findByText('Le calendrier a changé pendant que vous le modifiiez')).toBeDefined();
    const review = await part('Modifications à enregistrer');
    expect(review.getByText(/Enregistré par Hélène Marchand/)).toBeDefined();
    expect(review.getByText(/Fermeture ajoutée\s: Tempête, mardi 1 décembre/)).toBeDefined();
    expect(review.getByText(/Fermeture retirée\s: Congé de fin d’année/)).toBeDefined();
    answers['PUT /api/calendar'] = apiOf(theirs)['PUT /api/calendar'];
    await press('Enregistrer le calendrier');
    expect(await screen.findByText('Édition 6')).toBeDefined();
    expect(asked.findLast(({ call }) => call === 'PUT /api/calendar')?.body).toMatchObject({
      closures: [patriots, storm, { reason: 'Grève' }],
    });
  });
});

describe('the closures proposed for a year', () => {
  const canada = { from: '2026-07-01', to: '2026-07-01', reason: 'Fête du Canada' };
  const labour = { from: '2026-09-07', to: '2026-09-07', reason: 'Fête du Travail' };
  const proposed = {
    items: [
      { closure: patriots, known: true },
      { closure: canada, known: false },
      { closure: labour, known: false },
    ],
  };

  it('mark what the calendar has, and bring in what is ticked', async () => {
    open({ ...apiOf(), 'GET /api/calendar/proposals/2026': proposed });
    await press('Jours fériés de 2026');
    const dialog = within(await screen.findByRole('dialog'));
    expect((await dialog.findByText('Déjà au calendrier')).parentElement?.textContent).toContain('patriotes');
    expect(dialog.getAllByRole('checkbox')).toHaveLength(2);
    expect(await faultsIn(screen.getByRole('dialog'))).toEqual([]);
    await fireEvent.click(dialog.getByRole('checkbox', { name: /Fête du Travail/ }));
    await press('Ajouter cette fermeture');
    const closures = within(screen.getByRole('list', { name: 'Fermetures de 2026' }));
    expect(closures.getByText('Fête du Canada')).toBeDefined();
    expect(closures.queryByText('Fête du Travail')).toBeNull();
  });
});

describe('a storm', () => {
  it('closes the rest of the day in two gestures, with the effect shown, apart from the draft', async () => {
    const { asked } = open(apiOf(standing, touching));
    await close('Grève', '2026-12-03');
    await press('Fermer le reste de la journée');
    const dialog = within(await screen.findByRole('dialog'));
    expect(plain(dialog.getByText(/^mercredi 2 décembre 2026/).textContent)).toBe(
      'mercredi 2 décembre 2026, de 12 h 05 à minuit',
    );
    expect(await dialog.findByText('3 demandes d’aide changent, sur 12 ouvertes.')).toBeDefined();
    expect(await faultsIn(screen.getByRole('dialog'))).toEqual([]);
    await press('Fermer maintenant');
    await vi.waitFor(() => expect(toasts.value[0]?.text).toBe('Le guichet est fermé pour le reste de la journée.'));
    expect(asked.find(({ call }) => call === 'PUT /api/calendar')?.body).toMatchObject({
      note: 'Tempête',
      closures: [
        patriots,
        noel,
        { from: '2026-12-02', to: '2026-12-02', during: { from: '12:05', to: '24:00' }, reason: 'Tempête' },
      ],
    });
    const review = await part('Modifications à enregistrer');
    expect(review.getAllByRole('button', { name: /^Annuler\s: / })).toHaveLength(1);
    expect(review.getByText(/Grève/)).toBeDefined();
    expect(await screen.findByText('Le guichet n’ouvre plus aujourd’hui.')).toBeDefined();
  });
});
