/** Keys of a request's page: t, a, c, r, n, e and the brackets. Those that cannot be done now are not offered. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Neighbours, QueuePlace } from '#web/data/queueOrder.ts';
import type { RequestPage } from '#web/data/request.ts';
import type { TaskPage } from '#web/data/requestTask.ts';
import { useCommands, type Command } from '#web/shell/commands.ts';

export interface DeskCommands {
  readonly task: () => TaskPage | undefined;
  readonly page: () => RequestPage;
  readonly neighbours: () => Neighbours | null;
  readonly ask: (act: 'close' | 'skip' | 'reopen' | 'cancel' | 'assign' | 'edit') => void;
  readonly takeCharge: () => void;
  readonly write: (kind: 'comment' | 'workNote') => void;
  readonly go: (place: QueuePlace) => void;
}

export function useDeskCommands({ task, page, neighbours, ask, takeCharge, write, go }: DeskCommands): void {
  const { t } = useI18n();
  const commands = computed(() => {
    const may = (action: string) => task()?.may[action] === true || page().may[action] === true;
    const { previous = null, next = null } = neighbours() ?? {};
    const record = (id: string, label: string, run: Command['run'], keys?: string): Command => ({
      id: `request.${id}`,
      label,
      section: 'record',
      run,
      ...(keys !== undefined && { keys }),
    });
    return [
      may('task.takeCharge') && record('takeCharge', t('task.takeCharge'), takeCharge, 't'),
      may('task.assign') && record('assign', t('task.assign'), () => ask('assign'), 'a'),
      may('task.close') && record('close', t('task.close'), () => ask('close'), 'c'),
      may('task.skip') && record('skip', t('task.skip'), () => ask('skip')),
      may('task.reopen') && record('reopen', t('task.reopen'), () => ask('reopen')),
      may('request.edit') && record('edit', t('request.edit'), () => ask('edit'), 'e'),
      may('request.cancel') && record('cancel', t('request.cancel'), () => ask('cancel')),
      record('reply', t('talk.writeComment'), () => write('comment'), 'r'),
      record('note', t('talk.writeNote'), () => write('workNote'), 'n'),
      previous && record('previous', t('task.previous'), () => go(previous), '['),
      next && record('next', t('task.next'), () => go(next), ']'),
    ].filter((command): command is Command => typeof command === 'object' && command !== null);
  });
  useCommands(commands);
}
