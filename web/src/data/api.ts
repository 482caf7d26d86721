/** The app's client, made once the session and the language are there. */
import { inject, type App, type InjectionKey } from 'vue';
import type { Client } from './client.ts';

const clientKey: InjectionKey<Client> = Symbol('client');

/** Gives the app its client. */
export function provideClient(app: App, client: Client): void {
  app.provide(clientKey, client);
}

/** The app's client; for the queries of this folder. */
export function useClient(): Client {
  const client = inject(clientKey);
  if (!client) throw new Error('The client is provided in main.ts');
  return client;
}
