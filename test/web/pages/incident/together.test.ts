import { cleanup, fireEvent, screen, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as decide from '#shared/incident/decide.ts';
import { people } from '#test/support/desk.ts';
import { toasts } from '#web/ui/toasts.ts';
import { deskOf, openIncident, type Desk } from './desk.ts';

const { tina, tom, mona, tess } = people;
vi.setConfig({ testTimeout: 60_000 });

let desk: Desk;
beforeEach(() => {
  localStorage.clear();
  desk = deskOf();
});
const press = (name: string | RegExp) =>
  screen.findByRole('button', { name }).then((button) => fireEvent.click(button));
const comment = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Écrire un commentaire' });

describe('two people at one help request', () => {
  it('are told what the other did, keep what they typed, and go on if they want to', async () => {
    await openIncident(desk, tina);
    await press('Résoudre…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Résoudre la demande d’aide' }));
    const text = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: /Ce que lira Rita/ });
    await fireEvent.update(text, 'Le micro était coupé.');
    desk.meanwhile((incident, who) => decide.assign(incident, { assignee: tom }, who(tom)));
    await fireEvent.click(dialog.getByRole('button', { name: 'Résoudre…' }));
    const notice = within(await dialog.findByRole('alert'));
    expect(notice.getByText(/Tom s’est attribué la demande d’aide/)).toBeDefined();
    expect(text.value).toBe('Le micro était coupé.');
    expect(desk.incident().state).toBe('new');
    await fireEvent.click(dialog.getByRole('button', { name: 'Résoudre… quand même' }));
    await vi.waitFor(() => expect(desk.incident()).toMatchObject({ state: 'resolved', assignee: { id: 'tom' } }));
  });

  it('do not both take it: who comes second is told, and nothing is done', async () => {
    await openIncident(desk, tina);
    await screen.findByRole('button', { name: 'Me l’attribuer' });
    desk.meanwhile((incident, who) => decide.assign(incident, { assignee: tom }, who(tom)));
    await press('Me l’attribuer');
    await vi.waitFor(() => expect(toasts.value.at(-1)?.text).toMatch(/Entre-temps.*Tom s’est attribué/));
    expect(desk.incident().assignee?.id).toBe('tom');
    expect((await screen.findAllByText('Tom')).length).toBeGreaterThan(0);
  });

  it('do not stand in each other’s way where they do different things', async () => {
    await openIncident(desk, tina);
    await screen.findByRole('button', { name: 'Me l’attribuer' });
    desk.meanwhile((incident, who) => decide.edit(incident, { title: 'Le son coupe en salle B' }, who(mona)));
    await press('Me l’attribuer');
    await vi.waitFor(() => expect(desk.incident().assignee?.id).toBe('tina'));
  });

  it('see what is saved now before they write their title over it', async () => {
    await openIncident(desk, tina);
    await press('Modifier le titre et le type');
    const form = within(await screen.findByRole('form', { name: 'Modifier le titre et le type' }));
    await fireEvent.update(form.getByLabelText(/Titre/), 'Mon titre');
    desk.meanwhile((incident, who) => decide.edit(incident, { title: 'Titre de Mona' }, who(mona)));
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer' }));
    expect(await form.findByText(/Ce qui est enregistré à présent.*Titre de Mona/)).toBeDefined();
    expect(form.getByLabelText<HTMLInputElement>(/Titre/).value).toBe('Mon titre');
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer quand même' }));
    await vi.waitFor(() => expect(desk.incident().title).toBe('Mon titre'));
  });
});

describe('writing on a help request', () => {
  it('says that the first comment is the answer it waits for, sends it, and asks whether to hold it', async () => {
    await openIncident(desk, tina);
    expect(await screen.findByText(/est la première réponse/)).toBeDefined();
    await fireEvent.update(await comment(), 'Bonjour Rita, je regarde.');
    await press('Envoyer');
    expect(await screen.findByText('Bonjour Rita, je regarde.')).toBeDefined();
    await vi.waitFor(() => expect(desk.incident().state).toBe('active'));
    await vi.waitFor(() => expect(screen.queryByText(/est la première réponse/)).toBeNull());
    const nudge = (await screen.findByText('Vous avez répondu. Vous l’attribuer ?')).closest('[role=status]');
    await fireEvent.click(within(nudge as HTMLElement).getByRole('button', { name: 'Me l’attribuer' }));
    await vi.waitFor(() => expect(desk.incident().assignee?.id).toBe('tina'));
    await vi.waitFor(() => expect(screen.queryByText('Vous avez répondu. Vous l’attribuer ?')).toBeNull());
  });

  it('promises no such thing to a manager of no group, nor to who may only note', async () => {
    await openIncident(desk, mona);
    await comment();
    expect(screen.queryByText(/est la première réponse/)).toBeNull();
    cleanup();
    await openIncident(desk, tess);
    await screen.findByRole('textbox', { name: 'Écrire une note de travail' });
    expect(screen.queryByText(/est la première réponse/)).toBeNull();
  });

  it('is kept for each person and help request until it is sent', async () => {
    await openIncident(desk, tina);
    await fireEvent.update(await comment(), 'Bonjour Rita');
    await vi.waitFor(() => expect(desk.drafts.get('tina comment')?.text).toBe('Bonjour Rita'), { timeout: 5_000 });
    cleanup();
    localStorage.clear();
    await openIncident(desk, tina);
    await vi.waitFor(async () => expect((await comment()).value).toBe('Bonjour Rita'));
    cleanup();
    await openIncident(desk, tom);
    expect((await comment()).value).toBe('');
  });

  it('stays where it is when the desk cannot be reached', async () => {
    await openIncident(desk, tina);
    await fireEvent.update(await comment(), 'Bonjour Rita');
    desk.cutWhere(({ path }) => path.endsWith('comments'));
    await press('Envoyer');
    expect((await screen.findByRole('alert')).textContent).toContain('Rien de ce que vous avez écrit n’est perdu');
    expect((await comment()).value).toBe('Bonjour Rita');
  });

  it('and all that was done is read newest first, one kind alone when asked', async () => {
    desk.meanwhile((incident, who) => decide.wait(incident, { for: 'userInfo', text: 'Lequel ?' }, who(tom)));
    await openIncident(desk, tina);
    await screen.findByText('Lequel ?');
    const names = () => screen.getAllByRole('article').map((line) => line.getAttribute('aria-label'));
    expect(names()).toEqual([
      'Tom attend une réponse du demandeur',
      'Tom a écrit un commentaire',
      'Rita a ouvert la demande d’aide',
    ]);
    await press('Commentaires');
    expect(names()).toEqual(['Tom a écrit un commentaire']);
  });
});
