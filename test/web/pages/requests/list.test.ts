import { fireEvent, screen, waitFor } from '@testing-library/vue';
import { describe, expect, it } from 'vitest';
import { shallowRef, type App } from 'vue';
import { provideLive, type LiveEvent } from '#web/data/live.ts';
import Requests from '#web/pages/requests/index.vue';
import { showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { asTallAsAWindow } from '../../layout.ts';
import { chantal, helene } from '../../people.ts';

asTallAsAWindow();

const request = (rank: number, more: object = {}, course: object = {}) => ({
  ...{ number: `RITM001000${rank}`, version: 1, state: 'open', dueOn: `2026-12-0${rank}`, dueOnConfirmed: false },
  ...{ slackDays: rank, vanished: false, createdAt: '2026-11-22T14:00:00.000Z' },
  course: {
    ...{ term: 'A2026', sigle: `MMD100${rank}`, section: 'A', approach: 'synchronous', title: `Cours ${rank}` },
    ...{ department: 'Pédiatrie', responsible: { name: 'Émilie Haddad', email: 'emilie@umontreal.example' } },
    ...course,
  },
  ...more,
});
const all = [
  request(1),
  request(2, { vanished: true }, { title: 'Urgences pédiatriques', approach: 'asynchronous' }),
  request(3, { state: 'inProgress' }, { term: 'H2027', department: 'Chirurgie' }),
];
const inHand = 'GET /api/requests?limit=100&phase=inHand';

function page(answers: Answers = {}, at = '/requests') {
  const standing = { 'GET /api/me': helene, [inHand]: { items: all, next: null }, ...answers };
  return showBefore(Requests, standing, { at });
}
const numbers = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => /RITM\d+/.exec(row.textContent)?.[0]);
const choose = (label: string, value: string) => fireEvent.update(screen.getByRole('combobox', { name: label }), value);

describe('the list of requests', () => {
  it('shows work in hand in due order, and is whole for those who hear it', async () => {
    const { container } = page();
    expect(await screen.findByText('3 demandes')).toBeDefined();
    expect(numbers()).toEqual(['RITM0010001', 'RITM0010002', 'RITM0010003']);
    expect(screen.getAllByText('Disparue')).toHaveLength(1);
    expect(await faultsIn(container)).toEqual([]);
  });

  it('keeps its filters in the address, and can forget them', async () => {
    const { router } = page();
    await screen.findByText('3 demandes');
    await choose('Trimestre', 'A2026');
    await choose('Approche', 'asynchronous');
    await fireEvent.update(screen.getByRole('searchbox'), 'pediatriques urgences');
    await screen.findByText('une demande');
    expect(numbers()).toEqual(['RITM0010002']);
    const said = { term: 'A2026', approach: 'asynchronous', q: 'pediatriques urgences' };
    await waitFor(() => expect(router.currentRoute.value.query).toEqual(said));
    await fireEvent.click(screen.getByRole('button', { name: 'Effacer les filtres' }));
    await screen.findByText('3 demandes');
    await waitFor(() => expect(router.currentRoute.value.query).toEqual({}));
  });

  it('opens as its address says, and offers what the list holds', async () => {
    page({}, '/requests?vanished=yes&sort=-due');
    await screen.findByText('une demande');
    expect(numbers()).toEqual(['RITM0010002']);
    const departments = screen.getByRole('combobox', { name: 'Département' });
    expect([...departments.querySelectorAll('option')].map((each) => each.textContent)).toEqual([
      ...['Tous les départements', 'Chirurgie', 'Pédiatrie'],
    ]);
  });

  it('sorts by its headings, and asks for what is over only when that is wanted', async () => {
    const over = 'GET /api/requests?limit=100&phase=over';
    const { asked } = page({ [over]: { items: [request(4, { state: 'closed' })], next: null } });
    await screen.findByText('3 demandes');
    await fireEvent.click(screen.getByRole('button', { name: 'Échéance' }));
    await waitFor(() => expect(numbers()).toEqual(['RITM0010003', 'RITM0010002', 'RITM0010001']));
    expect(asked.map(({ call }) => call)).not.toContain(over);
    await choose('État', 'closed');
    await screen.findByText('une demande');
    expect(numbers()).toEqual(['RITM0010004']);
  });

  it('reads the other pages behind the first, and opens a request by Enter', async () => {
    const { router } = page({
      [inHand]: { items: all.slice(0, 2), next: 'on' },
      'GET /api/requests?limit=500&phase=inHand&cursor=on': { items: all.slice(2), next: null },
    });
    await screen.findByText('3 demandes');
    const [row] = screen.getAllByRole('row').slice(1);
    if (!row) throw new Error('There is no row');
    row.focus();
    await fireEvent.keyDown(row, { key: 'Enter' });
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/requests/RITM0010001'));
  });

  it('tells a coordinator whose requests these are, and one without departments why there are none', async () => {
    page({ 'GET /api/me': chantal });
    expect(await screen.findByText(/Départements suivis.*Pédiatrie/)).toBeDefined();
    page({ 'GET /api/me': { ...chantal, departments: [] }, [inHand]: { items: [], next: null } });
    expect(await screen.findByText('Aucun département ne vous est associé')).toBeDefined();
  });

  it('says why the list is empty, and goes on after a cut', async () => {
    const { standing } = page({ [inHand]: () => Promise.reject(new TypeError('cut')) });
    const retry = await screen.findByRole('button', { name: 'Réessayer' });
    standing[inHand] = { items: [], next: null };
    await fireEvent.click(retry);
    expect(await screen.findByText(/apparaîtront ici dès qu’une grille sera importée/)).toBeDefined();
  });
});

describe('what happens meanwhile', () => {
  it('waits behind a bar when it is new, and is shown in place when it is known', async () => {
    const heard: ((event: LiveEvent) => void)[] = [];
    const line = {
      state: shallowRef('live' as const),
      follow: (_: unknown, on: (event: LiveEvent) => void) => {
        heard.push(on);
        return () => undefined;
      },
      enter: () => ({ others: shallowRef([]), leave: () => undefined }),
      start: () => undefined,
      stop: () => undefined,
    };
    const answers = {
      'GET /api/requests/RITM0010001': pageOf(request(1, { state: 'inProgress', version: 2 })),
      'GET /api/requests/RITM0010009': pageOf(request(9)),
    };
    const live = { install: (app: App) => provideLive(app, line) };
    showBefore(
      Requests,
      { 'GET /api/me': helene, [inHand]: { items: all, next: null }, ...answers },
      { plugins: [live] },
    );
    await screen.findByText('3 demandes');
    for (const number of ['RITM0010001', 'RITM0010009']) for (const on of heard) on(changed(number));
    const bar = await screen.findByRole('button', { name: 'une nouvelle demande' });
    expect(numbers()).toHaveLength(3);
    expect(screen.getAllByText('En cours', { selector: 'span' })).toHaveLength(2);
    await fireEvent.click(bar);
    await screen.findByText('4 demandes');
    expect(numbers().at(-1)).toBe('RITM0010009');
  });
});

function changed(number: string): LiveEvent {
  return {
    ...{ kind: 'changed', topic: 'mine', version: 2, by: null, at: '2026-11-22T14:00:00.000Z' },
    ...{ record: { kind: 'request', number }, request: number },
  } as LiveEvent;
}

function pageOf(row: ReturnType<typeof request>) {
  const course = {
    ...row.course,
    firstActivityOn: row.dueOn,
    sessions: null,
    students: null,
    presenters: [],
    remarks: '',
  };
  return {
    ...{ ...row, course, presenters: { kind: 'unknown' }, recordings: [], tasks: [], cancelled: null, closedAt: null },
    ...{ createdFrom: { import: 'IMP0010001', row: 5 }, may: {} },
  };
}
