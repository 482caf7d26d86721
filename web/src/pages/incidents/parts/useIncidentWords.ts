/** What is said of the queue looked at: its name, how many incidents it shows, what waits to be shown. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { groupNames } from '#shared/access/person.ts';
import type { IncidentQuery } from '#web/data/incidentQuery.ts';
import type { IncidentQueue } from '#web/data/incidents.ts';
import { language } from '#web/shell/language.ts';

export function useIncidentWords({ shown, size, waiting, moved }: IncidentQueue, query: () => IncidentQuery) {
  const { t, n } = useI18n();
  const title = computed(() => {
    const { view, group } = query();
    if (group === null || view === 'mine') return t('incidentQueue.mine');
    return t('incidentQueue.titleOf', {
      group: groupNames[group][language.value],
      view: t(`incidentQueue.${view}Words`),
    });
  });
  const counted = computed(() => {
    const of = t('incidentQueue.shown', { count: n(size.value) }, size.value);
    if (shown.value.length === size.value) return of;
    return t('incidentQueue.shownOf', { shown: n(shown.value.length), count: of });
  });
  const news = computed(() => {
    if (waiting.value > 0) return t('incidentQueue.news', { count: n(waiting.value) }, waiting.value);
    return moved.value.size > 0 ? t('incidentQueue.movedNews') : null;
  });
  return { title, counted, news };
}
