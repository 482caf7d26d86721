/** What can be done from everywhere: go to one's pages, look for something, see the keys, change language or look. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { mayOpenForOthers } from '#shared/access/policy.ts';
import { chooseSingleKeys, singleKeys } from '#web/data/settings.ts';
import { useSession } from '#web/session/session.ts';
import { useCommands, type Command } from './commands.ts';
import { choose } from './language.ts';
import { places } from './places.ts';
import { summon } from './summoned.ts';
import { chooseTheme, currentTheme, themes } from './theme.ts';
import { useHere } from './useHere.ts';

export function useShellCommands(): void {
  const { t, locale } = useI18n();
  const router = useRouter();
  const session = useSession();
  const { person } = useHere();

  const goTo = (path: string) => async (): Promise<void> => {
    await router.push(path);
  };
  const toPlaces = computed<readonly Command[]>(() =>
    places
      .filter((place) => person.value && place.isFor(person.value))
      .map(({ path, label, keys }) => ({ id: `go ${path}`, label: t(label), section: 'go', keys, run: goTo(path) })),
  );
  /** For who writes down what somebody asked by telephone; the queue of help requests gives it a key. */
  const toNewHelp = computed<readonly Command[]>(() =>
    person.value && mayOpenForOthers(person.value)
      ? [{ id: 'incident.new', label: t('nav.newHelp'), section: 'desk', run: goTo('/incidents/new') }]
      : [],
  );
  const toThemes = computed<readonly Command[]>(() =>
    themes
      .filter((theme) => theme !== currentTheme.value)
      .map((theme) => ({
        id: `theme ${theme}`,
        label: t('theme.next', { theme: t(`theme.${theme}`) }),
        section: 'desk',
        run: () => chooseTheme(theme),
      })),
  );

  useCommands(() =>
    session.name === ''
      ? []
      : [
          ...toPlaces.value,
          ...toNewHelp.value,
          { id: 'go /settings', label: t('nav.settings'), section: 'go', keys: 'g s', run: goTo('/settings') },
          { id: 'go /api-reference', label: t('nav.apiReference'), section: 'go', run: goTo('/api-reference') },
          { id: 'palette', label: t('palette.open'), section: 'desk', keys: 'Ctrl+K', run: () => summon('palette') },
          { id: 'find', label: t('palette.find'), section: 'desk', keys: '/', run: () => summon('palette') },
          { id: 'keys', label: t('keys.title'), section: 'desk', keys: '?', run: () => summon('keys') },
          {
            id: 'language',
            label: t('language.switchLabel'),
            section: 'desk',
            run: () => choose(locale.value === 'fr' ? 'en' : 'fr'),
          },
          ...toThemes.value,
          {
            id: 'keys.switch',
            label: t(singleKeys.value ? 'keys.switchOff' : 'keys.switchOn'),
            section: 'desk',
            run: () => chooseSingleKeys(!singleKeys.value),
          },
          { id: 'signOut', label: t('person.signOut'), section: 'desk', run: () => session.signOut() },
        ],
  );
}
