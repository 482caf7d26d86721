import { screen } from '@testing-library/vue';
import { expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import Field from '#web/ui/Field.vue';
import TextInput from '#web/ui/TextInput.vue';
import { faultsIn } from '../axe.ts';
import { show } from '../mount.ts';

const form = (props: { hint?: string; error?: string; required?: boolean }) =>
  defineComponent({
    setup: () => () =>
      h(
        Field,
        { label: 'Raison', ...props },
        { default: (control: object) => h(TextInput, { ...control, modelValue: '' }) },
      ),
  });

it('ties the label, the hint and the error to the control', async () => {
  const { container } = show(
    form({ hint: 'Restera dans l’historique', error: 'Ce champ est obligatoire.', required: true }),
  );
  const input = screen.getByLabelText(/Raison/);
  const describedBy = (input.getAttribute('aria-describedby') ?? '').split(' ');
  expect(describedBy.map((id) => document.getElementById(id)?.textContent)).toEqual([
    'Restera dans l’historique',
    'Ce champ est obligatoire.',
  ]);
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(input.getAttribute('aria-required')).toBe('true');
  expect(await faultsIn(container)).toEqual([]);
});

it('says nothing of errors when there is none', () => {
  show(form({}));
  const input = screen.getByLabelText('Raison');
  expect(input.hasAttribute('aria-invalid')).toBe(false);
  expect(input.hasAttribute('aria-describedby')).toBe(false);
});
