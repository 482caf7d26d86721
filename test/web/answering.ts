/** A page before an API that answers as told; what it is not told about is not reachable. */
import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import type { Component, Plugin } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { provideClient } from '#web/data/api.ts';
import { routes } from '#shared/contract/routes.ts';
import { clientOf } from '#web/data/client.ts';
import { Unreachable } from '#web/data/problem.ts';
import { show } from './mount.ts';

/** A call as it reached the API. */
export interface Asked {
  /** `GET /api/me`, with its query. */
  readonly call: string;
  readonly body: unknown;
  readonly signal: AbortSignal | null;
  /** The key under which it is done once. */
  readonly key: string | null;
}

/** By call: the body to answer with, a whole response, or what makes one. */
export type Answers = Record<string, unknown>;

function responseOf(answer: unknown, asked: Asked): Response | Promise<Response> {
  const said: unknown = typeof answer === 'function' ? (answer as (asked: Asked) => unknown)(asked) : answer;
  if (said instanceof Promise) return said.then((one: unknown) => responseOf(one, asked));
  return said instanceof Response ? said : new Response(JSON.stringify(said));
}

/** A refusal as the API words it. */
export function refusing(status: number, code: string, detail: string): Response {
  const body = { type: `urn:guichet:problem:${code}`, title: detail, status, detail, code };
  return new Response(JSON.stringify(body), { status });
}

/** Shows a component as a page of the app, on its own router. `answers` may be changed while it stands. */
export function showBefore(
  component: Component,
  answers: Answers,
  options: { readonly props?: object; readonly at?: string; readonly plugins?: readonly Plugin[] } = {},
) {
  const asked: Asked[] = [];
  const standing = { ...answers };
  // Said to the history: a router put into an app goes to what its history says, over any push before.
  const history = createMemoryHistory();
  history.replace(options.at ?? '/');
  const router: Router = createRouter({
    history,
    routes: [{ path: '/:all(.*)*', component: { template: '<p></p>' } }],
  });
  const client = clientOf({
    base: '',
    language: () => 'fr',
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(false),
    // An answer that the API could not have given proves nothing about a page.
    witness: (name, answer) => {
      const parsed = routes[name].response['~standard'].validate(answer);
      if (parsed instanceof Promise || parsed.issues) throw new Unreachable(`${name}: not as the contract has it`);
    },
    fetch: async (address, init) => {
      const call = `${init?.method ?? 'GET'} ${typeof address === 'string' ? address : ''}`;
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      const key = new Headers(init?.headers).get('idempotency-key');
      const one = { call, body, signal: init?.signal ?? null, key };
      asked.push(one);
      if (!(call in standing)) throw new TypeError(`cut: ${call}`);
      return responseOf(standing[call], one);
    },
  });
  const plugins = [
    createPinia(),
    PiniaColada,
    router,
    { install: (app: Parameters<typeof provideClient>[0]) => provideClient(app, client) },
    ...(options.plugins ?? []),
  ];
  return { ...show(component, { props: options.props ?? {}, global: { plugins } }), standing, asked, router };
}
