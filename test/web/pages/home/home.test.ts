import { fireEvent, screen, within } from '@testing-library/vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Home from '#web/pages/index.vue';
import { dismiss, toasts } from '#web/ui/toasts.ts';
import { refusing, showBefore, type Answers } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { calendarAnswer } from '../../deskCalendar.ts';
import { chantal, emilie, helene, sophie } from '../../people.ts';
import { answered, emptyDay, noNews, requestDue, taskDue, today } from './day.ts';

afterEach(() => {
  for (const { id } of toasts.value) dismiss(id);
});

const pressing = 'GET /api/incidents?view=group&state=running&limit=5&group=techno-pedagogues';
const agent = (more: Answers): Answers => ({
  ...{ 'GET /api/me': sophie, 'GET /api/news': noNews, 'GET /api/calendar': calendarAnswer },
  [pressing]: { items: [], next: null },
  ...more,
});
const partOf = async (name: string | RegExp) => within(await screen.findByRole('region', { name }));
const me = { id: 'sophie', name: 'Sophie Lamarre' };

describe('an agent’s day', () => {
  const waiting = [taskDue(1, '2026-11-16'), taskDue(2, '2026-12-01', { unplanned: false })];
  const day = { ...emptyDay, desk: { ...emptyDay.desk, waiting: { items: waiting, more: false } } };

  it('puts what is theirs by when it is due', async () => {
    const mine = [taskDue(1, '2026-11-16'), taskDue(2, today), taskDue(3, '2026-11-22'), taskDue(4, '2026-11-23')];
    const desk = { ...emptyDay.desk, mine: { items: mine, more: false } };
    const { container } = showBefore(Home, agent({ 'GET /api/day': { ...emptyDay, desk } }));
    const part = await partOf('Mes tâches (4)');
    expect(
      part.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent.replace(/\s+/g, ' ')),
    ).toEqual(['En retard (1)', 'Aujourd’hui (1)', 'D’ici dimanche (1)', 'Plus tard (1)']);
    expect(part.getAllByRole('link')[0]?.getAttribute('href')).toBe('/requests/RITM0010001?task=SCTASK0010001');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('lets them take a task in charge at once, keep the keyboard there, and give it back', async () => {
    const [first] = waiting;
    if (!first) throw new Error('A task waits');
    const take = 'POST /api/service-tasks/SCTASK0010001/take-charge';
    const assign = 'POST /api/service-tasks/SCTASK0010001/assign';
    const { asked } = showBefore(
      Home,
      agent({
        'GET /api/day': day,
        [take]: answered(first, { state: 'inProgress', assignee: me }),
        [assign]: answered(first, { version: 3 }),
      }),
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Prendre en charge MMD1001 A' }));
    expect((await partOf('Ma tâche')).getByText(/MMD1001/)).toBeDefined();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Prendre en charge MMD1002 A' }));
    await vi.waitFor(() => expect(toasts.value[0]?.text).toBe('MMD1001 A est à vous.'));
    await toasts.value[0]?.undo?.();
    expect(asked.find(({ call }) => call === assign)?.body).toEqual({ assignee: null });
    expect((await partOf('Sans responsable dans mes groupes')).getByText(/MMD1001/)).toBeDefined();
  });

  it('puts a task back that somebody else was quicker to take, and says so', async () => {
    const refusal = refusing(409, 'taskTaken', 'Marc a déjà pris cette tâche.');
    showBefore(
      Home,
      agent({ 'GET /api/day': day, 'POST /api/service-tasks/SCTASK0010001/take-charge': () => refusal }),
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Prendre en charge MMD1001 A' }));
    await vi.waitFor(() => expect(toasts.value[0]?.text).toBe('Marc a déjà pris cette tâche.'));
    expect(await screen.findByRole('button', { name: 'Prendre en charge MMD1001 A' })).toBeDefined();
  });

  it('says what comes next where nothing waits', async () => {
    const { container } = showBefore(Home, agent({ 'GET /api/day': emptyDay }));
    expect(await screen.findByText('Rien ne vous attend')).toBeDefined();
    expect(screen.getByText('Toutes les tâches ont quelqu’un')).toBeDefined();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('says that the desk does not answer, and asks again', async () => {
    const { standing } = showBefore(Home, agent({}));
    await screen.findByText('Bonjour Sophie');
    const retry = await screen.findByRole('button', { name: 'Réessayer' });
    standing['GET /api/day'] = emptyDay;
    await fireEvent.click(retry);
    expect(await screen.findByText('Rien ne vous attend')).toBeDefined();
  });
});

it('tells an agent which help requests press, the one overdue for longest first', async () => {
  const running = (rank: number, tier: string, nextChange: string | null) => {
    const [openedAt, asOf] = [`2026-11-1${rank}T14:00:00.000Z`, '2026-11-18T15:00:00.000Z'];
    const change = nextChange === null ? null : { at: nextChange, tier: 'moderate' };
    const clock = { state: 'running', startedAt: openedAt, stoppedAt: null, elapsedMs: 0, tier, nextChange: change };
    return {
      ...{ number: `INC001000${rank}`, version: 1, kind: 'question', subkind: null, channel: 'portal', openedAt, asOf },
      ...{ title: `Question ${rank}`, requester: { name: 'René Nguyen' }, group: 'techno-pedagogues', assignee: null },
      ...{ state: 'new', changes: [{ at: openedAt, seq: 0, to: 'new' }], calendar: 99, nextChangeAt: nextChange },
      clocks: { response: { ...clock, dueAt: openedAt, breachedAt: null }, resolution: null },
    };
  };
  const items = [
    running(7, 'normal', '2026-11-18T18:00:00.000Z'),
    running(2, 'overdue', null),
    running(1, 'overdue', null),
  ];
  const { container } = showBefore(Home, agent({ 'GET /api/day': emptyDay, [pressing]: { items, next: null } }));
  const part = await partOf('Demandes d’aide qui pressent');
  await part.findByText('Question 1');
  const links = part.getAllByRole('link').map(({ textContent }) => textContent);
  expect(links).toEqual(['Question 1', 'Question 2', 'Question 7', 'Toutes les demandes d’aide']);
  expect(part.getAllByText('En retard')).toHaveLength(2);
  expect(part.getByText('Normal')).toBeDefined();
  expect(await faultsIn(container)).toEqual([]);
});

describe('news', () => {
  const line = {
    id: '01JF4Z9Q8T3N6V2W7X5Y1ZABCD',
    request: 'RITM0010001',
    at: '2026-11-17T15:00:00.000Z',
    by: { kind: 'person', person: { id: 'marc', name: 'Marc Desrosiers' } },
    course: { sigle: 'MMD1001', section: 'A', approach: 'synchronous', title: 'Biologie humaine' },
    step: null,
    content: { kind: 'comment', text: 'La salle est réservée.' },
  };

  it('tell who did what on what, are all seen at once, and come back when that is undone', async () => {
    const { standing, asked } = showBefore(
      Home,
      agent({
        'GET /api/day': emptyDay,
        'GET /api/news': { items: [line], more: false, seen: null },
        'PUT /api/news/seen': ({ body }: { readonly body: unknown }) => body,
      }),
    );
    expect((await screen.findByText('Marc Desrosiers')).parentElement?.textContent).toContain('a commenté');
    expect(screen.getByText(/La salle est réservée/)).toBeDefined();
    standing['GET /api/news'] = { ...noNews, seen: line.id };
    await fireEvent.click(screen.getByRole('button', { name: 'Tout marquer comme vu' }));
    expect(await screen.findByText('Rien de nouveau sur ce qui vous concerne.')).toBeDefined();
    await vi.waitFor(() => expect(toasts.value[0]?.text).toBe('Tout est marqué comme vu.'));
    standing['GET /api/news'] = { items: [line], more: false, seen: null };
    await toasts.value[0]?.undo?.();
    expect(await screen.findByText('Marc Desrosiers')).toBeDefined();
    const seen = asked.filter(({ call }) => call === 'PUT /api/news/seen').map(({ body }) => body);
    expect(seen).toEqual([{ upTo: line.id }, { upTo: null }]);
  });
});

it('a manager sees how the groups are loaded', async () => {
  const some = (count: number, more = false) => ({ count, more });
  const { container } = showBefore(Home, {
    'GET /api/me': helene,
    'GET /api/news': noNews,
    'GET /api/day': emptyDay,
    'GET /api/load': {
      groups: [{ group: 'technologues', inHand: some(999, true), unassigned: some(3), late: some(2) }],
      people: [
        { person: { id: 'marc', name: 'Marc Desrosiers' }, groups: ['technologues'], inHand: some(5), late: some(1) },
      ],
    },
  });
  const rows = (await screen.findAllByRole('row')).map(({ textContent }) => textContent.replace(/\s+/g, ' '));
  expect(rows[1]).toMatch(/Technologues.*999\+.*3.*2/);
  expect(rows[2]).toMatch(/Marc Desrosiers.*5.*1/);
  expect(await faultsIn(container)).toEqual([]);
});

it('a coordinator sees their last grids and the requests of their departments in trouble', async () => {
  const { container, asked } = showBefore(Home, {
    'GET /api/me': chantal,
    'GET /api/day': {
      today,
      desk: null,
      troubled: { items: [requestDue(1, '2026-11-01'), requestDue(2, '2026-12-01', { vanished: true })], more: false },
    },
    'GET /api/imports?limit=5': { items: [], next: null },
  });
  const part = await partOf('Demandes de mes départements à surveiller');
  expect(part.getAllByRole('link')).toHaveLength(2);
  expect(part.getByText('Absente de la grille')).toBeDefined();
  expect(await screen.findByText('Aucune grille envoyée')).toBeDefined();
  expect(asked.map(({ call }) => call)).not.toContain('GET /api/news');
  expect(await faultsIn(container)).toEqual([]);
});

it('who only asks is led to their requests', async () => {
  const { router } = showBefore(Home, {
    'GET /api/me': emilie,
    'GET /api/day': { today, desk: null, troubled: null },
  });
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/my-requests'));
});
