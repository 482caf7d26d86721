import { cleanup, fireEvent, screen, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '#shared/access/person.ts';
import * as decideRequest from '#shared/request/decide.ts';
import * as decideTask from '#shared/task/decide.ts';
import { day, people, taskOf } from '#test/support/desk.ts';
import { faultsIn } from '../../axe.ts';
import { deskOf, openRequest, type Desk } from './desk.ts';

const { tess, theo, rita, mona } = people;
vi.setConfig({ testTimeout: 60_000 });

let desk: Desk;
beforeEach(() => {
  localStorage.clear();
  desk = deskOf();
});
const edited = (by: Person, edit: decideRequest.RequestEdit) =>
  desk.meanwhile((work, now) => decideRequest.edit(work, edit, [], by, now));

async function openForm() {
  await openRequest(desk, tess);
  await fireEvent.click(await screen.findByRole('button', { name: 'Modifier' }));
  return within(await screen.findByRole('dialog', { name: 'Modifier la demande' }));
}

describe('two people at one request', () => {
  it('both keep what they entered when they entered different fields', async () => {
    const form = await openForm();
    await fireEvent.click(form.getByRole('radio', { name: 'Il n’y en a aucun' }));
    edited(theo, { dueOn: day('2020-10-01'), dueOnConfirmed: true });
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer' }));
    await vi.waitFor(() =>
      expect(desk.work().request).toMatchObject({
        dueOn: '2020-10-01',
        dueOnConfirmed: true,
        presenters: { kind: 'none' },
      }),
    );
    // Refused once for what was missed, then sent on the version that the refusal told.
    expect(desk.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(2);
  });

  it('choose by field where they disagree, knowing who changed it, and nothing typed is lost', async () => {
    const form = await openForm();
    await fireEvent.update(form.getByLabelText('Échéance'), '2020-11-02');
    edited(theo, { dueOn: day('2020-10-01') });
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer' }));
    const choice = within(await form.findByRole('alert'));
    expect(choice.getByText(/modifié par Theo/)).toBeDefined();
    expect(choice.getByText('jeudi 1 octobre 2020')).toBeDefined();
    expect(choice.getByText('lundi 2 novembre 2020')).toBeDefined();
    expect(desk.work().request.dueOn).toBe('2020-10-01');
    await fireEvent.click(choice.getByRole('button', { name: 'Garder le mien' }));
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer' }));
    await vi.waitFor(() => expect(desk.work().request.dueOn).toBe('2020-11-02'));
  });

  it('may take theirs instead', async () => {
    const form = await openForm();
    await fireEvent.update(form.getByLabelText('Échéance'), '2020-11-02');
    edited(theo, { dueOn: day('2020-10-01') });
    await fireEvent.click(form.getByRole('button', { name: 'Enregistrer' }));
    await fireEvent.click(await form.findByRole('button', { name: 'Prendre le leur' }));
    expect(form.getByLabelText<HTMLInputElement>('Échéance').value).toBe('2020-10-01');
    expect(form.getByRole<HTMLButtonElement>('button', { name: 'Enregistrer' }).disabled).toBe(true);
  });
});

describe('what was entered and not saved', () => {
  it('is back after the page was closed', async () => {
    const form = await openForm();
    await fireEvent.update(form.getByLabelText('Échéance'), '2020-11-02');
    cleanup();
    const again = await openForm();
    expect(again.getByLabelText<HTMLInputElement>('Échéance').value).toBe('2020-11-02');
    expect(again.getByText('Vos saisies non enregistrées ont été reprises.')).toBeDefined();
  });
});

describe('history', () => {
  beforeEach(() => {
    const interview = () => taskOf(desk.work(), 'interview');
    desk.meanwhile((work, now) => decideTask.takeCharge({ ...work, task: interview() }, tess, now));
    desk.meanwhile((_, now) => decideTask.check(interview(), { item: 'present-services', done: true }, tess, now));
    edited(theo, { dueOn: day('2020-10-01'), dueOnConfirmed: true, presenters: { kind: 'none' } });
  });

  it('folds changes side by side, and tells them in words when unfolded', async () => {
    const { container } = await openRequest(desk, tess);
    const fold = await screen.findByRole('button', { name: /changements/ });
    expect(fold.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(fold);
    const told = screen.getAllByRole('article').map((line) => line.textContent);
    expect(told.join('\n')).toContain('Theo a mis à jour la demande');
    expect(told.join('\n')).toContain('jeudi 1 octobre 2020');
    expect(told.join('\n')).toContain('Tess a pris en charge 1 Entrevue');
    expect(told.join('\n')).toContain('Exposer les services proposés');
    expect(told.join('\n')).not.toMatch(/dueOn|presenters|assignee|checklist|inProgress|SCTASK/);
    expect(await faultsIn(container)).toEqual([]);
  });

  it('shows one kind alone when asked', async () => {
    await openRequest(desk, tess);
    await fireEvent.click(await screen.findByRole('button', { name: 'Commentaires' }));
    expect(await screen.findByText('Aucun commentaire. Écrivez le premier ci-dessus.')).toBeDefined();
    expect(screen.queryByRole('button', { name: /changements/ })).toBeNull();
  });
});

describe('the page of whoever asked for it', () => {
  it('says where it stands, what comes next and which team answers, and nothing internal', async () => {
    desk.meanwhile((work, now) => decideTask.takeCharge({ ...work, task: taskOf(work, 'interview') }, tess, now));
    const { container } = await openRequest(desk, rita);
    expect(await screen.findByText('L’entrevue de démarrage est en cours.')).toBeDefined();
    expect(screen.getByText(/préparation technique et l’accompagnement/)).toBeDefined();
    const [step] = within(screen.getByRole('list', { name: 'Étapes' })).getAllByRole('listitem');
    expect(step?.textContent).toContain('Équipe\u00a0: Techno-pédagogues');
    expect(container.textContent).not.toMatch(/Tess|SCTASK|Note de travail|file|tâche/);
    expect(await faultsIn(container)).toEqual([]);
  });

  it('says why it was cancelled', async () => {
    desk.meanwhile((work, now) => decideRequest.cancel(work, { reason: 'Cours reporté' }, mona, now));
    await openRequest(desk, rita);
    expect(await screen.findByText('Cours reporté')).toBeDefined();
  });
});
