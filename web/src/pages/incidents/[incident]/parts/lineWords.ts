/** Lines of an incident's history as sentences, in the reader's language: never the name a field has in the code. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { groupIds } from '#shared/access/person.ts';
import { languageOf } from '#shared/contract/language.ts';
import type { IncidentLine } from '#web/data/incident.ts';
import type { LineWords, WordedChange } from '#web/shell/talk/told.ts';
import { plainDate } from '#web/ui/dateWords.ts';
import { exactDuration } from '#web/ui/durationWords.ts';

type Content = Extract<IncidentLine['content'], { kind: 'change' }>;
type FieldChange = Content['changes'][number];
type Value = FieldChange['from'];

/** The id beside a name, and how high the desk last counted: told to nobody, or by the sentence itself. */
const untold: ReadonlySet<string> = new Set(['assigneeId', 'links.duplicateOf', 'duplicates', 'continuedBy']);
/** States, and what else a sentence says already. */
const saidBy = (action: Content['action'], field: string): boolean =>
  field === 'state' ||
  (field === 'openedAt' && action === 'created') ||
  (field === 'resolution.code' && action !== 'resolved') ||
  (field === 'resolution.text' && action !== 'resolved') ||
  field.startsWith('tierSeen.');

/** How the value of a field is worded; a field that is not here is a text, a number or a reference. */
const vocabularies: Readonly<Record<string, string>> = {
  state: 'incidents.state',
  kind: 'incidents.kind',
  subkind: 'incidents.subkind',
  channel: 'incidents.channel',
  'resolution.code': 'incidents.code',
  'response.tier': 'incidents.tier',
  'resolution.tier': 'incidents.tier',
};
const instants: ReadonlySet<string> = new Set(['openedAt', 'dueAt', 'breachedAt']);

/** The last word of a field's name, which says what sort of value it has. */
const sortOf = (field: string): string => field.split('.').at(-1) ?? field;
/** A field as the locale files name it: no points. */
export const fieldKey = (field: string): string => `incident.field.${field.replaceAll('.', '-')}`;

export function useIncidentLineWords(): LineWords<IncidentLine> {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const language = computed(() => languageOf(locale.value));
  const groupName = (id: Value) => (groupIds.some((known) => known === id) ? t(`incident.group.${String(id)}`) : null);

  const actorName = ({ by }: IncidentLine): string => (by.kind === 'person' ? by.person.name : t('incident.theDesk'));

  function valueOf(field: string, value: Value): string | null {
    if (value === null || value === '') return null;
    if (field === 'group') return groupName(value);
    const vocabulary = vocabularies[field];
    if (vocabulary !== undefined) return t(`${vocabulary}.${String(value)}`);
    if (instants.has(sortOf(field))) return plainDate(String(value), language.value);
    if (sortOf(field) === 'elapsedMs') return exactDuration(Number(value), language.value);
    return String(value);
  }

  const sideOf = ({ changes }: Content, field: string, end: 'from' | 'to'): Value =>
    changes.find((change) => change.field === field)?.[end] ?? null;

  /** What a sentence names besides who did it. */
  function namesOf(content: Content): Record<string, string> {
    const clock = content.changes.find(({ field }) => field.startsWith('tierSeen.'));
    return {
      to: String(sideOf(content, 'assignee', 'to') ?? groupName(sideOf(content, 'group', 'to')) ?? ''),
      other: String(
        sideOf(content, 'links.duplicateOf', 'to') ??
          sideOf(content, 'duplicates', 'to') ??
          sideOf(content, 'continuedBy', 'to') ??
          '',
      ),
      clock: clock ? t(`incident.theClock.${clock.field === 'tierSeen.response' ? 'response' : 'resolution'}`) : '',
      tier: clock ? t(`incidents.tier.${String(clock.to)}`) : '',
    };
  }

  return {
    actorName,
    sentence: (line): string => {
      const who = actorName(line);
      if (line.content.kind !== 'change') return t(`talk.did.${line.content.kind}`, { who });
      const names = namesOf(line.content);
      const took = line.content.action === 'assigned' && names['to'] === who;
      return t(`incident.did.${took ? 'taken' : line.content.action}`, { who, ...names });
    },
    changes: ({ content }): readonly WordedChange[] => {
      if (content.kind !== 'change') return [];
      const { action } = content;
      return content.changes
        .filter(({ field }) => !untold.has(field) && !saidBy(action, field))
        .filter(({ field }) => !(field === 'assignee' && (action === 'assigned' || action === 'unassigned')))
        .map(({ field, from, to }) => ({
          field: t(fieldKey(field)),
          from: valueOf(field, from),
          to: valueOf(field, to),
        }));
    },
  };
}
