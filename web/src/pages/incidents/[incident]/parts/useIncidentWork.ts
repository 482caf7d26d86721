/** What is done to the incident that is shown, with its words: said when done, and told when somebody was there before. */
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber, PersonId } from '#shared/ids.ts';
import {
  currentFrom,
  missedFrom,
  type Assignment,
  type IncidentActs,
  type IncidentLine,
  type IncidentPage,
  type LinkEdit,
  type Resolving,
  type Waiting,
} from '#web/data/incident.ts';
import { Refused } from '#web/data/problem.ts';
import type { LineWords } from '#web/shell/talk/told.ts';
import { dismiss, toast } from '#web/ui/toasts.ts';

export interface WorkPlace {
  readonly page: () => IncidentPage;
  readonly me: Pick<ResponseOf<'readMe'>, 'id' | 'name'>;
  readonly acts: IncidentActs;
  readonly words: LineWords<IncidentLine>;
  readonly refreshHistory: () => void;
}

export function useIncidentWork({ page, me, acts, words, refreshHistory }: WorkPlace) {
  const { t } = useI18n();
  const underWay = ref(0);
  // The directory's ids, as the API gave them.
  const self = me.id;
  /** An undo stands until the next act: what came after it would be undone too. */
  let undoable: number | null = null;
  const settle = () => {
    if (undoable !== null) dismiss(undoable);
    undoable = null;
  };
  const failed = (error: unknown) => {
    const [missed] = missedFrom(error) ?? [];
    const said = missed ? t('incident.movedFirst', { line: words.sentence(missed) }) : null;
    toast(said ?? (error instanceof Refused ? error.message : t('talk.notSent')), { tone: 'failed' });
  };

  /** Does it on the version that is shown; whoever asked for it in a dialog is told there when it moved. */
  async function run(act: (version: number) => Promise<IncidentPage>): Promise<IncidentPage> {
    underWay.value += 1;
    try {
      const after = await act(page().version);
      settle();
      return after;
    } finally {
      underWay.value -= 1;
      refreshHistory();
    }
  }

  /** The same for what is done at one press: when what somebody else changed is not what it is about, it is done still. */
  async function press(
    act: (version: number) => Promise<IncidentPage>,
    still: (now: IncidentPage) => boolean,
  ): Promise<IncidentPage | null> {
    try {
      return await run(act);
    } catch (error) {
      const current = currentFrom(error);
      try {
        if (current && still(current)) return await run(act);
        throw error;
      } catch (cause) {
        failed(cause);
        return null;
      }
    }
  }

  const heldAs =
    ({ group, assignee }: IncidentPage) =>
    (now: IncidentPage) =>
      now.group === group && now.assignee?.id === assignee?.id;

  async function assign(to: Assignment, said: string): Promise<IncidentPage | null> {
    const before = page();
    const after = await press((version) => acts.assign(to, version), heldAs(before));
    if (after && after.version !== before.version) {
      const back = { group: before.group, assignee: (before.assignee?.id ?? null) as PersonId | null };
      const undo = async () => {
        await press((version) => acts.assign(back, version), heldAs(after));
      };
      undoable = toast(said, { undo });
    }
    return after;
  }

  const may = (action: string) => (now: IncidentPage) => now.may[`incident.${action}`] === true;

  return {
    busy: computed(() => underWay.value > 0),
    assignToMe: () => assign({ assignee: self }, t('incident.said.taken')),
    assign,
    /** Holds it and works on it: the response clock stops where it was running. */
    takeCharge: async (): Promise<void> => {
      if (page().state !== 'new') {
        await assign({ assignee: self }, t('incident.said.taken'));
        return;
      }
      const held = await press((version) => acts.assign({ assignee: self }, version), heldAs(page()));
      if (held && (await press((version) => acts.start(version), may('start')))) toast(t('incident.said.taken'));
    },
    resume: async (): Promise<void> => {
      if (await press((version) => acts.start(version), may('start'))) toast(t('incident.said.resumed'));
    },
    close: async (): Promise<void> => {
      if (await press((version) => acts.close(version), may('close'))) toast(t('incident.said.closed'));
    },
    unlink: async (field: keyof LinkEdit): Promise<void> => {
      const before = page().links[field];
      const same = (now: IncidentPage) => now.links[field] === before;
      const after = await press((version) => acts.link({ [field]: null }, version), same);
      if (!after) return;
      const undo = async () => {
        await press(
          (version) => acts.link({ [field]: before }, version),
          (now) => now.links[field] === null,
        );
      };
      undoable = toast(t('incident.said.unlinked'), { undo });
    },
    // What dialogs ask for: they say themselves what went wrong.
    edit: (body: Parameters<IncidentActs['edit']>[0]) => run((version) => acts.edit(body, version)),
    wait: (body: Waiting) => run((version) => acts.wait(body, version)),
    resolve: (body: Resolving) => run((version) => acts.resolve(body, version)),
    reopen: (reason: string) => run((version) => acts.reopen(reason, version)),
    cancel: (reason: string) => run((version) => acts.cancel(reason, version)),
    merge: (into: IncidentNumber) => run((version) => acts.merge(into, version)),
    link: (body: LinkEdit) => run((version) => acts.link(body, version)),
  };
}
export type IncidentWork = ReturnType<typeof useIncidentWork>;
