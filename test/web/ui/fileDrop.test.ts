import { fireEvent, screen } from '@testing-library/vue';
import { expect, it } from 'vitest';
import FileDrop from '#web/ui/FileDrop.vue';
import Progress from '#web/ui/Progress.vue';
import { faultsIn } from '../axe.ts';
import { show } from '../mount.ts';

const props = { title: 'Déposez une grille ici', hint: '.csv', choose: 'Choisir', accept: ['.csv'] };
const grid = new File(['a'], 'a.csv');
const entry = (file: File, isDirectory: boolean) => ({
  kind: 'file',
  getAsFile: () => file,
  webkitGetAsEntry: () => ({ isDirectory }),
});

it('takes what is dropped on it, tells folders apart, and keeps the page when a file falls beside', async () => {
  const { emitted, container } = show(FileDrop, { props });
  const title = screen.getByText('Déposez une grille ici');
  const items = [entry(grid, false), entry(new File([], 'Dossier'), true), { kind: 'string', getAsFile: () => null }];
  await fireEvent.drop(title, { dataTransfer: { items } });
  expect(emitted('files')).toEqual([[[grid]]]);
  expect(emitted('folder')).toEqual([['Dossier']]);
  const beside = new Event('drop', { bubbles: true, cancelable: true });
  document.body.dispatchEvent(beside);
  expect(beside.defaultPrevented).toBe(true);
  expect(emitted('files')).toHaveLength(1);
  expect(await faultsIn(container)).toEqual([]);
});

it('tells how far something is in words, and only that it moves where the end is not known', async () => {
  const { rerender, container } = show(Progress, { props: { label: 'Envoi', words: '50 %', share: 0.5 } });
  const bar = screen.getByRole('progressbar', { name: 'Envoi' });
  expect(bar.getAttribute('aria-valuenow')).toBe('50');
  await rerender({ label: 'Envoi', words: '7 lignes lues', share: null });
  expect(bar.getAttribute('aria-valuenow')).toBeNull();
  expect(bar.getAttribute('aria-valuetext')).toBe('7 lignes lues');
  expect(await faultsIn(container)).toEqual([]);
});
