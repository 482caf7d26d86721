import { fireEvent, screen, waitFor } from '@testing-library/vue';
import { expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import Button from '#web/ui/Button.vue';
import Menu from '#web/ui/Menu.vue';
import MenuChoice from '#web/ui/MenuChoice.vue';
import MenuItem from '#web/ui/MenuItem.vue';
import { faultsIn } from '../axe.ts';
import { show } from '../mount.ts';

function menu() {
  const chosen = ref<string[]>([]);
  const item = (name: string) => h(MenuItem, { onChoose: () => chosen.value.push(name) }, () => name);
  const page = defineComponent({
    setup: () => () => [
      h(
        Menu,
        { label: 'Vue' },
        {
          trigger: () => [h(Button, () => 'Ouvrir')],
          default: () => [
            item('Renommer'),
            item('Partager'),
            h(MenuChoice, { chosen: true, onChoose: () => chosen.value.push('Épingler') }, () => 'Épingler'),
          ],
        },
      ),
      h('p', 'ailleurs'),
    ],
  });
  return { ...show(page), chosen };
}
const button = () => screen.getByRole('button', { name: 'Ouvrir' });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focused = () => document.activeElement?.textContent;

it('opens under its button, moves by arrows around, and Esc gives the focus back', async () => {
  const { container } = menu();
  button().focus();
  expect(button().getAttribute('aria-expanded')).toBe('false');
  await press('ArrowDown');
  await waitFor(() => expect(focused()).toBe('Renommer'));
  expect(button().getAttribute('aria-expanded')).toBe('true');
  expect(await faultsIn(container)).toEqual([]);
  await press('ArrowUp');
  expect(focused()).toBe('Épingler');
  await press('ArrowDown');
  expect(focused()).toBe('Renommer');
  await press('End');
  expect(focused()).toBe('Épingler');
  await press('Escape');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(document.activeElement).toBe(button());
});

it('opens on the last by the arrow up, and finds by letters', async () => {
  menu();
  button().focus();
  await press('ArrowUp');
  await waitFor(() => expect(focused()).toBe('Épingler'));
  await press('p');
  expect(focused()).toBe('Partager');
});

it('does what is chosen, closed and with the focus on its button', async () => {
  const { chosen } = menu();
  await fireEvent.click(button());
  expect(screen.getByRole('menuitemcheckbox', { name: 'Épingler' }).getAttribute('aria-checked')).toBe('true');
  await fireEvent.click(screen.getByRole('menuitem', { name: 'Partager' }));
  expect(chosen.value).toEqual(['Partager']);
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(document.activeElement).toBe(button());
});

it('closes when one presses elsewhere, or goes on by Tab', async () => {
  menu();
  await fireEvent.click(button());
  await fireEvent.pointerDown(screen.getByText('ailleurs'));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  await fireEvent.click(button());
  await waitFor(() => expect(focused()).toBe('Renommer'));
  await press('Tab');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
});
