import { fireEvent, screen, waitFor, within } from '@testing-library/vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Help from '#web/pages/help/index.vue';
import { refusing, showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { calendarAnswer } from '../../deskCalendar.ts';
import { emilie } from '../../people.ts';

const post = 'POST /api/incidents';
const mine = {
  ...{ number: 'RITM0010001', version: 3, state: 'inProgress', dueOn: '2027-01-12', dueOnConfirmed: true },
  ...{ slackDays: 30, vanished: false, createdAt: '2026-11-01T14:00:00.000Z', steps: [] },
  course: {
    ...{ term: 'H2027', sigle: 'PBC6666', section: 'A', approach: 'synchronous', title: 'Pharmacologie clinique' },
    ...{ department: 'Pharmacologie', responsible: { name: emilie.name, email: emilie.email } },
  },
  activity: { kind: 'created', step: null, at: '2026-11-20T15:00:00.000Z', text: null, by: null },
};
const opened = () =>
  new Response(
    JSON.stringify({
      ...{ number: 'INC0010042', version: 1, openedAt: '2026-11-22T15:00:00.000Z', group: 'technologues' },
      promisedBy: '2026-11-23T21:30:00.000Z',
    }),
    { status: 201 },
  );
const standing: Answers = {
  'GET /api/me': emilie,
  'GET /api/incident-promise': { respondBy: '2026-11-24T21:30:00.000Z', open: true },
  'GET /api/calendar': calendarAnswer,
  'GET /api/my-requests?phase=inHand': { items: [mine], next: null },
  [post]: opened,
};
const page = (answers: Answers = {}, at = '/help') => showBefore(Help, { ...standing, ...answers }, { at });

const box = (name: RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Envoyer ma demande' }));
const arrived = () => screen.findByRole('heading', { name: 'Votre demande est bien arrivée' });
async function fill(): Promise<void> {
  await fireEvent.click(await screen.findByRole('radio', { name: 'Un problème' }));
  await fireEvent.update(await box(/En une phrase/), 'Le son coupe pendant ma classe');
  await fireEvent.update(await box(/Racontez/), 'Toutes les cinq minutes, depuis lundi.');
}

beforeEach(() => {
  localStorage.clear();
});

describe('what is promised', () => {
  beforeEach(() => {
    // A Sunday morning at the desk.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T15:00:00.000Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is said before anything is sent', async () => {
    const { container } = page();
    expect((await screen.findByText(/Réponse d’ici/)).textContent).toBe('Réponse d’ici mardi 24 novembre à 16 h 30');
    expect(screen.queryByText(/Le guichet est fermé/)).toBeNull();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('says that the desk is closed, and when it opens', async () => {
    page({ 'GET /api/incident-promise': { respondBy: '2026-11-23T21:30:00.000Z', open: false } });
    expect((await screen.findByText(/il ouvre/)).textContent).toBe(
      'Le guichet est fermé en ce moment; il ouvre lundi 23 novembre à 8 h 30.',
    );
  });

  it('is nothing where the desk never opens again, and no reason not to write', async () => {
    page({ 'GET /api/incident-promise': { respondBy: null, open: false } });
    expect(await screen.findByText(/nous ne pouvons rien promettre/)).toBeDefined();
    expect(screen.queryByText(/Réponse d’ici/)).toBeNull();
  });
});

describe('asking for help', () => {
  it('says what each kind means, and asks for more only of those that have more', async () => {
    page();
    const question = await screen.findByRole('radio', { name: 'Une question' });
    const described = document.getElementById(question.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toContain('comment vous servir d’un outil');
    await fireEvent.click(question);
    expect(screen.queryByRole('combobox', { name: 'Plus précisément' })).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: 'Une demande' }));
    const more = screen.getByRole('combobox', { name: 'Plus précisément' });
    expect(
      within(more)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual([...['Je ne sais pas', 'Un accès', 'Une correction de données', 'Un rapport']]);
  });

  it('tells what is missing and goes there', async () => {
    const { container, asked } = page();
    await screen.findByText(/Réponse d’ici/);
    await send();
    expect(screen.getByText('Choisissez ce qui s’en approche le plus.')).toBeDefined();
    expect(screen.getByText('Dites en une phrase de quoi il s’agit.')).toBeDefined();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Une question' })));
    expect(asked.some(({ call }) => call === post)).toBe(false);
    expect(await faultsIn(container)).toEqual([]);
  });

  it('ends with a number, a promise, what happens next and a link to follow it', async () => {
    const { asked, container } = page();
    await fill();
    await send();
    await arrived();
    expect(screen.getByRole('status').textContent).toMatch(/INC0010042.*Réponse d’ici lundi 23 novembre.* à 16 h 30/s);
    expect(screen.getByRole('link', { name: /Suivre ma demande/ }).getAttribute('href')).toBe(
      '/my-incidents/INC0010042',
    );
    expect(within(screen.getByRole('region', { name: 'La suite' })).getAllByRole('listitem')).toHaveLength(4);
    const sent = asked.find(({ call }) => call === post);
    expect(sent?.body).toEqual({
      ...{ kind: 'incident', subkind: null, title: 'Le son coupe pendant ma classe' },
      ...{ text: 'Toutes les cinq minutes, depuis lundi.', request: null, course: null },
    });
    expect(await faultsIn(container)).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'En faire une autre' }));
    expect((await box(/En une phrase/)).value).toBe('');
  });

  it('speaks of the request it was opened from, or of a course', async () => {
    const { asked } = page({}, '/help?request=RITM0010001');
    await screen.findByRole('option', { name: 'Pharmacologie clinique (RITM0010001)', selected: true });
    const about = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Cela concerne' });
    expect(about.value).toBe('RITM0010001');
    await fill();
    await fireEvent.update(about, 'course');
    await send();
    expect(screen.getByText(/Écrivez le sigle comme au répertoire/)).toBeDefined();
    await fireEvent.update(await box(/Sigle du cours/), 'mmd 3616');
    await send();
    await arrived();
    expect(asked.find(({ call }) => call === post)?.body).toMatchObject({ request: null, course: 'mmd 3616' });
  });
});

describe('what is typed', () => {
  it('is there again after a reload, and can be let go', async () => {
    const { unmount } = page();
    await fill();
    unmount();
    page();
    expect((await box(/En une phrase/)).value).toBe('Le son coupe pendant ma classe');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Un problème' }).checked).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: 'Repartir à neuf' }));
    expect((await box(/En une phrase/)).value).toBe('');
    expect(localStorage.length).toBe(0);
  });

  it('stays when the desk cannot be reached, and is sent under the same key, also after a reload', async () => {
    const cut = () => Promise.reject(new TypeError('cut'));
    const first = page({ [post]: cut });
    await fill();
    await send();
    expect((await screen.findByRole('alert')).textContent).toContain('Rien de ce que vous avez écrit n’est perdu.');
    first.unmount();
    const second = page();
    await screen.findByText(/Nous avons gardé/);
    await send();
    await arrived();
    const keys = [...first.asked, ...second.asked].filter(({ call }) => call === post).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('stays when it is refused, which is said in the desk’s words', async () => {
    page({ [post]: () => refusing(422, 'linkUnknown', 'Rien ne porte ce numéro.') });
    await fill();
    await send();
    expect((await screen.findByRole('alert')).textContent).toContain('Rien ne porte ce numéro.');
    expect((await box(/Racontez/)).value).toContain('Toutes les cinq minutes');
  });

  it('is sent once however often the button is pressed', async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const { asked } = page({ [post]: () => promise });
    await fill();
    await send();
    await send();
    resolve(opened());
    await arrived();
    expect(asked.filter(({ call }) => call === post)).toHaveLength(1);
  });
});
