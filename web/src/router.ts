/** Pages by their files; a page is for signed-in people unless its meta says `open`. */
import { createRouter, createWebHistory } from 'vue-router';
import { routes } from 'vue-router/auto-routes';
import { useSession } from '#web/session/session.ts';
import { needAllWords, needWords } from '#web/shell/language.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Anybody may read it. */
    readonly open?: boolean;
    /** Parts of the app whose words it says, as files of `locales/`; all of them unless said. */
    readonly words?: readonly string[];
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes,
});

/** After a page is shown, until the words of all others are fetched. */
const restMs = 1_000;

// A new page begins at its top, and is where the keyboard goes on; on the way back the browser knows better.
let goingBack = false;
window.addEventListener('popstate', () => (goingBack = true));
router.afterEach((to, from, failure) => {
  const fresh = !failure && !goingBack && to.path !== from.path && from.matched.length > 0;
  goingBack = false;
  if (!fresh) return;
  window.scrollTo({ top: 0 });
  document.getElementById('main')?.focus({ preventScroll: true });
});

// A page's words come with its code: neither waits for the other.
router.beforeEach((to) => {
  needWords(to.meta.words).catch(() => undefined);
});
router.beforeResolve((to) => needWords(to.meta.words));
router.afterEach(() => {
  setTimeout(() => void needAllWords().catch(() => undefined), restMs);
});

router.beforeEach(async (to) => {
  const session = useSession();
  if (to.meta.open) {
    await session.resumeKept().catch(() => undefined);
    return true;
  }
  try {
    if (await session.resume()) return true;
    if (!session.hasLeft()) {
      await session.signIn(to.fullPath);
      return false;
    }
    return { name: '/signed-out', query: { to: to.fullPath } };
  } catch {
    return { name: '/signed-out', query: { to: to.fullPath, trouble: 'yes' } };
  }
});
