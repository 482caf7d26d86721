import { screen } from '@testing-library/vue';
import { expect, it } from 'vitest';
import { instantOf } from '#shared/time/instant.ts';
import { taskStates } from '#shared/task/serviceTask.ts';
import DateText from '#web/ui/DateText.vue';
import { dateWords, exactDate } from '#web/ui/dateWords.ts';
import SlackBadge from '#web/ui/SlackBadge.vue';
import TaskStateBadge from '#web/ui/TaskStateBadge.vue';
import { show } from '../mount.ts';

/** Thursday 3 September 2020, 10:00 at the desk. */
const now = Date.parse('2020-09-03T14:00:00Z');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
const inFrench = (at: string) => plain(dateWords(at, now, 'fr'));

it('says near days by their names and far ones by their date', () => {
  expect(inFrench('2020-09-03')).toBe("aujourd'hui");
  expect(inFrench('2020-09-04')).toBe('demain');
  expect(inFrench('2020-09-02')).toBe('hier');
  expect(inFrench('2020-09-14')).toBe('lundi 14 septembre');
  expect(inFrench('2021-05-14')).toBe('14 mai 2021');
  expect(dateWords('2021-05-14', now, 'en')).toBe('May 14, 2021');
});

it('says how long ago something just happened, then at what time', () => {
  expect(inFrench(instantOf(now - 20_000))).toBe('maintenant');
  expect(inFrench(instantOf(now + 20_000))).toBe('maintenant');
  expect(inFrench(instantOf(now - 5 * 60_000))).toBe('il y a 5 minutes');
  expect(inFrench(instantOf(now - 2 * 3_600_000))).toBe("aujourd'hui à 8 h 00");
});

it('puts the day of an instant where the desk is, not in London', () => {
  expect(inFrench('2020-09-03T02:30:00.000Z')).toBe('hier à 22 h 30');
});

it('keeps the whole date for the hover', () => {
  show(DateText, { props: { at: '2020-09-14' } });
  expect(screen.getByTitle('lundi 14 septembre 2020').getAttribute('datetime')).toBe('2020-09-14');
  expect(plain(exactDate('2020-09-03T14:00:00.000Z', 'fr'))).toContain('10 h 00 min 00 s');
});

it.each([
  [1, '1 jour ouvrable'],
  [12, '12 jours ouvrables'],
  [0, '0 jour ouvrable'],
  [-1, '1 jour ouvrable de retard'],
  [-2, '2 jours ouvrables de retard'],
])('says a slack of %i days in words', (days, words) => {
  show(SlackBadge, { props: { days } });
  expect(screen.getByText(words)).toBeDefined();
});

it('says the whole slack to those who hear a narrow column', () => {
  const { container } = show(SlackBadge, { props: { days: -3, short: true } });
  expect(container.querySelector('.sr-only')?.textContent).toBe('3 jours ouvrables de retard');
  expect(container.querySelector('[aria-hidden]:not(svg)')?.textContent).toBe('−3 j');
});

it('has a word of its own for each state of a task', () => {
  const words = taskStates.map((state) => show(TaskStateBadge, { props: { state } }).container.textContent.trim());
  expect(new Set(words).size).toBe(taskStates.length);
});
