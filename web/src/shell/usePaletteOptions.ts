/** The lines of the command palette, as its question changes. */
import { ArrowRight, Clock, FileSpreadsheet, FolderOpen, LifeBuoy, Search, UserRound, Zap } from '@lucide/vue';
import { computed, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useMe } from '#web/data/me.ts';
import { useSearch, type SearchHit } from '#web/data/search.ts';
import { recentOf } from '#web/data/recent.ts';
import { commands, commandSections } from './commands.ts';
import { commandsFor, type PaletteGroup, type PaletteOption } from './paletteOptions.ts';

export function usePaletteOptions(typed: Ref<string>) {
  const { t } = useI18n();
  const router = useRouter();
  // Only somebody who is signed in calls the palette up.
  const me = useMe();
  const { search } = useSearch(typed, 12);
  const goTo = (path: string) => async (): Promise<void> => {
    await router.push(path);
  };

  function optionOf(hit: SearchHit): PaletteOption {
    switch (hit.kind) {
      case 'request': {
        const { number, course } = hit.request;
        const task = hit.task === null ? '' : `?task=${hit.task}`;
        const label = `${course.sigle} ${course.section} · ${course.title}`;
        const hint = [hit.task ?? number, course.term, course.responsible.name].join(' · ');
        return { id: number, label, hint, icon: FolderOpen, run: goTo(`/requests/${number}${task}`) };
      }
      case 'incident':
        // A requester who comes there is led to their own page of it.
        return {
          id: hit.number,
          label: hit.title,
          hint: hit.number,
          icon: LifeBuoy,
          run: goTo(`/incidents/${hit.number}`),
        };
      case 'import':
        return {
          id: hit.number,
          label: hit.fileName,
          hint: hit.number,
          icon: FileSpreadsheet,
          run: goTo(`/imports/${hit.number}`),
        };
      case 'person':
        return {
          id: `person ${hit.person.id}`,
          label: hit.person.name,
          hint: t('palette.whatTheyHold'),
          icon: UserRound,
          run: goTo(`/search?q=${encodeURIComponent(hit.person.name)}`),
        };
      default:
        return hit satisfies never;
    }
  }

  const recents = computed<readonly PaletteOption[]>(() =>
    (me.data.value ? recentOf(me.data.value.id) : []).map(({ number, title }) => ({
      id: `recent ${number}`,
      label: title,
      hint: number,
      icon: Clock,
      run: goTo(`/requests/${number}`),
    })),
  );
  const everything = computed<PaletteOption>(() => ({
    id: 'everything',
    label: t('palette.everything', { question: typed.value.trim() }),
    icon: Search,
    run: goTo(`/search?q=${encodeURIComponent(typed.value.trim())}`),
  }));

  const groups = computed<readonly PaletteGroup[]>(() => {
    const asking = typed.value.trim() !== '';
    const found = search.value.items.map(optionOf);
    const acts = commandSections.map((section) => ({
      id: section,
      label: t(`keys.section.${section}`),
      options: commandsFor(typed.value, commands.value)
        .filter((command) => command.section === section)
        .map(({ id, label, keys, run }) => ({
          id,
          label,
          ...(keys !== undefined && { keys }),
          icon: section === 'go' ? ArrowRight : Zap,
          run,
        })),
    }));
    return [
      { id: 'recent', label: t('palette.recent'), options: asking ? [] : recents.value },
      {
        id: 'found',
        label: t('palette.found'),
        options: asking && found.length > 0 ? [...found, everything.value] : [],
      },
      ...acts,
    ].filter(({ options }) => options.length > 0);
  });

  return { groups, search };
}
