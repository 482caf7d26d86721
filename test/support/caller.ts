/** Calls the API as one of the seeded people, typed by the contract. */
import type * as z from 'zod/mini';
import type { problem } from '#shared/contract/records.ts';
import type { Route } from '#shared/contract/route.ts';
import { routes, type ResponseOf, type RouteName } from '#shared/contract/routes.ts';

/** An answer of the API as it came: a test says what it expects of it. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A refusal as the contract shapes it. */
export type Problem = z.output<typeof problem>;

/** What goes onto the wire, before a schema has put its brands on it. */
type Wire<Row, Part extends string> =
  Row extends Readonly<Record<Part, infer Shape extends z.core.$ZodType>> ? z.input<Shape> : undefined;

type Ask<Name extends RouteName> = {
  readonly params?: Wire<(typeof routes)[Name], 'params'>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: Wire<(typeof routes)[Name], 'body'>;
  /** Sent as `If-Match`. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request as it goes over the wire, checked by nobody. */
export interface RawRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Path of a route with its parameters and query filled in. */
export function pathOf(
  { path }: Pick<Route, 'path'>,
  params: Readonly<Record<string, string>> = {},
  query: Ask<RouteName>['query'] = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) asked.set(key, String(value));
  return asked.size === 0 ? filled : `${filled}?${asked.toString()}`;
}

/** A person at the API. */
export class Caller {
  readonly #site: string;
  readonly #token: string | null;

  constructor(site: string, token: string | null) {
    this.#site = site;
    this.#token = token;
  }

  /** Sends anything at all. */
  async raw({ method, path, headers, body }: RawRequest): Promise<Answer<unknown>> {
    const answer = await fetch(new URL(path, this.#site), {
      method,
      headers: {
        'accept-language': 'fr',
        ...(this.#token !== null && { authorization: `Bearer ${this.#token}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, headers: answer.headers, body: json ? (JSON.parse(text) as unknown) : text };
  }

  /** Sends one request and gives what came back, refusal or not. */
  async send<Name extends RouteName>(name: Name, ask: Ask<Name> = {}): Promise<Answer<ResponseOf<Name> & Problem>> {
    const row: Route = routes[name];
    const { status, headers, body } = await this.raw({
      method: row.method,
      path: pathOf(row, ask.params ?? {}, ask.query),
      headers: {
        ...(ask.version !== undefined && { 'if-match': `"${ask.version}"` }),
        ...(ask.body !== undefined && { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      body: ask.body === undefined ? undefined : JSON.stringify(ask.body),
    });
    return { status, headers, body: body as ResponseOf<Name> & Problem };
  }

  /** Sends one request that must be accepted, and gives its body. */
  async does<Name extends RouteName>(name: Name, ask: Ask<Name> = {}): Promise<ResponseOf<Name>> {
    const { status, body } = await this.send(name, ask);
    if (status >= 300) throw new Error(`${name} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}
