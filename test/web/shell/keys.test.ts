import { fireEvent } from '@testing-library/vue';
import { afterEach, expect, it, vi } from 'vitest';
import { defineComponent, h, type VNodeChild } from 'vue';
import { chooseSingleKeys } from '#web/data/settings.ts';
import { useCommands, type Command } from '#web/shell/commands.ts';
import { useKeys } from '#web/shell/keys.ts';
import { show } from '../mount.ts';

afterEach(() => {
  chooseSingleKeys(true);
});

function commandOf(keys: string, run = vi.fn<() => void>(), id = keys): Command & { run: typeof run } {
  return { id, label: keys, section: 'list', keys, run };
}

/** A frame that listens, around a page with its own commands and content. */
function pageWith(commands: readonly Command[], content: () => VNodeChild = () => h('p', 'Rien'), frame = commands) {
  const page = defineComponent({
    setup() {
      useCommands(commands);
      return content;
    },
  });
  return show(
    defineComponent({
      setup() {
        useKeys();
        useCommands(frame);
        return () => h(page);
      },
    }),
  );
}

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, ...more });

it('runs the command of a key, whatever the state of the lock key', async () => {
  const down = commandOf('j');
  pageWith([down]);
  await press('j');
  await press('J');
  expect(down.run).toHaveBeenCalledTimes(2);
});

it('tells a key with Shift from the key alone, and takes signs as they are typed', async () => {
  const [next, previous, help] = [commandOf('n'), commandOf('Shift+n'), commandOf('?')];
  pageWith([next, previous, help]);
  await press('N', { shiftKey: true });
  await press('?', { shiftKey: true });
  expect(next.run).not.toHaveBeenCalled();
  expect(previous.run).toHaveBeenCalledOnce();
  expect(help.run).toHaveBeenCalledOnce();
});

it('waits for the second key of two, and forgets the first when another comes', async () => {
  const [queue, down] = [commandOf('g q'), commandOf('j')];
  pageWith([queue, down]);
  await press('g');
  expect(queue.run).not.toHaveBeenCalled();
  await press('q');
  expect(queue.run).toHaveBeenCalledOnce();
  await press('g');
  await press('j');
  await press('q');
  expect(down.run).toHaveBeenCalledOnce();
  expect(queue.run).toHaveBeenCalledOnce();
});

it('leaves keys alone to whoever types, and still takes those with Ctrl', async () => {
  const [down, send] = [commandOf('j'), commandOf('Ctrl+Enter')];
  const { getByRole } = pageWith([down, send], () => h('textarea'));
  await press('j', {}, getByRole('textbox'));
  await press('Enter', { ctrlKey: true }, getByRole('textbox'));
  expect(down.run).not.toHaveBeenCalled();
  expect(send.run).toHaveBeenCalledOnce();
});

it('leaves every key to an open dialog or menu', async () => {
  const [down, search] = [commandOf('j'), commandOf('Ctrl+k')];
  const { getByRole } = pageWith([down, search], () => [
    h('div', { role: 'menu', tabindex: -1 }),
    h('div', { role: 'dialog', 'data-state': 'open' }),
  ]);
  await press('j', {}, getByRole('menu'));
  await press('j');
  await press('k', { ctrlKey: true });
  expect(down.run).not.toHaveBeenCalled();
  expect(search.run).not.toHaveBeenCalled();
});

it('lets Enter press the button it is on', async () => {
  const open = commandOf('Enter');
  const { getByRole } = pageWith([open], () => h('button', 'Prendre en charge'));
  await press('Enter', {}, getByRole('button'));
  expect(open.run).not.toHaveBeenCalled();
  await press('Enter');
  expect(open.run).toHaveBeenCalledOnce();
});

it('can be switched off, but for keys with Ctrl', async () => {
  const [down, search] = [commandOf('j'), commandOf('Ctrl+k')];
  pageWith([down, search]);
  chooseSingleKeys(false);
  await press('j');
  await press('k', { ctrlKey: true });
  expect(down.run).not.toHaveBeenCalled();
  expect(search.run).toHaveBeenCalledOnce();
});

it('prefers the page to the frame around it, and forgets what is no longer shown', async () => {
  const [ofPage, ofFrame] = [commandOf('/', vi.fn(), 'page.find'), commandOf('/', vi.fn(), 'search')];
  const { unmount } = pageWith([ofPage], () => h('p'), [ofFrame]);
  await press('/');
  expect(ofPage.run).toHaveBeenCalledOnce();
  expect(ofFrame.run).not.toHaveBeenCalled();
  unmount();
  await press('/');
  expect(ofPage.run).toHaveBeenCalledOnce();
});
