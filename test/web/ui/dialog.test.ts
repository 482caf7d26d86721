import { fireEvent, screen } from '@testing-library/vue';
import { expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import Dialog from '#web/ui/Dialog.vue';
import { faultsIn } from '../axe.ts';
import { show } from '../mount.ts';

const page = defineComponent({
  setup() {
    const open = ref(false);
    return () => [
      h('button', { onClick: () => (open.value = true) }, 'Sauter la tâche…'),
      h(
        Dialog,
        { title: 'Sauter la tâche', open: open.value, 'onUpdate:open': (value: boolean) => (open.value = value) },
        { default: () => h('p', 'Le déroulement continue.') },
      ),
    ];
  },
});

it('opens named, closes by Esc, and gives the focus back', async () => {
  show(page);
  const opener = screen.getByRole('button', { name: 'Sauter la tâche…' });
  opener.focus();
  await fireEvent.click(opener);
  const dialog = await screen.findByRole('dialog', { name: 'Sauter la tâche' });
  expect(await faultsIn(dialog)).toEqual([]);
  await fireEvent.keyDown(dialog, { key: 'Escape' });
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await vi.waitFor(() => expect(document.activeElement).toBe(opener));
});
