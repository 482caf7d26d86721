/**
 * The one talk to the API, typed by the contract's routes. What comes back is taken as the contract has it: the same types
 * hold both ends, and tests hold every answer against its schema.
 */
import type * as z from 'zod/mini';
import type { Language } from '#shared/contract/language.ts';
import { doors, type Door } from 'virtual:contract-doors';
import type { ResponseOf, RouteName, routes } from '#shared/contract/routes.ts';
import { learnFrom } from './deskTime.ts';
import { failureOf, Unreachable } from './problem.ts';

type Row<Name extends RouteName> = (typeof routes)[Name];
type Sent<Name extends RouteName, Part extends string> =
  Row<Name> extends Readonly<Record<Part, infer Shape extends z.core.$ZodType>>
    ? Readonly<Record<Part, z.input<Shape>>>
    : unknown;

/** What a call of this route is given: its parameters, query and body, the version it changes, the key of an addition. */
export type CallOf<Name extends RouteName> = Sent<Name, 'params'> &
  Sent<Name, 'query'> &
  Sent<Name, 'body'> &
  (Row<Name> extends { readonly ifMatch: true } ? { readonly version: number } : unknown) &
  (Row<Name> extends { readonly idempotent: true } ? { readonly key: string } : unknown) & {
    readonly signal?: AbortSignal;
  };

export interface ClientOptions {
  /** Origin of the API; empty for the site's own. */
  readonly base: string;
  readonly language: () => Language;
  readonly token: () => Promise<string | null>;
  /** Asks for a fresh token once the API has refused the one it got. */
  readonly renew: () => Promise<boolean>;
  readonly fetch?: typeof fetch;
  /** Told each answer before whoever asked. */
  readonly witness?: (name: RouteName, answer: unknown) => void;
}

export type Client = <Name extends RouteName>(name: Name, call: CallOf<Name>) => Promise<ResponseOf<Name>>;

/** What a path or a query can carry. */
type Plain = string | number | boolean | null | undefined;

interface AnyCall {
  readonly params?: Readonly<Record<string, Plain>>;
  readonly query?: Readonly<Record<string, Plain>>;
  readonly body?: unknown;
  readonly version?: number;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** A client of the API. */
export function clientOf({ base, language, token, renew, fetch: send = fetch, witness }: ClientOptions): Client {
  async function once(row: Door, call: AnyCall): Promise<Response> {
    const bearer = row.open ? null : await token();
    const headers = {
      accept: 'application/json',
      'accept-language': language(),
      ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...(call.version !== undefined && { 'if-match': `"${call.version}"` }),
      ...(call.key !== undefined && { 'idempotency-key': call.key }),
    };
    try {
      return await send(`${base}${addressOf(row, call)}`, {
        method: row.method,
        headers,
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
        ...(call.signal && { signal: call.signal }),
      });
    } catch (cause) {
      if (call.signal?.aborted) throw cause;
      throw new Unreachable(row.path, { cause });
    }
  }

  return async (name, call) => {
    const row = doors[name];
    let sentAt = Date.now();
    let response = await once(row, call);
    if (response.status === 401 && (await renew())) {
      sentAt = Date.now();
      response = await once(row, call);
    }
    const receivedAt = Date.now();
    if (!response.ok) throw await failureOf(response);
    const answer: unknown = await response.json().catch(() => null);
    // What answers in the desk's place speaks another language.
    if (typeof answer !== 'object' || answer === null) throw new Unreachable(`${row.path}: unexpected answer`);
    witness?.(name, answer);
    learnFrom(answer, sentAt, receivedAt);
    return answer as ResponseOf<typeof name>;
  };
}

/** Path and query of a call: `/api/requests/RITM0010001?limit=50`. */
export function addressOf(row: Pick<Door, 'path'>, { params = {}, query = {} }: AnyCall): string {
  const path = row.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}
