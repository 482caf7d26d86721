import { screen } from '@testing-library/vue';
import { expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import Tabs from '#web/ui/Tabs.vue';
import { show } from '../mount.ts';

const page = defineComponent({
  setup() {
    const shown = ref('tasks');
    const tabs = [
      { name: 'tasks', label: 'Tâches' },
      { name: 'history', label: 'Historique' },
    ];
    return () =>
      h(
        Tabs<string>,
        {
          label: 'Demande',
          tabs,
          modelValue: shown.value,
          'onUpdate:modelValue': (name: string) => (shown.value = name),
        },
        { tasks: () => 'quatre tâches', history: () => 'rien encore' },
      );
  },
});

it('shows one panel, that of the tab which has the focus', async () => {
  show(page);
  expect(screen.getByRole('tabpanel').textContent).toContain('quatre tâches');
  screen.getByRole('tab', { name: 'Historique' }).focus();
  await vi.waitFor(() => expect(screen.getByRole('tabpanel').textContent).toContain('rien encore'));
});
