/** A menu and its items: which is in focus, how it is left, where it stands. */
import { inject, nextTick, onScopeDispose, provide, ref, useId, type InjectionKey, type Ref } from 'vue';

/** What an item of a menu does besides its own act: closes the menu, and gives the focus back. */
const leaveKey: InjectionKey<() => void> = Symbol('leave menu');

/** For an item: closes the menu it stands in. */
export function useMenuLeave(): () => void {
  return inject(leaveKey, () => undefined);
}

const itemRoles = '[role=menuitem],[role=menuitemcheckbox]';
/** Letters typed together look for one word. */
const wordMs = 600;

export function useMenu(root: Readonly<Ref<HTMLElement | null>>) {
  const open = ref(false);
  /** Where it stands: under the button and in line with its end, unless there is no room. */
  const place = ref({ above: false, fromStart: false });
  const id = useId();
  let typed = { text: '', at: 0 };

  const list = (): HTMLElement | null => root.value?.querySelector<HTMLElement>('[role=menu]') ?? null;
  const button = (): HTMLElement | null => root.value?.querySelector<HTMLElement>('[aria-haspopup=menu]') ?? null;
  const items = (): readonly HTMLElement[] => [...(list()?.querySelectorAll<HTMLElement>(itemRoles) ?? [])];
  const at = (): number => items().findIndex((item) => item === document.activeElement);

  function focus(index: number): void {
    const all = items();
    all[(index + all.length) % Math.max(1, all.length)]?.focus();
  }

  async function show(first: 'first' | 'last'): Promise<void> {
    place.value = { above: false, fromStart: false };
    open.value = true;
    await nextTick();
    const box = list()?.getBoundingClientRect();
    if (box) place.value = { above: box.bottom > window.innerHeight && box.height < box.top, fromStart: box.left < 0 };
    focus(first === 'first' ? 0 : -1);
  }

  function leave(back = true): void {
    if (!open.value) return;
    open.value = false;
    if (back) button()?.focus();
  }
  provide(leaveKey, () => leave());

  /** The item after the one in focus that begins with what is typed. */
  function seek(letter: string, now: number): void {
    typed = { text: now - typed.at < wordMs ? typed.text + letter : letter, at: now };
    const all = items();
    const from = at() + (typed.text.length > 1 ? 0 : 1);
    const turned = [...all.slice(from), ...all.slice(0, from)];
    turned.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(typed.text))?.focus();
  }

  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => focus(at() + 1),
    ArrowUp: () => focus(at() < 0 ? -1 : at() - 1),
    Home: () => focus(0),
    End: () => focus(-1),
    Escape: () => leave(),
  };

  function pressed(event: KeyboardEvent): void {
    const { key } = event;
    if (!open.value) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      event.preventDefault();
      void show(key === 'ArrowDown' ? 'first' : 'last');
      return;
    }
    const move = moves[key];
    if (move) {
      event.preventDefault();
      event.stopPropagation();
      move();
    } else if (key === 'Tab') leave(false);
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      seek(key.toLocaleLowerCase(), event.timeStamp);
    }
  }

  const outside = (event: PointerEvent): void => {
    if (!(event.target instanceof Node && root.value?.contains(event.target))) leave(false);
  };
  document.addEventListener('pointerdown', outside);
  onScopeDispose(() => document.removeEventListener('pointerdown', outside));

  return { open, place, id, pressed, turn: () => (open.value ? leave() : void show('first')) };
}
