/** Lines of history as sentences, in the reader's language: never the name a field has in the code. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { languageOf } from '#shared/contract/language.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import type { HistoryLine } from '#web/data/history.ts';
import type { RequestPage } from '#web/data/request.ts';
import type { WordedChange } from '#web/shell/talk/told.ts';
import { exactDate } from '#web/ui/dateWords.ts';
import { changesSaid, type Said, type SaidChange } from './changeWords.ts';

/** Words for the lines of this request's history. */
export function useLineWords(request: () => RequestPage) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const language = computed(() => languageOf(locale.value));

  const taskOf = ({ subject }: Pick<HistoryLine, 'subject'>) =>
    request().tasks.find(({ number }) => number === subject) ?? null;

  /** A step of the plan, as people say it: 2.1 Planification technologique. */
  const subjectName = (line: Pick<HistoryLine, 'subject'>): string => {
    const task = taskOf(line);
    if (task) return t('request.taskNamed', { label: task.label, name: t(`request.task.${task.kind}`) });
    return line.subject === request().number ? t('request.theRequest') : line.subject;
  };

  const actorName = ({ by }: HistoryLine): string => {
    switch (by.kind) {
      case 'person':
        return by.person.name;
      case 'import':
        return t('request.by.import', { import: by.import });
      case 'workflow':
        return t('request.by.workflow');
      default:
        return by satisfies never;
    }
  };

  const valueOf = (said: Said): string | null => {
    switch (said.as) {
      case 'text':
        return said.text;
      case 'day':
        return exactDate(said.day, language.value);
      case 'word':
        return i18n.te(said.key, 'fr') ? t(said.key) : null;
      case 'nothing':
        return null;
      default:
        return said satisfies never;
    }
  };

  function aboutOf({ field, about }: SaidChange, line: HistoryLine): string {
    if (about === null) return t(`request.field.${field}`);
    if (field === 'recording') {
      const known = request().recordings.find(({ id }) => `#${id}` === about);
      const title = about.startsWith('#') ? (known?.title ?? '') : about;
      return t('request.field.recording', { title });
    }
    const task = taskOf(line);
    const item = task && checklistOf(task.kind, request().course.approach).find(({ key }) => key === about);
    return item ? item.label[language.value] : t('request.field.checklist');
  }

  return {
    actorName,
    subjectName,
    /** What happened, in one sentence. */
    sentence: (line: HistoryLine): string => {
      const who = actorName(line);
      const subject = subjectName(line);
      if (line.content.kind !== 'change') return t(`request.did.${line.content.kind}`, { who });
      const to = line.content.changes.find(({ field }) => field === 'assignee')?.to;
      return t(`request.did.${line.content.action}`, { who, subject, to: String(to ?? '') });
    },
    /** Fields before and after; the state of a task is said by the sentence already. */
    changes: (line: HistoryLine): readonly WordedChange[] => {
      if (line.content.kind !== 'change') return [];
      const { action } = line.content;
      const saidAlready: readonly string[] = action === 'updated' ? [] : ['state', 'assignee', 'vanished'];
      const ticked = action === 'checked' || action === 'unchecked';
      return changesSaid(line.content, taskOf(line) !== null)
        .filter(({ field }) => !saidAlready.includes(field))
        .map((change) => ({
          field: aboutOf(change, line),
          // Which step it was is all there is to say of a tick.
          from: ticked ? null : valueOf(change.from),
          to: ticked ? null : valueOf(change.to),
          ...(ticked && { bare: subjectName(line) }),
        }));
    },
  };
}
export type LineWords = ReturnType<typeof useLineWords>;
