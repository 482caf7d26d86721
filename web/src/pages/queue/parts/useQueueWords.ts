/** What is said of the queue looked at: its name, how many tasks it shows, what waits to be shown. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { groupNames } from '#shared/access/person.ts';
import type { QueueQuery } from '#shared/task/queue.ts';
import type { Queue } from '#web/data/queue.ts';
import { language } from '#web/shell/language.ts';
import type { SavedViews } from './useSavedViews.ts';

export function useQueueWords(
  { shown, size, waiting, moved }: Queue,
  query: () => QueueQuery,
  saved: Pick<SavedViews, 'active'>,
) {
  const { t, n } = useI18n();
  const title = computed(() => {
    const { view, group } = query();
    if (saved.active.value) return saved.active.value.name;
    const words = t(`queue.${view}`);
    return group === null ? words : t('queue.titleOf', { group: groupNames[group][language.value], view: words });
  });
  const counted = computed(() => {
    const of = t('queue.shown', { count: n(size.value) }, size.value);
    return shown.value.length === size.value ? of : t('queue.shownOf', { shown: n(shown.value.length), count: of });
  });
  const news = computed(() => {
    if (waiting.value > 0) return t('queue.news', { count: n(waiting.value) }, waiting.value);
    return moved.value.size > 0 ? t('queue.movedNews') : null;
  });
  return { title, counted, news };
}
