/** What the keyboard does in the queue. */
import { useI18n } from 'vue-i18n';
import { useCommands, type Command } from '#web/shell/commands.ts';

export interface QueueActs {
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

export function useQueueCommands(acts: QueueActs): void {
  const { t } = useI18n();
  const list = (id: string, keys: string, run: () => void): Command => ({
    id: `queue.${id}`,
    label: t(`queue.key.${id}`),
    section: 'list',
    keys,
    run,
  });
  const goes = (id: 'mine' | 'unassigned' | 'group' | 'otherGroup', keys: string): Command => ({
    id: `queue.${id}`,
    label: t(`queue.key.${id}`),
    section: 'go',
    keys,
    run: () => acts.go(id),
  });
  useCommands(() => [
    list('down', 'j', () => acts.move(1)),
    list('up', 'k', () => acts.move(-1)),
    list('open', 'Enter', acts.open),
    list('select', 'x', () => acts.select(false)),
    list('extend', 'Shift+x', () => acts.select(true)),
    list('assign', 'a', acts.assign),
    list('take', 't', acts.take),
    list('search', '/', acts.search),
    list('refresh', 'r', acts.refresh),
    list('leave', 'Escape', acts.leave),
    goes('mine', 'g a'),
    goes('unassigned', 'g n'),
    goes('group', 'g t'),
    goes('otherGroup', 'g o'),
  ]);
}
