import { fireEvent, screen, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as decide from '#shared/incident/decide.ts';
import { people } from '#test/support/desk.ts';
import { dismiss, toasts } from '#web/ui/toasts.ts';
import { faultsIn } from '../../axe.ts';
import { deskOf, numbered, openIncident, other, wall, type Desk } from './desk.ts';

const { tina, tom, mona } = people;
vi.setConfig({ testTimeout: 60_000 });

let desk: Desk;
beforeEach(() => {
  localStorage.clear();
  for (const { id } of toasts.value) dismiss(id);
  desk = deskOf();
});
const press = (name: string | RegExp) =>
  screen.findByRole('button', { name }).then((button) => fireEvent.click(button));
const asked = async (name: string) => within(await screen.findByRole('dialog', { name }));
const lastToast = () => toasts.value.at(-1);
const undo = async () => {
  await vi.waitFor(() => expect(lastToast()?.undo).toBeDefined());
  await lastToast()?.undo?.();
};
const key = (letter: string) => fireEvent.keyDown(document.body, { key: letter });

describe('working a help request', () => {
  it('is taken charge of at one press: mine, in work, and its response clock stops', async () => {
    await openIncident(desk, tina);
    await press('Prendre en charge');
    await vi.waitFor(() =>
      expect(desk.incident()).toMatchObject({ state: 'active', assignee: { id: 'tina' }, group: 'technologues' }),
    );
    expect(await screen.findByText('arrêté')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Prendre en charge' })).toBeNull();
    await vi.waitFor(() => expect(lastToast()?.text).toBe('La demande d’aide est à vous'));
  });

  it('is held without being answered when it is only assigned, and that is taken back', async () => {
    await openIncident(desk, tina);
    await press('Me l’attribuer');
    await vi.waitFor(() => expect(desk.incident().assignee?.id).toBe('tina'));
    expect(desk.incident().state).toBe('new');
    expect(screen.getByText('en marche')).toBeDefined();
    await undo();
    expect(desk.incident().assignee).toBeNull();
  });

  it('is given to a group first, then to one of its members', async () => {
    await openIncident(desk, mona);
    await press('Assigner…');
    const dialog = await asked('Assigner la demande d’aide');
    expect(await dialog.findByRole('option', { name: /Tom/ })).toBeDefined();
    await fireEvent.update(dialog.getByLabelText('Groupe'), 'techno-pedagogues');
    expect(dialog.queryByRole('option', { name: /Tom/ })).toBeNull();
    await fireEvent.click(await dialog.findByRole('option', { name: /Theo/ }));
    await vi.waitFor(() =>
      expect(desk.incident()).toMatchObject({ group: 'techno-pedagogues', assignee: { id: 'theo' } }),
    );
  });

  it('waits for its requester once they are asked something, and goes on', async () => {
    await openIncident(desk, tina);
    await press('Mettre en attente…');
    const dialog = await asked('Mettre en attente');
    await fireEvent.click(dialog.getByRole('button', { name: 'Mettre en attente…' }));
    expect(await dialog.findByText('Écrivez la question à poser.')).toBeDefined();
    expect(desk.incident().state).toBe('new');
    await fireEvent.update(dialog.getByRole('textbox', { name: /Question à Rita/ }), 'Quel navigateur ?');
    await fireEvent.click(dialog.getByRole('button', { name: 'Mettre en attente…' }));
    expect(await screen.findByText('En attente du demandeur')).toBeDefined();
    expect(desk.incident().state).toBe('awaitingUserInfo');
    expect(await screen.findByText('Quel navigateur ?')).toBeDefined();
    await press('Reprendre le travail');
    await vi.waitFor(() => expect(desk.incident().state).toBe('active'));
  });

  it('waits for a problem by its reference', async () => {
    await openIncident(desk, tina);
    await press('Mettre en attente…');
    const dialog = await asked('Mettre en attente');
    await fireEvent.click(dialog.getByRole('radio', { name: 'La correction d’un problème' }));
    await fireEvent.update(dialog.getByRole('textbox', { name: 'Référence du problème' }), 'PRB0041234');
    await fireEvent.click(dialog.getByRole('button', { name: 'Mettre en attente…' }));
    await vi.waitFor(() =>
      expect(desk.incident()).toMatchObject({ state: 'awaitingProblem', links: { problem: 'PRB0041234' } }),
    );
  });

  it('is resolved with what the requester reads, reopened with a reason, and closed', async () => {
    const { container } = await openIncident(desk, tina);
    await press('Résoudre…');
    const dialog = await asked('Résoudre la demande d’aide');
    expect(await faultsIn(document.body)).toEqual([]);
    await fireEvent.click(dialog.getByRole('button', { name: 'Résoudre…' }));
    expect(await dialog.findByText('Dites au demandeur comment c’est réglé.')).toBeDefined();
    await fireEvent.update(dialog.getByLabelText('Comment c’est réglé'), 'workaround');
    await fireEvent.update(dialog.getByRole('textbox', { name: /Ce que lira Rita/ }), 'Utilisez Chrome.');
    await fireEvent.click(dialog.getByRole('button', { name: 'Résoudre…' }));
    expect(await screen.findByRole('region', { name: 'Résolution' })).toBeDefined();
    expect(desk.incident().resolution).toMatchObject({ code: 'workaround', text: 'Utilisez Chrome.' });
    expect(screen.getByText('Résolue : Solution de rechange')).toBeDefined();
    expect(container.textContent).toMatch(/se ferme d’elle-même/);
    await press('Rouvrir…');
    const reopening = await asked('Rouvrir la demande d’aide');
    await fireEvent.update(reopening.getByRole('textbox', { name: /Raison/ }), 'Cela revient');
    await fireEvent.click(reopening.getByRole('button', { name: 'Rouvrir…' }));
    await vi.waitFor(() => expect(desk.incident().state).toBe('active'));
    expect(await screen.findByText(/1 fois/)).toBeDefined();
    desk.meanwhile((incident, who) => decide.resolve(incident, { code: 'fixed', text: 'Réglé' }, who(tom)));
    await openIncident(desk, tina);
    await press('Fermer');
    await vi.waitFor(() => expect(desk.incident().state).toBe('closed'));
  });

  it('is merged into one that was opened before, whose title is seen first', async () => {
    desk.beside(other(2, wall('07 09:00'), 'Plus de son en salle A'));
    desk.beside(other(3, wall('08 10:00'), 'Son faible'));
    await openIncident(desk, tina);
    await screen.findByRole('heading', { level: 1, name: 'Le son coupe' });
    await key('m');
    const dialog = await asked('Marquer comme doublon');
    await fireEvent.click(await dialog.findByRole('radio', { name: /Plus de son en salle A/ }));
    expect(dialog.queryByRole('radio', { name: /Son faible/ })).toBeNull();
    expect(await dialog.findByText('Sera gardée :')).toBeDefined();
    await fireEvent.update(dialog.getByLabelText('Demande d’aide à garder'), 'inc0010003');
    expect(await dialog.findByText(/a été ouverte après celle-ci/)).toBeDefined();
    await fireEvent.update(dialog.getByLabelText('Demande d’aide à garder'), numbered(2));
    expect(await dialog.findByText('Plus de son en salle A')).toBeDefined();
    await fireEvent.click(dialog.getByRole('button', { name: 'Réunir' }));
    expect(await screen.findByText('Cette demande d’aide est un doublon')).toBeDefined();
    expect(desk.incident()).toMatchObject({ state: 'cancelled', links: { duplicateOf: numbered(2) } });
  });

  it('is linked however a number or a sigle is typed, and a link is taken away and put back', async () => {
    await openIncident(desk, tina);
    await press('Ajouter un lien…');
    const dialog = await asked('Ajouter un lien');
    await fireEvent.update(dialog.getByLabelText('À quoi la lier'), 'course');
    await fireEvent.update(dialog.getByLabelText(/Sigle du cours/), '???');
    await fireEvent.click(dialog.getByRole('button', { name: 'Lier' }));
    expect(await dialog.findByText('Ce n’est pas un sigle de cours.')).toBeDefined();
    await fireEvent.update(dialog.getByLabelText(/Sigle du cours/), 'mmd 3616');
    await fireEvent.click(dialog.getByRole('button', { name: 'Lier' }));
    await vi.waitFor(() => expect(desk.incident().links.course).toBe('MMD3616'));
    await press('Retirer le lien MMD3616');
    await vi.waitFor(() => expect(desk.incident().links.course).toBeNull());
    await undo();
    expect(desk.incident().links.course).toBe('MMD3616');
  });

  it('has its title and kind put right in place', async () => {
    await openIncident(desk, tina);
    await press('Modifier le titre et le type');
    const form = within(await screen.findByRole('form', { name: 'Modifier le titre et le type' }));
    await fireEvent.update(form.getByLabelText(/Titre/), 'Le son coupe en salle B');
    await fireEvent.update(form.getByLabelText('Type'), 'question');
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Le son coupe en salle B' })).toBeDefined();
    // What the other kind does not have is dropped.
    expect(desk.incident()).toMatchObject({ kind: 'question', subkind: null });
  });

  it('is worked by single keys', async () => {
    await openIncident(desk, tina);
    await screen.findByRole('heading', { level: 1, name: 'Le son coupe' });
    await key('r');
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Écrire un commentaire'));
    (document.activeElement as HTMLElement).blur();
    await key('n');
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Écrire une note de travail'),
    );
    (document.activeElement as HTMLElement).blur();
    await key('t');
    await vi.waitFor(() => expect(desk.incident()).toMatchObject({ state: 'active', assignee: { id: 'tina' } }));
    await key('s');
    expect(await screen.findByRole('dialog', { name: 'Résoudre la demande d’aide' })).toBeDefined();
  });
});
