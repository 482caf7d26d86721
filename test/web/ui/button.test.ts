import { fireEvent, screen } from '@testing-library/vue';
import { expect, it, vi } from 'vitest';
import Button from '#web/ui/Button.vue';
import { show } from '../mount.ts';

it('is pressed once, and not while it is busy', async () => {
  const pressed = vi.fn();
  const { rerender } = show(Button, { props: { onClick: pressed }, slots: { default: 'Fermer la tâche' } });
  const button = screen.getByRole('button', { name: 'Fermer la tâche' });
  await fireEvent.click(button);
  await rerender({ busy: true });
  await fireEvent.click(button);
  expect(pressed).toHaveBeenCalledTimes(1);
  expect(button.getAttribute('aria-busy')).toBe('true');
});

it('keeps its place in the keyboard order while it is busy', () => {
  show(Button, { props: { busy: true }, slots: { default: 'Envoyer' } });
  expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(false);
});
