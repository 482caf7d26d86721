import { cleanup, fireEvent, screen, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { people } from '#test/support/desk.ts';
import { deskOf, openRequest, type Desk } from './desk.ts';

const { tess, rita, theo } = people;
vi.setConfig({ testTimeout: 60_000 });

const comment = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Écrire un commentaire' });
const send = (name = 'Envoyer') => fireEvent.click(screen.getByRole('button', { name }));
const writes = () => desk.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('comments'));
const kept = (kind = 'comment') => desk.drafts.get(`tess ${kind}`)?.text;

let desk: Desk;
beforeEach(() => {
  localStorage.clear();
  desk = deskOf();
});

describe('what is being written', () => {
  it('is kept here at once and on the server a moment later, and says so', async () => {
    await openRequest(desk, tess);
    await fireEvent.update(await comment(), 'Bonjour Rita');
    cleanup();
    await openRequest(desk, tess);
    expect((await comment()).value).toBe('Bonjour Rita');
    await vi.waitFor(() => expect(kept()).toBe('Bonjour Rita'), 10_000);
    expect(await screen.findByText('Brouillon conservé')).toBeDefined();
  });

  it('is there on another device', async () => {
    desk.draftElsewhere(tess, 'Commencé au téléphone');
    await openRequest(desk, tess);
    await vi.waitFor(async () => expect((await comment()).value).toBe('Commencé au téléphone'));
  });

  it('is what is shown first when it was begun as a note elsewhere', async () => {
    desk.draftElsewhere(tess, 'Interne', 'workNote');
    await openRequest(desk, tess);
    const note = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Écrire une note de travail' });
    expect(note.value).toBe('Interne');
  });

  it('is nobody else’s: another person of this browser finds nothing', async () => {
    await openRequest(desk, tess);
    await fireEvent.update(await comment(), 'À moi seule');
    cleanup();
    await openRequest(desk, theo);
    expect((await comment()).value).toBe('');
  });

  it('waits for a choice when another device wrote something else, and loses neither before', async () => {
    await openRequest(desk, tess);
    const area = await comment();
    await fireEvent.update(area, 'Écrit ici');
    desk.draftElsewhere(tess, 'Écrit ailleurs');
    const choice = await screen.findByRole('alert');
    expect(within(choice).getByText('Écrit ailleurs')).toBeDefined();
    expect(area.value).toBe('Écrit ici');
    expect(kept()).toBe('Écrit ailleurs');
    await fireEvent.click(within(choice).getByRole('button', { name: 'Garder le mien' }));
    await vi.waitFor(() => expect(kept()).toBe('Écrit ici'), 10_000);
  });

  it('gives way to the other device’s when that is chosen', async () => {
    await openRequest(desk, tess);
    const area = await comment();
    await fireEvent.update(area, 'Écrit ici');
    desk.draftElsewhere(tess, 'Écrit ailleurs');
    await fireEvent.click(await screen.findByRole('button', { name: 'Prendre l’autre' }));
    expect(area.value).toBe('Écrit ailleurs');
  });

  it('is gone everywhere once sent', async () => {
    await openRequest(desk, tess);
    await fireEvent.update(await comment(), 'Bonjour');
    await vi.waitFor(() => expect(kept()).toBe('Bonjour'), 10_000);
    await send();
    expect(await screen.findByRole('article', { name: 'Tess a écrit un commentaire' })).toBeDefined();
    await vi.waitFor(() => expect(kept()).toBe(''));
    cleanup();
    await openRequest(desk, tess);
    expect((await comment()).value).toBe('');
  });
});

describe('sending', () => {
  it('keeps the text when the desk cannot be reached, and writes it once though the answer was lost', async () => {
    await openRequest(desk, tess);
    const area = await comment();
    await fireEvent.update(area, 'Rencontre mardi');
    desk.trouble.loseAnswer = ({ path }) => path.endsWith('comments');
    await send();
    expect((await screen.findByRole('alert')).textContent).toContain('Rien de ce que vous avez écrit n’est perdu');
    expect(area.value).toBe('Rencontre mardi');
    cleanup();
    desk.trouble.loseAnswer = () => false;
    await openRequest(desk, tess);
    await vi.waitFor(async () => expect((await comment()).value).toBe('Rencontre mardi'));
    await send();
    await vi.waitFor(async () => expect((await comment()).value).toBe(''));
    expect(writes().map(({ headers }) => headers['idempotency-key'])).toHaveLength(2);
    expect(new Set(writes().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(desk.lines().filter(({ content }) => content.kind === 'comment')).toHaveLength(1);
  });

  it('takes another text under another key', async () => {
    await openRequest(desk, tess);
    const area = await comment();
    await fireEvent.update(area, 'Mardi');
    desk.trouble.cut = ({ path }) => path.endsWith('comments');
    await send();
    await screen.findByText('Rien de ce que vous avez écrit n’est perdu.');
    desk.trouble.cut = () => false;
    await fireEvent.update(area, 'Mercredi');
    await send();
    await vi.waitFor(() => expect(area.value).toBe(''));
    expect(new Set(writes().map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('goes by Ctrl+Enter, and says nothing when there is nothing to say', async () => {
    await openRequest(desk, tess);
    const area = await comment();
    await fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true });
    expect(writes()).toHaveLength(0);
    await fireEvent.update(area, 'Bonjour');
    await fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true });
    await vi.waitFor(() => expect(area.value).toBe(''));
    expect(writes()).toHaveLength(1);
  });

  it('keeps a note apart from a comment: its own words, its own text, its own address', async () => {
    await openRequest(desk, tess);
    await fireEvent.update(await comment(), 'Bonjour Rita');
    await fireEvent.click(screen.getByRole('button', { name: 'Note de travail' }));
    const note = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Écrire une note de travail' });
    expect(note.value).toBe('');
    expect(screen.getByText(/jamais le demandeur/)).toBeDefined();
    await fireEvent.update(note, 'Elle préfère le téléphone');
    await send('Ajouter la note');
    const line = await screen.findByRole('article', { name: 'Tess a écrit une note de travail' });
    expect(within(line).getByText('Note de travail')).toBeDefined();
    await fireEvent.click(screen.getByRole('button', { name: 'Commentaire brouillon en attente' }));
    expect((await comment()).value).toBe('Bonjour Rita');
    expect(writes()).toHaveLength(0);
  });

  it('lets a requester comment, and offers no note', async () => {
    await openRequest(desk, rita);
    await fireEvent.update(await comment(), 'Merci !');
    expect(screen.queryByText('Note de travail')).toBeNull();
    await send();
    expect(await screen.findByText('Merci !')).toBeDefined();
    expect(desk.lines()[0]?.by).toMatchObject({ person: { id: 'rita' } });
  });
});
