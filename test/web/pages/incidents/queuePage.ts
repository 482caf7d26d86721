/** The queue of help requests with the keys of the app, before a desk that answers as told. */
import { fireEvent, screen } from '@testing-library/vue';
import { defineComponent, h, shallowRef, watch, type App } from 'vue';
import { deskOffset } from '#web/data/deskTime.ts';
import { provideLive, type LiveEvent } from '#web/data/live.ts';
import type { LiveLine } from '#web/data/liveLine.ts';
import Queue from '#web/pages/incidents/index.vue';
import { useKeys } from '#web/shell/keys.ts';
import { correctNow } from '#web/ui/now.ts';
import { showBefore, type Answers } from '../../answering.ts';
import { calendarPage } from '../../incidents.ts';
import { sophie } from '../../people.ts';

export const marc = { id: 'marc', name: 'Marc Desrosiers' };
const people = [{ id: 'sophie', name: sophie.name }, marc];
const group = (id: string) => ({ id, name: { fr: id, en: id }, members: people });

/** What the API is asked for the queue of a group. */
export const listed = (more = '') => `GET /api/incidents?view=group&group=techno-pedagogues${more}&limit=100`;

export function page(items: readonly object[], answers: Answers = {}, path = '/incidents') {
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
  const Framed = defineComponent({
    setup() {
      useKeys();
      watch(deskOffset, correctNow, { immediate: true });
      return () => h(Queue);
    },
  });
  const shown = showBefore(
    Framed,
    {
      'GET /api/me': sophie,
      'GET /api/calendar': calendarPage,
      'GET /api/incident-queues': {
        items: [
          { view: 'mine', group: null, count: 4, more: false },
          { view: 'unassigned', group: 'technologues', count: 999, more: true },
        ],
      },
      'GET /api/groups': { items: [group('techno-pedagogues'), group('technologues')] },
      [listed()]: { items, next: null },
      ...answers,
    },
    { at: path, plugins: [{ install: (app: App) => provideLive(app, line) }] },
  );
  return { ...shown, tell: (event: LiveEvent) => told.forEach((on) => on(event)) };
}

export const rows = () => screen.getAllByRole('row').slice(1);
export const numbers = () => rows().map((row) => /INC\d+/.exec(row.textContent)?.[0]);
export const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
export const focused = () => document.activeElement?.getAttribute('data-key');
