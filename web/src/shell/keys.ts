/**
 * Keys that run commands. A key alone is left to whoever types, to dialogs, menus and lists of choices, and can be
 * switched off (WCAG 2.1.4); a key with Ctrl works while typing too.
 */
import { onMounted, onScopeDispose } from 'vue';
import { singleKeys } from '#web/data/settings.ts';
import { commands } from './commands.ts';

/** How long the first key of two waits for the second. */
const sequenceMs = 1_500;

const layers = '[role=dialog],[role=alertdialog],[role=menu],[role=listbox]';
const typing =
  'input:not([type=checkbox],[type=radio],[type=button]),textarea,select,[contenteditable=true],[role=textbox]';
const pressable = 'a[href],button,summary,[role=button],[role=tab],[role=menuitem],[role=option],[role=checkbox]';

/** A key as commands write it: `j`, `Shift+j`, `?`, `Ctrl+k`; null for one that says nothing by itself. */
export function keyOf(event: KeyboardEvent): string | null {
  const { key } = event;
  if (event.isComposing || ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'].includes(key))
    return null;
  // AltGr types signs such as `[` on French keyboards, and reports itself as Ctrl and Alt on some systems.
  const altGr = event.getModifierState('AltGraph');
  const ctrl = !altGr && (event.ctrlKey || event.metaKey);
  if (!altGr && event.altKey) return null;
  const letter = /^\p{L}$/u.test(key);
  const shift = event.shiftKey && (letter || key.length > 1);
  return `${ctrl ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${letter ? key.toLowerCase() : key}`;
}

/** Keys of a command as they are compared: `Ctrl+K` and `Ctrl+k` are one. */
function strokesOf(keys: string): readonly string[] {
  return keys.split(' ').map((stroke) => stroke.replace(/(?<!\p{L})\p{L}$/u, (letter) => letter.toLowerCase()));
}

/** Whether the page wants this key for something else. */
function isTaken(event: KeyboardEvent, key: string): boolean {
  if (event.defaultPrevented) return true;
  if (document.querySelector('[role=dialog][data-state=open],[role=alertdialog][data-state=open]')) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(layers)) return true;
  if (key.startsWith('Ctrl+')) return false;
  if (!singleKeys.value || target?.closest(typing)) return true;
  return (key === 'Enter' || key === ' ') && Boolean(target?.closest(pressable));
}

/** Listens to the keyboard for as long as the component lives. */
export function useKeys(): void {
  let before: readonly string[] = [];
  let beforeAt = 0;

  function press(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === null || isTaken(event, key)) return;
    if (event.timeStamp - beforeAt > sequenceMs) before = [];
    const known = commands.value.flatMap((command) =>
      command.keys === undefined ? [] : [{ command, strokes: strokesOf(command.keys) }],
    );
    for (const pressed of before.length > 0 ? [[...before, key], [key]] : [[key]]) {
      const reached = known.filter(({ strokes }) => pressed.every((stroke, at) => strokes[at] === stroke));
      const whole = reached.find(({ strokes }) => strokes.length === pressed.length);
      if (reached.length === 0) continue;
      event.preventDefault();
      before = whole ? [] : pressed;
      beforeAt = event.timeStamp;
      if (whole) void whole.command.run();
      return;
    }
    before = [];
  }

  onMounted(() => document.addEventListener('keydown', press));
  onScopeDispose(() => document.removeEventListener('keydown', press));
}
