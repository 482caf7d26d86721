/** Calls the API as one of the seeded people, typed by the contract. */
import { routes, type BodyOf, type ParamsOf, type ResponseOf, type RouteName } from '#shared/contract/routes.ts';

/** An answer of the API as it came: a test says what it expects of it. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly { readonly path: string; readonly code: string; readonly detail: string }[];
  readonly current?: { readonly version: number };
  readonly changes?: readonly { readonly content: { readonly kind: string; readonly action?: string } }[];
}

type Ask<Name extends RouteName> = {
  readonly params?: ParamsOf<Name>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: BodyOf<Name> | undefined;
  /** Sent as `If-Match`. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A person at the API. */
export class Caller {
  readonly #site: string;
  readonly #token: string | null;

  constructor(site: string, token: string | null) {
    this.#site = site;
    this.#token = token;
  }

  /** Sends one request and gives what came back, refusal or not. */
  async send<Name extends RouteName>(name: Name, ask: Ask<Name> = {}): Promise<Answer<ResponseOf<Name> & Problem>> {
    const route = routes[name];
    const params: Readonly<Record<string, string>> = { ...(ask.params ?? {}) };
    const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const url = new URL(path, this.#site);
    for (const [key, value] of Object.entries(ask.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const answer = await fetch(url, {
      method: route.method,
      headers: {
        'accept-language': 'fr',
        ...(this.#token !== null && { authorization: `Bearer ${this.#token}` }),
        ...(ask.version !== undefined && { 'if-match': `"${ask.version}"` }),
        ...(ask.body !== undefined && { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      ...(ask.body !== undefined && { body: JSON.stringify(ask.body) }),
    });
    const text = await answer.text();
    const body: unknown = text === '' ? null : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body: body as ResponseOf<Name> & Problem };
  }

  /** Sends one request that must be accepted, and gives its body. */
  async does<Name extends RouteName>(name: Name, ask: Ask<Name> = {}): Promise<ResponseOf<Name>> {
    const { status, body } = await this.send(name, ask);
    if (status >= 300) throw new Error(`${name} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}
