import { fireEvent, screen } from '@testing-library/vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Recalculation from '#web/pages/calendar/recalculation.vue';
import { showBefore, type Asked } from '../../answering.ts';
import { faultsIn } from '../../axe.ts';
import { apiOf, itIsNoon, itIsNow, standing } from './calendars.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeEach(itIsNoon);
afterEach(itIsNow);

const minute = 60_000;
const numberOf = (rank: number) => `INC${10_000 + rank}`.padEnd(3).replace('INC', 'INC00');
const recorded = (elapsed: number, tier: string, calendar: number) => ({
  ...{ elapsedMs: elapsed * minute, tier, dueAt: null, calendar },
  breachedAt: tier === 'overdue' ? '2026-12-01T15:00:00.000Z' : null,
});
const ended = (rank: number, clock = 'response') => ({
  ...{ number: numberOf(rank), title: `Son coupé (${rank})`, state: 'closed', clock },
  before: recorded(510, 'overdue', 1),
  after: recorded(210, 'normal', 4),
});
const preview = 'POST /api/calendar/recalculation/preview';
const run = 'POST /api/calendar/recalculation';
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('ended clocks', () => {
  it('show how they are recorded and how the calendar reads them, and are recorded anew where chosen', async () => {
    const items = [ended(1), ended(1, 'resolution'), ended(2)];
    const {
      asked,
      container,
      standing: answers,
    } = showBefore(Recalculation, {
      ...apiOf(),
      [preview]: { items, more: false },
      [run]: ({ body }: Asked) => ({
        items: items.filter(({ number }) => (body as { incidents: string[] }).incidents.includes(number)),
      }),
    });
    expect((await screen.findByLabelText<HTMLInputElement>('Délais terminés depuis le')).value).toBe('2026-12-01');
    await fireEvent.update(screen.getByLabelText('Délais terminés depuis le'), '2026-11-16');
    await press('Voir ce qui changerait');
    expect(await screen.findByText('2 demandes d’aide changeraient')).toBeDefined();
    expect(asked.find(({ call }) => call === preview)?.body).toEqual({ since: '2026-11-16' });
    expect(screen.getAllByText('8 h 30 ouvrables')).toHaveLength(3);
    expect(screen.getAllByText('3 h 30 ouvrables')).toHaveLength(3);
    expect(await faultsIn(container)).toEqual([]);

    await fireEvent.click(screen.getByLabelText(`Recalculer ${numberOf(2)}`));
    await press('Recalculer cette demande d’aide');
    expect(await screen.findByText('Dites pourquoi ces délais sont recalculés.')).toBeDefined();
    expect(document.activeElement).toBe(screen.getByLabelText(/^Pourquoi recalculer/));
    await fireEvent.update(screen.getByLabelText(/^Pourquoi recalculer/), 'Tempête oubliée');
    answers[preview] = { items: [ended(2)], more: false };
    await press('Recalculer cette demande d’aide');
    expect(await screen.findByText('2 délais sont enregistrés de nouveau.')).toBeDefined();
    expect(asked.find(({ call }) => call === run)?.body).toEqual({
      incidents: [numberOf(1)],
      reason: 'Tempête oubliée',
    });
    expect(await screen.findByText('Une demande d’aide changerait')).toBeDefined();
  });

  it('go in batches, and when one fails say what is done and keep the rest chosen', async () => {
    const items = Array.from({ length: 30 }, (_, rank) => ended(rank + 1));
    let calls = 0;
    const { asked } = showBefore(Recalculation, {
      ...apiOf(),
      [preview]: { items, more: true },
      [run]: ({ body }: Asked) => {
        calls += 1;
        if (calls === 2) throw new TypeError('cut');
        const { incidents } = body as { incidents: string[] };
        return { items: items.filter(({ number }) => incidents.includes(number)) };
      },
    });
    await press('Voir ce qui changerait');
    expect(await screen.findByText(/Il y en a d’autres/)).toBeDefined();
    await fireEvent.update(screen.getByLabelText(/^Pourquoi recalculer/), 'Tempête oubliée');
    await press('Recalculer ces 30 demandes d’aide');
    expect(await screen.findByText(/Le recalcul s’est arrêté en chemin/)).toBeDefined();
    expect(screen.getByText('20 délais sont enregistrés de nouveau.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Recalculer ces 10 demandes d’aide' })).toBeDefined();
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Pourquoi recalculer/).value).toBe('Tempête oubliée');
    expect(asked.filter(({ call }) => call === run)).toHaveLength(2);
  });

  it('say when there is nothing to put right, and are no affair of who does not administer the desk', async () => {
    const { unmount } = showBefore(Recalculation, { ...apiOf(), [preview]: { items: [], more: false } });
    await press('Voir ce qui changerait');
    expect(await screen.findByText('Rien à recalculer')).toBeDefined();
    unmount();
    showBefore(Recalculation, apiOf({ ...standing, may: { edit: false } }));
    expect(await screen.findByText(/Seule une personne qui administre le guichet/)).toBeDefined();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
