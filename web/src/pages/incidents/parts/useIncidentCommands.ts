/** What the keyboard does in the queue of help requests: as in the queue of tasks. */
import { useI18n } from 'vue-i18n';
import { useCommands, type Command, type CommandSection } from '#web/shell/commands.ts';

export interface IncidentCommands {
  readonly move: (by: number) => void;
  readonly open: () => void;
  readonly select: (extending: boolean) => void;
  readonly assign: () => void;
  readonly take: () => void;
  readonly search: () => void;
  readonly refresh: () => void;
  readonly leave: () => void;
  readonly go: (view: 'mine' | 'unassigned' | 'group' | 'otherGroup') => void;
}

export function useIncidentCommands(acts: IncidentCommands): void {
  const { t } = useI18n();
  const command = (section: CommandSection, id: string, keys: string, run: () => void): Command => ({
    id: `incidents.${id}`,
    label: t(`incidentQueue.key.${id}`),
    section,
    keys,
    run,
  });
  useCommands(() => [
    command('list', 'down', 'j', () => acts.move(1)),
    command('list', 'up', 'k', () => acts.move(-1)),
    command('list', 'open', 'Enter', acts.open),
    command('list', 'select', 'x', () => acts.select(false)),
    command('list', 'extend', 'Shift+x', () => acts.select(true)),
    command('list', 'assign', 'a', acts.assign),
    command('list', 'take', 't', acts.take),
    command('list', 'search', '/', acts.search),
    command('list', 'refresh', 'r', acts.refresh),
    command('list', 'leave', 'Escape', acts.leave),
    command('go', 'mine', 'g a', () => acts.go('mine')),
    command('go', 'unassigned', 'g n', () => acts.go('unassigned')),
    command('go', 'group', 'g t', () => acts.go('group')),
    command('go', 'otherGroup', 'g o', () => acts.go('otherGroup')),
  ]);
}
