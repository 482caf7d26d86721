/** What changed while the page was open, in words for those who hear it. */
import { ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { IncidentLine } from '#web/data/history.ts';
import type { MyIncident } from '#web/data/myIncidents.ts';

export function useNewsSaid(stage: () => MyIncident['stage'], me: string) {
  const { t } = useI18n();
  const said = ref('');
  watch(stage, (now) => {
    said.value = t('help.own.news', { stage: t(`help.own.now.${now}`) });
  });
  return {
    said,
    /** Takes in new lines, newest first. */
    hear: (lines: readonly IncidentLine[]): void => {
      const newest = lines.find(({ content }) => content.kind === 'comment');
      if (newest?.by.kind === 'person' && newest.by.person.id !== me) {
        said.value = t('help.own.newsComment', { name: newest.by.person.name });
      }
    },
  };
}
