import { fireEvent, screen, waitFor } from '@testing-library/vue';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h, shallowRef, type App } from 'vue';
import { instantOf } from '#shared/time/instant.ts';
import { wholeQueue } from '#shared/task/queue.ts';
import { provideLive, type LiveEvent } from '#web/data/live.ts';
import type { LiveLine } from '#web/data/liveLine.ts';
import Queue from '#web/pages/queue/index.vue';
import { useKeys } from '#web/shell/keys.ts';
import { dismiss, toasts } from '#web/ui/toasts.ts';
import { refusing, showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { asTallAsAWindow } from '../../layout.ts';
import { sophie } from '../../people.ts';
import { numberOf, pageOf, taskAt } from '../../tasks.ts';

asTallAsAWindow();
beforeEach(() => toasts.value.forEach(({ id }) => dismiss(id)));

const at = '/queue?view=group&group=techno-pedagogues';
const listed = 'GET /api/service-tasks?view=group&group=techno-pedagogues&limit=100';
const marc = { id: 'marc', name: 'Marc Desrosiers' };
const tasks = [
  taskAt(1, {}, { title: 'Anatomie du cœur' }),
  taskAt(2, { assignee: marc, state: 'inProgress' }, { department: 'Chirurgie' }),
  taskAt(3),
];
const people = [{ id: 'sophie', name: sophie.name }, marc];
const group = (id: string) => ({ id, name: { fr: id, en: id }, members: people });

/** The page with the keys of the app, and a line to say on what happened. */
function page(answers: Answers = {}, path = at) {
  const told: ((event: LiveEvent) => void)[] = [];
  const line: LiveLine = {
    state: shallowRef('live'),
    start: () => undefined,
    stop: () => undefined,
    enter: () => ({ others: shallowRef([]), leave: () => undefined }),
    follow: (_topics, on) => {
      told.push(on);
      return () => {
        told.splice(told.indexOf(on), 1);
      };
    },
  };
  const App = defineComponent({ setup: () => (useKeys(), () => h(Queue)) });
  const shown = showBefore(
    App,
    {
      'GET /api/me': sophie,
      'GET /api/queues': { items: [{ view: 'mine', group: null, count: 4, more: false }] },
      'GET /api/views': { items: [] },
      'GET /api/groups': { items: [group('techno-pedagogues'), group('technologues')] },
      [listed]: { items: tasks, next: null },
      ...answers,
    },
    { at: path, plugins: [{ install: (app: App) => provideLive(app, line) }] },
  );
  return { ...shown, tell: (event: LiveEvent) => told.forEach((on) => on(event)) };
}
const rows = () => screen.getAllByRole('row').slice(1);
const numbers = () => rows().map((row) => /SCTASK\d+/.exec(row.textContent)?.[0]);
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const focused = () => document.activeElement?.getAttribute('data-key');

describe('the queue', () => {
  it('shows what is due first on top, whole for those who hear it', async () => {
    const { container } = page();
    expect(await screen.findByText('3 tâches')).toBeDefined();
    expect(numbers()).toEqual([1, 2, 3].map(numberOf));
    expect(screen.getByRole('columnheader', { name: 'Échéance' }).getAttribute('aria-sort')).toBe('ascending');
    expect(screen.getByRole('link', { name: /Mes tâches/ }).textContent).toContain('4');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('keeps its filters and its order in the address', async () => {
    const { router } = page();
    await screen.findByText('3 tâches');
    await fireEvent.update(screen.getByRole('combobox', { name: 'Département' }), 'Chirurgie');
    await waitFor(() => expect(numbers()).toEqual([numberOf(2)]));
    await fireEvent.click(screen.getByRole('button', { name: 'Effacer les filtres' }));
    await waitFor(() => expect(numbers()).toHaveLength(3));
    await fireEvent.click(screen.getByRole('button', { name: 'Échéance' }));
    await waitFor(() => expect(numbers()).toEqual([3, 2, 1].map(numberOf)));
    await fireEvent.update(screen.getByRole('searchbox'), 'COEUR');
    await waitFor(() => expect(numbers()).toEqual([numberOf(1)]));
    const said = { view: 'group', group: 'techno-pedagogues', sort: '-due', q: 'COEUR' };
    await waitFor(() => expect(router.currentRoute.value.query).toEqual(said));
  });

  it('tells a queue that is done from one that is narrowed to nothing', async () => {
    page({}, `${at}&term=H1999`);
    expect(await screen.findByText('Aucune tâche ne correspond à ces filtres')).toBeDefined();
    const [clear] = screen.getAllByRole('button', { name: 'Effacer les filtres' });
    if (clear) await fireEvent.click(clear);
    expect(await screen.findByText('3 tâches')).toBeDefined();
  });

  it('says that all is done', async () => {
    page({ [listed]: { items: [], next: null } });
    expect(await screen.findByText('La file est vide')).toBeDefined();
  });

  it('says what went wrong and shows what came, then goes on', async () => {
    const { standing } = page({ [listed]: { items: tasks, next: 'more' } });
    expect(await screen.findByRole('button', { name: 'Réessayer' })).toBeDefined();
    expect(numbers()).toHaveLength(3);
    const next = 'GET /api/service-tasks?view=group&group=techno-pedagogues&limit=1000&cursor=more';
    standing[next] = { items: [taskAt(4)], next: null };
    await fireEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
    await waitFor(() => expect(numbers()).toHaveLength(4));
  });
});

describe('the keyboard', () => {
  it('moves, selects a range, and opens what is in focus', async () => {
    const { router } = page();
    await screen.findByText('3 tâches');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    await press('x');
    await press('ArrowDown');
    await waitFor(() => expect(focused()).toBe(numberOf(2)));
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(3)));
    await press('X', { shiftKey: true });
    expect(await screen.findByText('3 tâches sélectionnées')).toBeDefined();
    await press('Escape');
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
    await press('ArrowUp', { shiftKey: true });
    await waitFor(() => expect(focused()).toBe(numberOf(2)));
    await press('ArrowUp', { shiftKey: true });
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    expect(await screen.findByText('3 tâches sélectionnées')).toBeDefined();
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(2)));
    await press('Enter');
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/requests/RITM0010002'));
  });

  it('takes charge of the task in focus, keeps the focus, and can take it back', async () => {
    const taken = taskAt(1, { version: 2, state: 'inProgress', assignee: people[0] });
    page({
      [`POST /api/service-tasks/${numberOf(1)}/take-charge`]: pageOf(taken),
      [`POST /api/service-tasks/${numberOf(1)}/assign`]: pageOf(taskAt(1, { version: 3 })),
    });
    await screen.findByText('3 tâches');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    await press('t');
    await waitFor(() => expect(toasts.value.map(({ text }) => text)).toEqual(['Tâche prise en charge']));
    expect(rows()[0]?.textContent).toContain(sophie.name);
    expect(focused()).toBe(numberOf(1));
    await toasts.value[0]?.undo?.();
    await waitFor(() => expect(rows()[0]?.textContent).toContain('Personne'));
  });

  it('assigns by name', async () => {
    const given = taskAt(3, { version: 2, assignee: marc });
    const { asked } = page({ [`POST /api/service-tasks/${numberOf(3)}/assign`]: pageOf(given) });
    await screen.findByText('3 tâches');
    await press('j');
    await press('End');
    await waitFor(() => expect(focused()).toBe(numberOf(3)));
    await press('a');
    const field = await screen.findByRole('combobox', { name: 'Nom de la personne' });
    await fireEvent.update(field, 'desro');
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(rows()[2]?.textContent).toContain('Marc Desrosiers'));
    expect(asked.find(({ call }) => call.endsWith('/assign'))?.body).toEqual({ assignee: 'marc' });
  });
});

describe('many at once', () => {
  it('lists what the desk refused, and does the others', async () => {
    const taken = taskAt(1, { version: 2, state: 'inProgress', assignee: people[0] });
    page({
      [`POST /api/service-tasks/${numberOf(1)}/take-charge`]: pageOf(taken),
      [`POST /api/service-tasks/${numberOf(2)}/take-charge`]: () => refusing(409, 'taskTaken', 'Marc l’a déjà.'),
    });
    await screen.findByText('3 tâches');
    await fireEvent.click(screen.getByRole('checkbox', { name: `Sélectionner ${numberOf(1)}` }));
    await fireEvent.click(screen.getByRole('checkbox', { name: `Sélectionner ${numberOf(2)}` }));
    await fireEvent.click(screen.getByRole('button', { name: 'Prendre en charge' }));
    const failed = await screen.findByRole('alert');
    expect(failed.textContent).toContain('Une tâche n’a pas été prise en charge');
    expect(failed.textContent).toContain('Marc l’a déjà.');
    expect(failed.textContent).toContain(numberOf(2));
    expect(toasts.value.map(({ text }) => text)).toEqual(['Tâche prise en charge']);
  });
});

describe('what others do', () => {
  const changed = (rank: number, version: number): LiveEvent => ({
    ...{ kind: 'changed', topic: 'group:techno-pedagogues', record: { kind: 'serviceTask', number: numberOf(rank) } },
    ...{ request: null, version, by: null, at: instantOf(0) },
  });

  it('is shown in place, and new tasks wait to be asked for', async () => {
    const { standing, tell } = page();
    await screen.findByText('3 tâches');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    standing[`GET /api/service-tasks/${numberOf(3)}`] = pageOf(taskAt(3, { version: 2, assignee: marc }));
    standing[`GET /api/service-tasks/${numberOf(9)}`] = pageOf(taskAt(9, {}, { dueOn: '2026-11-01' }));
    tell(changed(3, 2));
    tell(changed(9, 1));
    expect(await screen.findByText('une nouvelle tâche')).toBeDefined();
    expect(numbers()).toEqual([1, 2, 3].map(numberOf));
    expect(rows()[2]?.textContent).toContain('Marc Desrosiers');
    await fireEvent.click(screen.getByRole('button', { name: 'Afficher' }));
    await waitFor(() => expect(numbers()).toEqual([9, 1, 2, 3].map(numberOf)));
    expect(screen.queryByText('une nouvelle tâche')).toBeNull();
  });

  it('greys what left, with the reason, until the queue is updated', async () => {
    const unassigned = '/queue?view=unassigned&group=techno-pedagogues';
    const free = 'GET /api/service-tasks?view=unassigned&group=techno-pedagogues&limit=100';
    const { standing, tell } = page({ [free]: { items: [taskAt(1), taskAt(3)], next: null } }, unassigned);
    await screen.findByText('2 tâches');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    const gone = taskAt(1, { version: 2, state: 'inProgress', assignee: marc });
    standing[`GET /api/service-tasks/${numberOf(1)}`] = pageOf(gone);
    tell(changed(1, 2));
    expect(await screen.findByText('Prise en charge par Marc Desrosiers')).toBeDefined();
    expect(numbers()).toHaveLength(2);
    expect(focused()).toBe(numberOf(1));
    await press('r');
    await waitFor(() => expect(numbers()).toEqual([numberOf(3)]));
    await waitFor(() => expect(focused()).toBe(numberOf(3)));
  });
});

describe('saved views', () => {
  const view = {
    ...{
      id: '01M80YZT0PARXY2KJ38P9958HH',
      version: 3,
      name: 'Chirurgie',
      owner: marc,
      sharedWith: 'techno-pedagogues',
    },
    query: { ...wholeQueue, view: 'group', group: 'techno-pedagogues', department: 'Chirurgie' },
    ...{ updatedAt: '2026-11-22T14:00:00.000Z', updatedBy: marc, pinned: true, mayChange: true },
  };

  it('lead to what they keep, with how many tasks they show', async () => {
    page({ 'GET /api/views': { items: [view] } });
    const link = await screen.findByRole('link', { name: /Chirurgie/ });
    await waitFor(() => expect(link.textContent).toContain('1'));
    await fireEvent.click(link);
    expect(await screen.findByRole('heading', { level: 1, name: 'Chirurgie' })).toBeDefined();
    await waitFor(() => expect(numbers()).toEqual([numberOf(2)]));
  });

  it('are saved from what is looked at', async () => {
    const { asked, router } = page(
      {
        'POST /api/views': ({ body }: { body: object }) => ({ ...view, ...body, version: 1, pinned: false }),
      },
      `${at}&department=Chirurgie`,
    );
    await screen.findByText(/1 sur 3/);
    await fireEvent.click(screen.getByRole('button', { name: 'Vue' }));
    await fireEvent.click(await screen.findByRole('menuitem', { name: /nouvelle vue/ }));
    await fireEvent.update(await screen.findByRole('textbox', { name: /Nom/ }), 'À opérer');
    await fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
    await waitFor(() => expect(router.currentRoute.value.query['saved']).toBe(view.id));
    expect(asked.find(({ call }) => call === 'POST /api/views')?.body).toMatchObject({
      name: 'À opérer',
      sharedWith: null,
      query: { department: 'Chirurgie', view: 'group' },
    });
  });

  it('say who changed one meanwhile, and keep what was typed', async () => {
    const theirs = { ...view, version: 4, name: 'Bloc opératoire' };
    const { standing } = page({ 'GET /api/views': { items: [view] } }, `${at}&department=Chirurgie&saved=${view.id}`);
    standing[`PATCH /api/views/${view.id}`] = () => {
      standing[`PATCH /api/views/${view.id}`] = ({ body }: { body: object }) => ({ ...theirs, ...body, version: 5 });
      const problem = { type: 'x', title: 'x', status: 412, detail: 'Changée.', code: 'versionMismatch' };
      return new Response(JSON.stringify({ ...problem, current: theirs, changes: [] }), { status: 412 });
    };
    await screen.findByRole('heading', { level: 1, name: 'Chirurgie' });
    await fireEvent.click(screen.getByRole('button', { name: 'Vue' }));
    await fireEvent.click(await screen.findByRole('menuitem', { name: /Renommer/ }));
    const name = await screen.findByRole('textbox', { name: /Nom/ });
    await fireEvent.update(name, 'Salle d’opération');
    await fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
    expect(await screen.findByText(/Marc Desrosiers a changé cette vue/)).toBeDefined();
    expect((name as HTMLInputElement).value).toBe('Salle d’opération');
    await fireEvent.click(screen.getByRole('button', { name: 'Enregistrer par-dessus' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Salle d’opération' })).toBeDefined();
  });
});
