import { fireEvent, screen, within } from '@testing-library/vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h, type Component } from 'vue';
import { remember } from '#web/data/recent.ts';
import CommandPalette from '#web/shell/CommandPalette.vue';
import { useCommands, type Command } from '#web/shell/commands.ts';
import KeysDialog from '#web/shell/KeysDialog.vue';
import { singleKeys } from '#web/data/settings.ts';
import { showBefore, type Answers } from '../answering.ts';
import { faultsIn } from '../axe.ts';
import { requestDue } from '../pages/home/day.ts';
import { sophie } from '../people.ts';

Element.prototype.scrollIntoView = () => undefined;

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

const take: Command & { run: ReturnType<typeof vi.fn<() => void>> } = {
  id: 'task.take',
  label: 'Prendre en charge',
  section: 'record',
  keys: 't',
  run: vi.fn(),
};
const closed = vi.fn();

/** A dialog of the frame over a page that has one command. */
function over(dialog: Component, answers: Answers = {}) {
  const page = defineComponent({
    setup() {
      useCommands([take]);
      return () => h(dialog, { onClose: closed });
    },
  });
  return showBefore(page, { 'GET /api/me': sophie, ...answers });
}

const found = { kind: 'request', request: requestDue(1, '2026-12-01'), task: null };
const type = async (text: string) => fireEvent.update(await screen.findByRole('combobox'), text);
const press = (key: string) => fireEvent.keyDown(screen.getByRole('combobox'), { key });
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

it('goes to the help request whose number was typed', async () => {
  const hit = { kind: 'incident', number: 'INC0010042', title: 'Le son coupe', state: 'new' };
  const { router } = over(CommandPalette, { 'GET /api/search?q=INC0010042&limit=12': { items: [hit], more: false } });
  await type('INC0010042');
  await screen.findByRole('option', { name: /Le son coupe/ });
  await press('Enter');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/incidents/INC0010042'));
});

it('goes to what the desk found, by keyboard alone', async () => {
  const { router } = over(CommandPalette, {
    'GET /api/search?q=bio&limit=12': { items: [found], more: true },
  });
  await type('bio');
  const option = await screen.findByRole('option', { name: /MMD1001 A · Biologie humaine/ });
  expect(option.getAttribute('aria-selected')).toBe('true');
  expect(screen.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(option.id);
  expect(screen.getByText(/Ajoutez un mot pour préciser/)).toBeDefined();
  expect(await faultsIn(screen.getByRole('dialog'))).toEqual([]);
  await press('ArrowDown');
  expect(option.getAttribute('aria-selected')).toBe('false');
  await press('ArrowUp');
  await press('Enter');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/requests/RITM0010001'));
  expect(closed).toHaveBeenCalled();
});

it('does what a page offers, found by the beginning of its words', async () => {
  over(CommandPalette);
  await type('CHARGE pren');
  await vi.waitFor(() => expect(options()).toEqual(['Prendre en charget']));
  await press('Enter');
  await vi.waitFor(() => expect(take.run).toHaveBeenCalledOnce());
});

it('offers first what was opened lately', async () => {
  remember('sophie', { number: 'RITM0010007' as never, title: 'MMD2000 A · Cytologie' });
  over(CommandPalette);
  await vi.waitFor(() => expect(options()[0]).toBe('MMD2000 A · CytologieRITM0010007'));
});

it('leaves a question behind that was typed on from', async () => {
  const never = new Promise<never>(() => undefined);
  const { asked } = over(CommandPalette, {
    'GET /api/search?q=bi&limit=12': () => never,
    'GET /api/search?q=bio&limit=12': { items: [found], more: false },
  });
  const searches = () => asked.filter(({ call }) => call.startsWith('GET /api/search'));
  await type('bi');
  await vi.waitFor(() => expect(searches()).toHaveLength(1));
  await type('bio');
  expect(searches()[0]?.signal?.aborted).toBe(true);
  await screen.findByRole('option', { name: /MMD1001/ });
  expect(searches()).toHaveLength(2);
});

it('says what is wrong when the desk cannot be asked, and still offers what is at hand', async () => {
  over(CommandPalette);
  await type('prendre');
  await vi.waitFor(() => expect(screen.getAllByRole('status')[0]?.textContent).toMatch(/n’a pas abouti/));
  expect(options()).toEqual(['Prendre en charget']);
});

it('lists the keys of the page by what they are about, and lets them be switched off', async () => {
  over(KeysDialog);
  const dialog = await screen.findByRole('dialog', { name: 'Raccourcis clavier' });
  expect(within(dialog).getByRole('region', { name: 'Sur une demande' }).textContent).toMatch(/Prendre en charge\s*t/);
  expect(await faultsIn(dialog)).toEqual([]);
  const single = within(dialog).getByRole('checkbox');
  await fireEvent.click(single);
  expect(singleKeys.value).toBe(false);
  await fireEvent.click(single);
  expect(singleKeys.value).toBe(true);
});
