/** What is said of a row: each finding, each change, or what its outcome means by itself. */
import { useI18n } from 'vue-i18n';
import { changeWords, fieldWord } from '#shared/contract/wording/report.ts';
import type { ImportMode } from '#shared/grid/import.ts';
import type { ReportRow } from '#web/data/importReport.ts';
import { language } from '#web/shell/language.ts';
import { dateWords } from '#web/ui/dateWords.ts';
import { useNow } from '#web/ui/now.ts';

export interface Reason {
  readonly kind: 'refusal' | 'warning' | 'change' | 'meaning';
  /** Column of the sheet or field of the course; null when the whole row is meant. */
  readonly about: string | null;
  readonly words: string;
  /** The cell as the sheet shows it; null where the words say it all. */
  readonly value: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

const bare = { about: null, value: null, from: null, to: null };

export function useReasons(): (row: ReportRow, mode: ImportMode) => readonly Reason[] {
  const { t } = useI18n();
  const now = useNow();

  /** Dates of the first activity are read as dates, all else as it was written. */
  function shown(field: string, text: string): string {
    const isDay = field === 'firstActivityOn' && /^\d{4}-\d{2}-\d{2}$/.test(text);
    return isDay ? dateWords(text, now.value, language.value) : text;
  }

  return (row, mode) => {
    const changes = row.changes.map((change): Reason => {
      const said = changeWords(change, language.value);
      const [from, to] = [shown(change.field, said.from), shown(change.field, said.to)];
      const about = fieldWord(change.field, language.value);
      return { kind: 'change', about, words: t('imports.report.fromTo', { from, to }), value: null, from, to };
    });
    const findings = row.findings.map(({ column, value, detail, severity }): Reason => {
      const kind = severity === 'refusal' ? 'refusal' : 'warning';
      return { ...bare, kind, about: column, words: detail, value: value === '' ? null : value };
    });
    const all = [...changes, ...findings];
    if (all.length > 0) return all;
    return [{ ...bare, kind: 'meaning', words: t(`imports.meaning.${mode}.${row.outcome}`) }];
  };
}
