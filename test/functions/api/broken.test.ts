/** Whatever is sent, the API answers: with a refusal that says why, never with a fault. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import type { Person } from '#shared/access/person.ts';
import type { Route } from '#shared/contract/route.ts';
import { routes, type RouteName } from '#shared/contract/routes.ts';
import type { Sigle } from '#shared/request/course.ts';
import { eventOf, send, type Input } from '#test/support/api.ts';
import { created, people as desk } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const made = created({ sigle: 'BROKEN1' as Sigle }, 1);
beforeAll(async () => {
  const table = await freshTable();
  for (const each of Object.values(desk)) await people.upsert(table, each);
  await requests.create(table, made);
});

const boss: Person = {
  ...desk.both,
  roles: ['agents', 'coordinators', 'managers', 'admins'],
};

const params: Readonly<Record<string, string>> = {
  request: made.request.number,
  task: made.request.tasks.interview,
  import: 'IMP0010001',
  item: 'present-services',
};

/** Bodies and queries that the schemas take, to be broken somewhere. */
const sound: Partial<Record<RouteName, Pick<Input, 'body' | 'query'>>> = {
  sendGrid: { body: { fileName: 'grille.xlsx', mode: 'import' } },
  listImports: { query: { limit: '10' } },
  listImportRows: { query: { outcome: 'created' } },
  listRequests: { query: { view: 'all', state: 'open', term: 'A2020', limit: '10' } },
  editRequest: {
    body: {
      dueOn: '2020-10-10',
      dueOnConfirmed: true,
      presenters: { kind: 'listed', people: [{ name: 'Zoé', email: 'zoe@example.org' }] },
      recordings: [{ title: 'Un', presenter: null, state: 'announced' }],
    },
  },
  cancelRequest: { body: { reason: '' } },
  listHistory: { query: { limit: '5' } },
  comment: { body: { text: 'Bonjour' } },
  writeWorkNote: { body: { text: 'Bonjour' } },
  listTasks: { query: { view: 'group', group: 'technologues', state: 'open', limit: '10' } },
  assignTask: { body: { assignee: 'tess' } },
  checkItem: { body: { done: true } },
  skipTask: { body: { reason: 'x' } },
  reopenTask: { body: { reason: 'x' } },
};

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('\u0000', '__proto__', '2020-02-31', '0001-01-01', '9999-12-31', '-1', '1e9', 'RITM', '#', '\ud800'),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

/** The value with something strange put in one place of it. */
function broken(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return strange;
  const keys = Object.keys(value);
  const inside = keys.map((key) => broken(Reflect.get(value, key)).map((put) => with_(value, key, put)));
  const without = keys.map((key) => fc.constant(with_(value, key, undefined)));
  return fc.oneof(strange, ...inside, ...without);
}

function with_(value: object, key: string, put: unknown): unknown {
  return Array.isArray(value) ? value.with(Number(key), put) : { ...value, [key]: put };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

describe('a call broken on purpose', () => {
  it.each(Object.keys(routes) as RouteName[])('is answered, not failed at: %s', async (name) => {
    const row: Route = routes[name];
    const good = sound[name] ?? {};
    await fc.assert(
      fc.asyncProperty(
        broken(good.body ?? {}),
        broken(good.query ?? {}),
        fc.option(strange.map(text), { nil: undefined }),
        fc.constantFrom<(keyof Input)[]>(['body'], ['query'], ['params'], ['ifMatch'], ['key']),
        async (body, query, odd, [where]) => {
          const breaking = (part: keyof Input) => part === where;
          const asked: unknown = breaking('query') ? query : good.query;
          const pairs: [string, unknown][] = typeof asked === 'object' && asked !== null ? Object.entries(asked) : [];
          const queried = pairs.filter(([, value]) => value !== undefined);
          const input: Input = {
            params:
              breaking('params') && odd !== undefined
                ? Object.fromEntries(Object.keys(params).map((key) => [key, odd]))
                : params,
            query: Object.fromEntries(queried.map(([key, value]) => [key, text(value)])),
            ...(row.body && { body: breaking('body') ? text(body) : good.body }),
            ifMatch: breaking('ifMatch') ? (odd ?? '') : 1,
            key: breaking('key') ? (odd ?? '') : 'key',
          };
          const { statusCode, headers, body: said } = await send(name, eventOf(boss, name, input));
          expect({ statusCode, said: statusCode < 500 ? '' : said }).toEqual({ statusCode, said: '' });
          if (statusCode >= 400) expect(headers['content-type']).toMatch('application/problem+json');
        },
      ),
      { numRuns: 60 },
    );
  });
});
