import { expect, it } from 'vitest';
import { openApi } from '#shared/contract/openapi.ts';
import { routes } from '#shared/contract/routes.ts';
import { matching, resourcesOf, responseOf, withoutNull } from '#web/pages/api-reference/parts/reading.ts';

const document = openApi({ language: 'fr' });
const resources = resourcesOf(document);
const idsOf = (shown: typeof resources) => shown.flatMap(({ routes: found }) => found.map(({ id }) => id));

it('shows every route under one resource', () => {
  expect(idsOf(resources).sort()).toEqual(Object.keys(routes).sort());
});

it('filters by path, word or method, without accents or case', () => {
  expect(idsOf(matching(resources, 'ECHEANCE presentateurs'))).toEqual(['editRequest']);
  expect(idsOf(matching(resources, 'get /api/me'))).toEqual(['readMe']);
  expect(matching(resources, 'rien de tel')).toEqual([]);
  expect(matching(resources, '  ')).toEqual(resources);
});

it('follows a response to its words', () => {
  const response = document.paths['/api/me']?.get?.responses['401'];
  expect(response && responseOf(document, response).description).toContain('signInNeeded');
});

it('sets null apart', () => {
  expect(withoutNull({ type: ['string', 'null'] })).toEqual({ schema: { type: 'string' }, orNull: true });
  expect(withoutNull({ anyOf: [{ $ref: '#/x' }, { type: 'null' }] })).toEqual({
    schema: { $ref: '#/x' },
    orNull: true,
  });
  expect(withoutNull({ type: 'string' })).toEqual({ schema: { type: 'string' }, orNull: false });
});
