/** Keys of an incident's page: those that cannot be done now are not offered. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { isOver } from '#shared/incident/state.ts';
import type { ClockName } from '#shared/incident/tier.ts';
import type { IncidentPage } from '#web/data/incident.ts';
import { useCommands, type Command } from '#web/shell/commands.ts';
import type { Asked } from './asked.ts';

export interface IncidentCommands {
  readonly page: () => IncidentPage;
  readonly me: string;
  readonly ask: (asked: Asked) => void;
  readonly takeCharge: () => void;
  readonly resume: () => void;
  readonly close: () => void;
  readonly write: (kind: 'comment' | 'workNote') => void;
  readonly explain: (clock: ClockName) => void;
}

export function useIncidentCommands(to: IncidentCommands): void {
  const { t } = useI18n();
  const commands = computed(() => {
    const { state, assignee, clocks, may: allowed } = to.page();
    const may = (action: string) => allowed[`incident.${action}`] === true;
    const waits = state === 'awaitingUserInfo' || state === 'awaitingProblem';
    const record = (id: string, label: string, run: Command['run'], keys?: string): Command => ({
      id: `incident.${id}`,
      label: t(label),
      section: 'record',
      run,
      ...(keys !== undefined && { keys }),
    });
    const takes = may('assign') && !isOver(state) && (state === 'new' || assignee?.id !== to.me);
    return [
      waits && may('start') && record('resume', 'incident.act.resume', to.resume, 'u'),
      takes && record('takeCharge', 'incident.act.takeCharge', to.takeCharge, 't'),
      may('assign') && record('assign', 'incident.act.assign', () => to.ask('assign'), 'a'),
      may('comment') && record('reply', 'talk.writeComment', () => to.write('comment'), 'r'),
      may('workNote') && record('note', 'talk.writeNote', () => to.write('workNote'), 'n'),
      may('wait') && record('wait', 'incident.act.wait', () => to.ask('wait'), 'w'),
      may('resolve') && record('resolve', 'incident.act.resolve', () => to.ask('resolve'), 's'),
      may('reopen') && record('reopen', 'incident.act.reopen', () => to.ask('reopen'), 'o'),
      may('close') && record('close', 'incident.act.close', to.close, 'c'),
      may('edit') && record('edit', 'incident.act.edit', () => to.ask('edit'), 'e'),
      may('link') && record('link', 'incident.act.link', () => to.ask('link'), 'l'),
      may('merge') && record('merge', 'incident.act.merge', () => to.ask('merge'), 'm'),
      may('cancel') && record('cancel', 'incident.act.cancel', () => to.ask('cancel')),
      record('explain', 'incident.why.response', () => to.explain('response')),
      clocks.resolution && record('explainResolution', 'incident.why.resolution', () => to.explain('resolution')),
    ].filter((command): command is Command => typeof command === 'object' && command !== null);
  });
  useCommands(commands);
}
