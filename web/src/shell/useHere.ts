/** Who is here, where they are, and where they may go. */
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { useMe } from '#web/data/me.ts';
import { useSession } from '#web/session/session.ts';
import { navigationOf, placeAt } from './places.ts';

export function useHere() {
  const session = useSession();
  const me = useMe(() => session.name !== '');
  const route = useRoute();
  const person = computed(() => me.data.value ?? null);
  const place = computed(() => placeAt(route.path) ?? null);
  return {
    person,
    place,
    navigation: computed(() => (person.value ? navigationOf(person.value) : [])),
    /** Whether the page is none of theirs; not said before it is known. The day itself leads on who has none. */
    astray: computed(() => {
      const [who, where] = [person.value, place.value];
      return who !== null && where !== null && where.path !== '/' && !where.isFor(who);
    }),
  };
}
