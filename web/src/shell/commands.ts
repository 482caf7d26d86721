/**
 * What can be done from here, in one registry: single keys, the list of keys and the command palette all read it. A page
 * says its commands while it is shown.
 */
import { computed, onScopeDispose, shallowReactive, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';

/** Where the list of keys tells a command: moving about, in a list, on a record, the desk itself. */
export const commandSections = ['go', 'list', 'record', 'desk'] as const;
export type CommandSection = (typeof commandSections)[number];

export interface Command {
  /** Its name in the registry, `queue.assign`; of two commands with one name the one said last counts. */
  readonly id: string;
  /** What it does, in the reader's language. */
  readonly label: string;
  readonly section: CommandSection;
  /** `j`, `Enter`, `?`, `Shift+n`, `Ctrl+Enter` (Command on a Mac), or one key after the other: `g q`. */
  readonly keys?: string;
  readonly run: () => void | Promise<void>;
}

const said = shallowReactive<MaybeRefOrGetter<readonly Command[]>[]>([]);

/** All commands that can be run now, those said last first. */
export const commands: ComputedRef<readonly Command[]> = computed(() => {
  const byId = new Map<string, Command>();
  for (const command of [...said].reverse().flatMap((each) => toValue(each))) {
    if (!byId.has(command.id)) byId.set(command.id, command);
  }
  return [...byId.values()];
});

/** Says these commands while the component is shown. Those of a page come before those of the frame around it. */
export function useCommands(mine: MaybeRefOrGetter<readonly Command[]>): void {
  // At set-up, which goes from the frame inwards; components are mounted the other way round.
  said.push(mine);
  onScopeDispose(() => {
    const at = said.indexOf(mine);
    if (at >= 0) said.splice(at, 1);
  });
}
