import { fireEvent, screen, waitFor } from '@testing-library/vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import type { LiveEvent } from '#web/data/live.ts';
import { dismiss, toasts } from '#web/ui/toasts.ts';
import { refusing } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { asTallAsAWindow } from '../../layout.ts';
import { at, incidentAt, numberOf } from '../../incidents.ts';
import { incidentPageOf } from './records.ts';
import { focused, listed, marc, numbers, page, press, rows } from './queuePage.ts';

asTallAsAWindow();
beforeEach(() => toasts.value.forEach(({ id }) => dismiss(id)));
afterEach(() => {
  vi.useRealTimers();
});

/** Tuesday at two in the afternoon. */
const now = at('tue', '14:00');
const openedAt = (when: Instant, more: object = {}, rank = 1) => incidentAt(rank, [[when, 'new']], now, more);
const overdue = openedAt(at('mon', '13:00'), {}, 1);
const soon = openedAt(at('tue', '09:30'), { assignee: marc }, 2);
const later = openedAt(at('tue', '13:45'), { kind: 'question', title: 'Où trouver l’enregistrement ?' }, 3);
const waiting = incidentAt(
  4,
  [
    [at('mon', '09:00'), 'new'],
    [at('mon', '10:00'), 'active'],
    [at('mon', '11:00'), 'awaitingUserInfo'],
  ],
  now,
);
const desk = [overdue, soon, later, waiting];
const me = { id: 'sophie', name: 'Sophie Lamarre' };
const changed = (rank: number, version: number, by: object | null = marc): LiveEvent =>
  ({
    ...{ kind: 'changed', topic: 'group:techno-pedagogues', record: { kind: 'incident', number: numberOf(rank) } },
    ...{ request: null, version, by, at: instantOf(0) },
  }) as LiveEvent;

describe('the queue of help requests', () => {
  it('shows the most urgent on top, each with its tier, the time left and when that changes', async () => {
    const { container } = page(desk);
    expect(await screen.findByText('4 demandes')).toBeDefined();
    expect(numbers()).toEqual([1, 2, 3, 4].map(numberOf));
    const said = rows().map((row) => row.textContent.replace(/\s+/g, ' '));
    expect(said[0]).toMatch(/En retard de 1 h/);
    expect(said[1]).toContain('Modéré');
    expect(said[1]).toContain('reste 3 h 30');
    expect(said[1]).toContain('Élevé aujourd’hui à 15 h 30');
    expect(said[2]).toContain('Normal');
    expect(said[2]).toContain('reste 7 h 45');
    expect(said[3]).toContain('Attend le demandeur');
    expect(said[3]).toContain('En pause');
    expect(await faultsIn(container)).toEqual([]);
  });

  it('says how many each queue holds, the one looked at exactly', async () => {
    page(desk);
    await screen.findByText('4 demandes');
    const all = screen.getAllByRole('link', { name: /Toutes/ });
    await waitFor(() => expect(all[0]?.textContent).toContain('4'));
    expect(screen.getByRole('link', { name: /Mes demandes d’aide/ }).textContent).toContain('4');
    expect(screen.getAllByRole('link', { name: /Non attribuées/ })[1]?.textContent).toContain('999+');
  });

  it('keeps what narrows it in the address', async () => {
    const { router } = page(desk);
    await screen.findByText('4 demandes');
    await fireEvent.update(screen.getByRole('combobox', { name: 'Échelon' }), 'overdue');
    await waitFor(() => expect(numbers()).toEqual([numberOf(1)]));
    await fireEvent.click(screen.getByRole('button', { name: 'Effacer les filtres' }));
    await waitFor(() => expect(numbers()).toHaveLength(4));
    await fireEvent.update(screen.getByRole('combobox', { name: 'État' }), 'waiting');
    await waitFor(() => expect(numbers()).toEqual([numberOf(4)]));
    await fireEvent.update(screen.getByRole('combobox', { name: 'État' }), '');
    await waitFor(() => expect(numbers()).toHaveLength(4));
    await fireEvent.update(screen.getByRole('combobox', { name: 'Responsable' }), 'marc');
    await waitFor(() => expect(numbers()).toEqual([numberOf(2)]));
    await fireEvent.update(screen.getByRole('combobox', { name: 'Responsable' }), '');
    await waitFor(() => expect(numbers()).toHaveLength(4));
    await fireEvent.update(screen.getByRole('searchbox'), 'ENREGISTREMENT trouver');
    await waitFor(() => expect(numbers()).toEqual([numberOf(3)]));
    const said = { view: 'group', group: 'techno-pedagogues', q: 'ENREGISTREMENT trouver' };
    await waitFor(() => expect(router.currentRoute.value.query).toEqual(said));
  });

  it('tells a queue that is done from one that is narrowed to nothing', async () => {
    page([], {}, '/incidents?group=techno-pedagogues');
    expect(await screen.findByText('La file est vide')).toBeDefined();
  });

  it('reads what is over a part at a time, and goes on when asked', async () => {
    const closed = (rank: number) =>
      incidentAt(
        rank,
        [
          [at('mon', '09:00'), 'new'],
          [at('mon', '10:00'), 'closed'],
        ],
        now,
      );
    const pageAt = (from: number, count: number) => Array.from({ length: count }, (_, rank) => closed(from + rank));
    const more = (cursor: string) =>
      `GET /api/incidents?view=group&group=techno-pedagogues&state=closed&limit=200&cursor=${cursor}`;
    page(
      [],
      {
        [listed('&state=closed')]: { items: pageAt(1, 100), next: 'b' },
        [more('b')]: { items: pageAt(101, 200), next: 'c' },
        [more('c')]: { items: pageAt(301, 200), next: 'd' },
        [more('d')]: { items: pageAt(501, 200), next: 'e' },
        [more('e')]: { items: pageAt(701, 5), next: null },
      },
      '/incidents?group=techno-pedagogues&state=closed',
    );
    const button = await screen.findByRole('button', { name: 'Charger la suite' });
    expect(screen.getByText('700 demandes')).toBeDefined();
    await fireEvent.click(button);
    expect(await screen.findByText('705 demandes')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Charger la suite' })).toBeNull();
  });
});

describe('the keyboard', () => {
  it('moves, selects, opens, and comes back to the same row', async () => {
    const { router } = page(desk);
    await screen.findByText('4 demandes');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(2)));
    await press('x');
    expect(await screen.findByText('Une demande sélectionnée')).toBeDefined();
    await press('Escape');
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
    await press('Enter');
    await waitFor(() => expect(router.currentRoute.value.path).toBe(`/incidents/${numberOf(2)}`));
  });

  it('takes charge in one key: mine, and in progress; the way back leaves it in progress', async () => {
    const mine = { ...overdue, version: 2, assignee: me };
    const active = incidentAt(
      1,
      [
        [at('mon', '13:00'), 'new'],
        [now, 'active'],
      ],
      now,
      { version: 3, assignee: me },
    );
    const { asked, standing } = page(desk, {
      [`POST /api/incidents/${numberOf(1)}/assign`]: incidentPageOf(mine),
      [`POST /api/incidents/${numberOf(1)}/start`]: incidentPageOf(active),
    });
    await screen.findByText('4 demandes');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    await press('t');
    await waitFor(() => expect(toasts.value.map(({ text }) => text)).toEqual(['Demande d’aide prise en charge']));
    expect(
      asked.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call.split('/').at(-1), body]),
    ).toEqual([
      ['assign', { assignee: 'sophie' }],
      ['start', undefined],
    ]);
    expect(rows()[0]?.textContent).toContain('En cours');
    expect(focused()).toBe(numberOf(1));
    standing[`POST /api/incidents/${numberOf(1)}/assign`] = incidentPageOf({ ...active, version: 4, assignee: null });
    await toasts.value[0]?.undo?.();
    await waitFor(() => expect(rows()[0]?.textContent).toContain('Personne'));
    expect(toasts.value.at(-1)?.text).toContain('reste en cours');
  });

  it('assigns by name', async () => {
    const given = { ...later, version: 2, assignee: marc };
    const { asked } = page(desk, { [`POST /api/incidents/${numberOf(3)}/assign`]: incidentPageOf(given) });
    await screen.findByText('4 demandes');
    await press('j');
    await press('j');
    await press('j');
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
    page(desk, {
      [`POST /api/incidents/${numberOf(1)}/assign`]: incidentPageOf({ ...overdue, version: 2, assignee: me }),
      [`POST /api/incidents/${numberOf(1)}/start`]: incidentPageOf({
        ...incidentAt(
          1,
          [
            [at('mon', '13:00'), 'new'],
            [now, 'active'],
          ],
          now,
          { version: 3, assignee: me },
        ),
      }),
      [`POST /api/incidents/${numberOf(2)}/assign`]: incidentPageOf({ ...soon, version: 2, assignee: me }),
      [`POST /api/incidents/${numberOf(2)}/start`]: () => refusing(409, 'incidentOver', 'Elle vient d’être fermée.'),
    });
    await screen.findByText('4 demandes');
    await fireEvent.click(screen.getByRole('checkbox', { name: `Sélectionner ${numberOf(1)}` }));
    await fireEvent.click(screen.getByRole('checkbox', { name: `Sélectionner ${numberOf(2)}` }));
    await fireEvent.click(screen.getByRole('button', { name: 'Prendre en charge' }));
    const failed = await screen.findByRole('alert');
    expect(failed.textContent).toContain('Une demande d’aide n’a pas été prise en charge');
    expect(failed.textContent).toContain('Elle vient d’être fermée.');
    expect(failed.textContent).toContain(numberOf(2));
    // The first of its two steps was done all the same, and is shown.
    expect(rows()[1]?.textContent).toContain('Sophie Lamarre');
    expect(rows()[1]?.textContent).toContain('Nouvelle');
  });
});

describe('what happens meanwhile', () => {
  it('is shown in place, and new help requests wait to be asked for', async () => {
    const { standing, tell } = page(desk);
    await screen.findByText('4 demandes');
    await press('j');
    await waitFor(() => expect(focused()).toBe(numberOf(1)));
    standing[`GET /api/incidents/${numberOf(3)}`] = incidentPageOf({ ...later, version: 2, assignee: marc });
    standing[`GET /api/incidents/${numberOf(9)}`] = incidentPageOf(openedAt(at('tue', '13:00'), {}, 9));
    tell(changed(3, 2));
    tell(changed(9, 1));
    expect(await screen.findByText('une nouvelle demande d’aide')).toBeDefined();
    expect(numbers()).toEqual([1, 2, 3, 4].map(numberOf));
    expect(rows()[2]?.textContent).toContain('Marc Desrosiers');
    await fireEvent.click(screen.getByRole('button', { name: 'Afficher' }));
    await waitFor(() => expect(numbers()).toEqual([1, 2, 9, 3, 4].map(numberOf)));
  });

  it('greys what left, with the reason, until the queue is updated', async () => {
    const { standing, tell } = page(desk);
    await screen.findByText('4 demandes');
    const resolved = incidentAt(
      2,
      [
        [at('tue', '09:30'), 'new'],
        [now, 'resolved'],
      ],
      now,
      { version: 2 },
    );
    standing[`GET /api/incidents/${numberOf(2)}`] = incidentPageOf(resolved);
    tell(changed(2, 2));
    await waitFor(() => expect(rows()[1]?.textContent).toContain('Résolue · '));
    expect(numbers()).toHaveLength(4);
    await press('r');
    await waitFor(() => expect(numbers()).toEqual([1, 3, 4].map(numberOf)));
  });

  it('asks again for what the desk noted by itself, without a new version', async () => {
    const { asked, tell } = page(desk, { [`GET /api/incidents/${numberOf(2)}`]: incidentPageOf(soon) });
    await screen.findByText('4 demandes');
    tell(changed(2, soon.version, marc));
    tell(changed(2, soon.version, null));
    await waitFor(() => expect(asked.map(({ call }) => call)).toContain(`GET /api/incidents/${numberOf(2)}`));
  });
});

describe('as time passes', () => {
  it('a tier changes on the screen by itself, and the order waits to be asked for', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: msOf(now) });
    page(desk);
    const turn = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      await nextTick();
    };
    await turn(50);
    expect(screen.getByText('4 demandes')).toBeDefined();
    const tiers = () => rows().map((row) => row.querySelector('[data-tier]')?.getAttribute('data-tier'));
    expect(tiers()).toEqual(['overdue', 'moderate', 'normal', 'normal']);
    // Half past three: six hours since half past nine.
    await turn(msOf(at('tue', '15:30')) - Date.now());
    expect(tiers()).toEqual(['overdue', 'moderate', 'normal', 'normal']);
    await turn(1);
    expect(tiers()).toEqual(['overdue', 'high', 'normal', 'normal']);
    // It is high until half past nine the next day, and the other normal until a quarter to ten: the order stands.
    expect(screen.queryByText('L’ordre de la file a changé')).toBeNull();
    // Half past nine on Wednesday: overdue, since then, and still after what was overdue before.
    await turn(msOf(at('wed', '09:30')) + 1 - Date.now());
    expect(tiers()).toEqual(['overdue', 'overdue', 'normal', 'normal']);
    expect(numbers()).toEqual([1, 2, 3, 4].map(numberOf));
  });

  it('what is due later after its tier changed is said to have moved, and moves when asked', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: msOf(now) });
    // Changes at three, then not before five in business time; the other at four.
    const first = openedAt(at('tue', '11:00'), {}, 1);
    const second = openedAt(at('tue', '12:00'), {}, 2);
    page([first, second]);
    const turn = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      await nextTick();
    };
    await turn(50);
    expect(numbers()).toEqual([1, 2].map(numberOf));
    await turn(msOf(at('tue', '15:00')) + 1 - Date.now());
    expect(screen.getByText('L’ordre de la file a changé')).toBeDefined();
    expect(numbers()).toEqual([1, 2].map(numberOf));
    await press('r');
    await nextTick();
    expect(numbers()).toEqual([2, 1].map(numberOf));
    expect(screen.queryByText('L’ordre de la file a changé')).toBeNull();
  });
});
