import { fireEvent, screen, within } from '@testing-library/vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as decideTask from '#shared/task/decide.ts';
import { people, taskOf } from '#test/support/desk.ts';
import { toasts } from '#web/ui/toasts.ts';
import { faultsIn } from '../../axe.ts';
import { deskOf, openRequest, type Desk } from './desk.ts';

const { tess, theo, tina, mona } = people;
const missing = () => screen.findByText('Avant de fermer');
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const inDialog = async () => within(await screen.findByRole('dialog'));

vi.setConfig({ testTimeout: 60_000 });

let desk: Desk;
beforeEach(() => {
  localStorage.clear();
  desk = deskOf();
});
const interview = () => taskOf(desk.work(), 'interview');

describe('the page of a request at the desk', () => {
  it('says what it is, draws its plan as a list of stages, and has no fault that axe finds', async () => {
    const { container } = await openRequest(desk, tess);
    expect(await screen.findByRole('heading', { level: 1, name: 'Biologie humaine' })).toBeDefined();
    const plan = screen.getByRole('list', { name: 'Plan de la demande' });
    const stages = within(plan).getAllByRole('listitem', { name: /Étape \d sur 3/ });
    expect(stages.map((stage) => within(stage).getAllByRole('link').length)).toEqual([1, 2, 1]);
    expect(within(plan).getByText('Ces deux tâches se font en parallèle.')).toBeDefined();
    await screen.findByRole('heading', { level: 2, name: '1 Entrevue' });
    expect(await faultsIn(container)).toEqual([]);
  });

  it('opens the task that the address names, and shows another when its step is followed', async () => {
    await openRequest(desk, tess, `?task=${desk.work().request.tasks.coaching}`);
    await screen.findByRole('heading', { level: 2, name: /^2\.2/ });
    expect(screen.getByText(/attend la fin de/).textContent).toContain('1 Entrevue');
    await fireEvent.click(screen.getByRole('link', { name: /Planification technologique/ }));
    expect(await screen.findByRole('heading', { level: 2, name: /^2\.1/ })).toBeDefined();
  });

  it('says plainly that a request is not there for this person', async () => {
    await openRequest(desk, tess, '', 'RITM0099999');
    expect(await screen.findByRole('heading', { name: 'La demande RITM0099999 est introuvable' })).toBeDefined();
  });
});

describe('working a task', () => {
  it('takes it in charge, and gives it back by the undo', async () => {
    await openRequest(desk, tess);
    await press('Prendre en charge');
    await vi.waitFor(() => expect(interview()).toMatchObject({ state: 'inProgress', assignee: { id: 'tess' } }));
    await missing();
    expect(screen.queryByRole('button', { name: 'Prendre en charge' })).toBeNull();
    await toasts.value.at(-1)?.undo?.();
    expect(interview()).toMatchObject({ state: 'open', assignee: null });
  });

  it('says in sentences what still stands before closing, and lets nobody close before', async () => {
    await openRequest(desk, tess);
    await press('Prendre en charge');
    await missing();
    expect(screen.getByText('Il reste 4 étapes obligatoires à cocher.')).toBeDefined();
    expect(screen.getByText('L’échéance est à confirmer avec le responsable du cours.')).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Fermer la tâche' }).disabled).toBe(true);
  });

  it('ticks at once, sends ticks one after the other, and keeps each though others tick too', async () => {
    await openRequest(desk, tess);
    await press('Prendre en charge');
    await missing();
    desk.meanwhile((_, now) => decideTask.check(interview(), { item: 'train-super-user', done: true }, theo, now));
    const [first, second] = screen.getAllByRole<HTMLInputElement>('checkbox', { name: /^(Exposer|Colliger)/ });
    if (!first || !second) throw new Error('Two steps were to be there');
    await fireEvent.click(first);
    await fireEvent.click(second);
    expect([first.checked, second.checked]).toEqual([true, true]);
    await vi.waitFor(() =>
      expect(
        interview()
          .checklist.filter(({ done }) => done !== null)
          .map(({ item }) => item),
      ).toEqual(['present-services', 'collect-course-plan', 'train-super-user']),
    );
    expect([first.checked, second.checked]).toEqual([true, true]);
  });

  it('takes a tick back when the desk refuses it, and says why', async () => {
    await openRequest(desk, tess);
    await press('Prendre en charge');
    await missing();
    desk.trouble.cut = ({ method }) => method === 'PUT';
    const [box] = screen.getAllByRole<HTMLInputElement>('checkbox', { name: /^Exposer/ });
    if (!box) throw new Error('A step was to be there');
    await fireEvent.click(box);
    await vi.waitFor(() => expect(box.checked).toBe(false));
  });

  it('goes from the interview to its closing, asking first and naming what follows', async () => {
    await openRequest(desk, tess);
    await press('Prendre en charge');
    await missing();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Confirmée avec le responsable du cours' }));
    await fireEvent.click(screen.getByRole('radio', { name: 'Il n’y en a aucun' }));
    await press('Enregistrer');
    for (const box of screen.getAllByRole('checkbox', { name: /obligatoire/ })) await fireEvent.click(box);
    await screen.findByText(/Tout est là/);
    await press('Fermer la tâche');
    const dialog = await inDialog();
    expect(dialog.getByText(/s’ouvriront/)).toBeDefined();
    await fireEvent.click(dialog.getByRole('button', { name: 'Fermer la tâche' }));
    expect(await screen.findByText('1 Entrevue est fermée.')).toBeDefined();
    expect(interview().state).toBe('closed');
    expect(desk.work().request).toMatchObject({ dueOnConfirmed: true, presenters: { kind: 'none' } });
  });

  it('asks once more, with who did what, when somebody changed the task before it is skipped', async () => {
    await openRequest(desk, mona);
    await press('Passer la tâche');
    const dialog = await inDialog();
    await fireEvent.click(dialog.getByRole('button', { name: 'Passer la tâche' }));
    expect(dialog.getByText('Écrivez une raison.')).toBeDefined();
    await fireEvent.update(dialog.getByLabelText(/Raison/), 'Déjà rencontré');
    desk.meanwhile((_, now) => decideTask.assign(interview(), theo, tess, now));
    await fireEvent.click(dialog.getByRole('button', { name: 'Passer la tâche' }));
    expect(await dialog.findByText(/Tess a assigné 1 Entrevue à Theo/)).toBeDefined();
    expect(dialog.getByLabelText<HTMLTextAreaElement>(/Raison/).value).toBe('Déjà rencontré');
    await fireEvent.click(dialog.getByRole('button', { name: 'Passer la tâche quand même' }));
    await vi.waitFor(() => expect(interview()).toMatchObject({ state: 'skipped', reason: 'Déjà rencontré' }));
  });

  it('assigns to a member of the group found by a few letters', async () => {
    await openRequest(desk, tess);
    await press('Assigner');
    const dialog = await inDialog();
    await fireEvent.update(await dialog.findByLabelText('Chercher un nom'), 'theo');
    const options = dialog.getAllByRole('option');
    expect(options.map((option) => option.textContent.trim())).toEqual(['Theo', 'Personne (remettre au groupe)']);
    const [option] = options;
    if (option) await fireEvent.click(option);
    await vi.waitFor(() => expect(interview().assignee?.id).toBe('theo'));
  });

  it('offers nothing to whom the rules allow nothing', async () => {
    await openRequest(desk, tina);
    await screen.findByRole('heading', { level: 2, name: '1 Entrevue' });
    for (const name of ['Prendre en charge', 'Assigner', 'Passer la tâche', 'Annuler la demande']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });
});
