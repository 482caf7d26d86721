import { fireEvent, screen } from '@testing-library/vue';
import { afterEach, expect, it, vi } from 'vitest';
import Toaster from '#web/ui/Toaster.vue';
import { dismiss, standsMs, toast, toasts } from '#web/ui/toasts.ts';
import { show } from '../mount.ts';

afterEach(() => toasts.value.forEach(({ id }) => dismiss(id)));

it('takes an act back and goes away', async () => {
  const undo = vi.fn();
  show(Toaster);
  toast('La tâche est à vous.', { undo });
  await fireEvent.click(await screen.findByRole('button', { name: 'Annuler' }));
  expect(undo).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(screen.queryByText('La tâche est à vous.')).toBeNull());
});

it('leaves at least ten seconds to take an act back', () => {
  expect(standsMs).toBeGreaterThanOrEqual(10_000);
});

it('keeps the last three', () => {
  for (const text of ['un', 'deux', 'trois', 'quatre']) toast(text);
  expect(toasts.value.map(({ text }) => text)).toEqual(['deux', 'trois', 'quatre']);
});
