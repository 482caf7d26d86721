import { describe, expect, it, vi } from 'vitest';
import { addressOf, clientOf, type ClientOptions } from '#web/data/client.ts';
import { Refused, Unreachable } from '#web/data/problem.ts';

const groups = { items: [] };
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const problem = (code: string, status: number) =>
  json({ type: `urn:guichet:problem:${code}`, title: 'Non', status, detail: 'Une phrase.', code }, status);

function client(answers: readonly (Response | Error)[], options: Partial<ClientOptions> = {}) {
  const waiting = [...answers];
  const send = vi.fn((_address: unknown, _init?: RequestInit) => {
    const answer = waiting.shift() ?? new Error('One call too many');
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
  });
  const renew = vi.fn(() => Promise.resolve(true));
  const call = clientOf({
    base: '',
    language: () => 'en',
    token: () => Promise.resolve('token'),
    renew,
    fetch: send,
    ...options,
  });
  const headersOf = (index: number) => new Headers(send.mock.calls[index]?.[1]?.headers);
  return { call, send, renew, headersOf };
}

describe('a call', () => {
  it('carries the token and the reader’s language', async () => {
    const { call, send, headersOf } = client([json(groups)]);
    expect(await call('listGroups', {})).toEqual(groups);
    expect(send.mock.calls[0]?.[0]).toBe('/api/groups');
    expect(headersOf(0).get('authorization')).toBe('Bearer token');
    expect(headersOf(0).get('accept-language')).toBe('en');
  });

  it('sends no token to an open route', async () => {
    const { call, headersOf } = client([json({ openapi: '3.1.1' })]);
    await call('readOpenApi', {});
    expect(headersOf(0).has('authorization')).toBe(false);
  });

  it('names the version it changes and the key of what it adds', async () => {
    const { call, send, headersOf } = client([problem('versionMismatch', 412), problem('notFound', 404)]);
    await call('skipTask', { params: { task: 'SCTASK0010001' }, version: 4, body: { reason: 'Inutile' } }).catch(
      () => null,
    );
    await call('comment', { params: { request: 'RITM0010001' }, key: 'k-1', body: { text: 'Bonjour' } }).catch(
      () => null,
    );
    expect(headersOf(0).get('if-match')).toBe('"4"');
    expect(send.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"reason":"Inutile"}' });
    expect(headersOf(1).get('idempotency-key')).toBe('k-1');
  });

  it('renews a token that the API no longer takes, and tries once more', async () => {
    const { call, send, renew } = client([json({ message: 'Unauthorized' }, 401), json(groups)]);
    expect(await call('listGroups', {})).toEqual(groups);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('gives a refusal its sentence and its code', async () => {
    const { call } = client([problem('notAllowed', 403)]);
    const error: unknown = await call('listGroups', {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ message: 'Une phrase.', problem: { code: 'notAllowed', status: 403 } });
  });

  it('takes a cut network, and an answer of somebody else for no answer', async () => {
    for (const answer of [
      new TypeError('Failed to fetch'),
      new Response('<h1>502</h1>', { status: 502 }),
      new Response('null'),
    ]) {
      await expect(client([answer]).call('listGroups', {})).rejects.toBeInstanceOf(Unreachable);
    }
  });

  it('lets a call that is no longer wanted end as such', async () => {
    const aborted = new DOMException('Aborted', 'AbortError');
    const { call } = client([aborted]);
    await expect(call('listGroups', { signal: AbortSignal.abort() })).rejects.toBe(aborted);
  });
});

describe('an address', () => {
  it('fills the path and leaves out what was not given', () => {
    const row = { path: '/api/requests/{request}/history' } as const;
    expect(addressOf(row, { params: { request: 'RITM 1/2' }, query: { limit: 50, cursor: undefined } })).toBe(
      '/api/requests/RITM%201%2F2/history?limit=50',
    );
  });
});
