/** What is done to the task that is shown, with its words: said when done, taken back where it can be, kept when refused. */
import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { routes } from '#shared/contract/routes.ts';
import type { PersonId } from '#shared/ids.ts';
import type { RecordingState } from '#shared/request/request.ts';
import { movedFrom } from '#web/data/moved.ts';
import { Refused } from '#web/data/problem.ts';
import type { RequestPage, useRequestActs } from '#web/data/request.ts';
import { movedTask, useTaskActs, type TaskPage } from '#web/data/requestTask.ts';
import { dismiss, toast } from '#web/ui/toasts.ts';

export interface WorkPlace {
  readonly page: () => RequestPage;
  readonly task: () => TaskPage | undefined;
  readonly me: Pick<ResponseOf<'readMe'>, 'id'>;
  readonly requestActs: ReturnType<typeof useRequestActs>;
  readonly refreshHistory: () => void;
  readonly workflowFollows: () => void;
}

export function useTaskWork({ page, task, requestActs, refreshHistory, workflowFollows }: WorkPlace) {
  const { t } = useI18n();
  const acts = useTaskActs(page().number, refreshHistory);
  /** Name of the task last closed here. */
  const closed = ref<string | null>(null);

  const nameOf = ({ label, kind }: Pick<TaskPage, 'label' | 'kind'>) =>
    t('request.taskNamed', { label, name: t(`request.task.${kind}`) });
  /** An undo stands until the next act: what came after it would be undone too. */
  let undoable: number | null = null;
  const settle = () => {
    if (undoable !== null) dismiss(undoable);
    undoable = null;
  };
  const failed = (error: unknown) => {
    toast(error instanceof Refused ? error.message : t('talk.notSent'), { tone: 'failed' });
  };

  async function assignTo(shown: TaskPage, person: { readonly id: PersonId; readonly name: string } | null) {
    const before = shown.assignee;
    try {
      let after: TaskPage;
      try {
        after = await acts.assign(shown, person?.id ?? null);
      } catch (error) {
        // Somebody changed something else of the task: who holds it is still as it was seen here.
        const moved = movedTask(error);
        if (!moved || moved.current.assignee?.id !== before?.id) throw error;
        after = await acts.assign(moved.current, person?.id ?? null);
      }
      const said = person
        ? t('task.said.assigned', { task: nameOf(shown), who: person.name })
        : t('task.said.unassigned', { task: nameOf(shown) });
      settle();
      undoable = toast(said, { undo: () => undoAssign(after, before) });
    } catch (error) {
      failed(error);
    }
  }

  async function undoAssign(after: TaskPage, before: TaskPage['assignee']): Promise<void> {
    try {
      // The directory's ids, as the API gave them.
      await acts.assign(after, (before?.id ?? null) as PersonId | null);
    } catch (error) {
      failed(error);
    }
  }

  const judging = reactive(new Map<string, RecordingState>());
  let judgements: Promise<void> = Promise.resolve();

  /** The other recordings stay as they now are, whoever judged them. */
  async function judge(id: string, state: RecordingState): Promise<void> {
    let { version, recordings } = page();
    const before = recordings.find((recording) => recording.id === id)?.state;
    for (let round = 1; ; round += 1) {
      try {
        const judged = recordings.map((recording) => (recording.id === id ? { ...recording, state } : recording));
        await requestActs.edit({ recordings: judged }, version);
        break;
      } catch (error) {
        const moved = movedFrom(error, routes.readRequest.response);
        if (moved) requestActs.keep(moved.current);
        const now = moved?.current.recordings.find((recording) => recording.id === id);
        if (!moved || now?.state !== before || round === 3) throw error;
        ({ version, recordings } = moved.current);
      }
    }
    refreshHistory();
  }

  return {
    closed,
    busy: computed(() => acts.busy.value !== null),
    isTicked: (entry: TaskPage['checklist'][number]): boolean => {
      const shown = task();
      return shown ? acts.isTicked(shown.number, entry) : entry.done !== null;
    },
    tick: (item: string, done: boolean): void => {
      const shown = task();
      if (shown) acts.tick(shown.number, item, done).catch(failed);
    },
    takeCharge: async (): Promise<void> => {
      const shown = task();
      if (shown?.may['task.takeCharge'] !== true) return;
      try {
        const after = await acts.takeCharge(shown);
        const before = shown.assignee;
        void requestActs.refresh();
        undoable = toast(t('task.said.taken', { task: nameOf(shown) }), { undo: () => undoAssign(after, before) });
      } catch (error) {
        failed(error);
      }
    },
    assign: (person: { readonly id: string; readonly name: string } | null): Promise<void> => {
      const shown = task();
      return shown ? assignTo(shown, person && { id: person.id as PersonId, name: person.name }) : Promise.resolve();
    },
    close: async (): Promise<void> => {
      const shown = task();
      if (!shown) return;
      await acts.close(shown);
      settle();
      closed.value = nameOf(shown);
      workflowFollows();
    },
    skip: async (reason: string): Promise<void> => {
      const shown = task();
      if (!shown) return;
      await acts.skip(shown, reason);
      settle();
      workflowFollows();
    },
    reopen: async (reason: string): Promise<void> => {
      const shown = task();
      if (!shown) return;
      await acts.reopen(shown, reason);
      settle();
      void requestActs.refresh();
      workflowFollows();
    },
    cancel: async (reason: string): Promise<void> => {
      try {
        await requestActs.cancel(reason, page().version);
      } catch (error) {
        const moved = movedFrom(error, routes.readRequest.response);
        if (moved) requestActs.keep(moved.current);
        throw error;
      }
      refreshHistory();
    },
    /** What a recording is, or is about to be, judged. */
    judged: ({ id, state }: RequestPage['recordings'][number]): RecordingState => judging.get(id) ?? state,
    /** Says of one recording what became of it: shown at once, sent one after the other. */
    judge: (id: string, state: RecordingState): void => {
      judging.set(id, state);
      judgements = judgements
        .then(() => judge(id, state))
        .catch(failed)
        .then(() => {
          if (judging.get(id) === state) judging.delete(id);
        });
    },
  };
}
export type TaskWork = ReturnType<typeof useTaskWork>;
