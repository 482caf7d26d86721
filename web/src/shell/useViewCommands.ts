/** Saved views of the queues, as places to go to. */
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { pathOfView, useViews } from '#web/data/views.ts';
import { useCommands } from './commands.ts';

export function useViewCommands(): void {
  const { t } = useI18n();
  const router = useRouter();
  const { views } = useViews();
  useCommands(() =>
    (views.data.value?.items ?? []).map((view) => ({
      id: `view ${view.id}`,
      label: t('views.goTo', { name: view.name }),
      section: 'go' as const,
      run: async () => {
        await router.push(pathOfView(view));
      },
    })),
  );
}
