import './styles/app.css';
import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp, watch } from 'vue';
import App from './App.vue';
import { provideClient } from './data/api.ts';
import { clientOf } from './data/client.ts';
import { deskOffset } from './data/deskTime.ts';
import { provideLive } from './data/live.ts';
import { liveLine } from './data/liveLine.ts';
import { Refused } from './data/problem.ts';
import { router } from './router.ts';
import { useSession } from './session/session.ts';
import { loadSiteConfig } from './session/siteConfig.ts';
import { currentLanguage, i18n, preferredLanguage, show } from './shell/language.ts';
import { restoreDates } from './shell/dates.ts';
import { restoreTheme } from './shell/theme.ts';
import { correctNow } from './ui/now.ts';
import NotReady from './shell/NotReady.vue';

// Compiled schemas would need `eval`, which the content security policy forbids. Said before the library is there: only
// some pages fetch it.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

async function start(): Promise<void> {
  restoreTheme();
  restoreDates();
  await show(preferredLanguage());
  const config = await loadSiteConfig().catch((error: unknown) => {
    console.error(error);
    return null;
  });
  if (!config) {
    createApp(NotReady).use(i18n).mount('#app');
    return;
  }
  // What says "il y a 5 minutes" goes by the desk's clock too.
  watch(deskOffset, correctNow);
  const app = createApp(App).use(createPinia()).use(PiniaColada).use(i18n);
  const session = useSession();
  const call = clientOf({
    base: config.apiBase,
    language: currentLanguage,
    token: session.accessToken,
    renew: session.renew,
  });
  provideClient(app, call);
  const line = liveLine({ url: config.liveUrl, ticket: async () => (await call('issueLiveTicket', {})).ticket });
  provideLive(app, line);
  watch(
    () => session.state.kind === 'signedIn',
    (signedIn) => (signedIn ? line.start() : line.stop()),
    { immediate: true },
  );
  app.config.errorHandler = (error) => {
    // A refusal is shown by the page that asked; anything else is a fault worth reading in the console.
    if (!(error instanceof Refused)) console.error(error);
  };
  app.use(router).mount('#app');
}

void start();
