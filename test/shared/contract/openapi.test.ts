import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApi } from '#shared/contract/openapi.ts';
import { refusalsOf } from '#shared/contract/openapi/operation.ts';
import { bodyExamples } from '#shared/contract/openapi/examples.ts';
import { parameters } from '#shared/contract/openapi/words.ts';
import { languages } from '#shared/contract/language.ts';
import type { Route } from '#shared/contract/route.ts';
import { routes } from '#shared/contract/routes.ts';

const signIn = { authorizationUrl: 'https://id.example.org/authorize', tokenUrl: 'https://id.example.org/token' };
/** One for all: it compiles the schema of OpenAPI when first asked. */
const validator = new Validator();
const rows = Object.entries<Route>(routes);

describe('the description of the API', () => {
  it.each(languages)(
    'is valid OpenAPI 3.1, in %s, with and without a place to sign in',
    async (language) => {
      for (const options of [{ language }, { language, signIn }]) {
        const document = openApi(options);
        const verdict = await validator.validate({ ...document });
        expect(verdict.errors ?? []).toEqual([]);
        expect(verdict.valid).toBe(true);
      }
    },
    30_000,
  );

  it('holds every route of the contract once, and nothing else', () => {
    const { paths } = openApi({ language: 'fr' });
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [operation.operationId, method.toUpperCase(), path]),
    );
    expect(described.sort()).toEqual(rows.map(([name, { method, path }]) => [name, method, path]).sort());
  });

  it('refers to nothing that it does not define', () => {
    const document = openApi({ language: 'en' });
    const text = JSON.stringify(document);
    for (const [, kind = '', name = ''] of text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)) {
      expect(Reflect.get(document.components, kind), `${kind}/${name}`).toHaveProperty(name);
    }
  });

  it('asks for the version on a change and for a key on an addition', () => {
    const document = openApi({ language: 'en' });
    const headers = (path: string, method: 'post' | 'patch') =>
      document.paths[path]?.[method]?.parameters.filter((each) => each.in === 'header' && each.required);
    expect(headers('/api/requests/{request}', 'patch')?.map((each) => each.name)).toEqual(['If-Match']);
    expect(headers('/api/requests/{request}/comments', 'post')?.map((each) => each.name)).toEqual(['Idempotency-Key']);
  });

  it('says that a changed record answers 412 and an open route asks no token', () => {
    expect(refusalsOf(routes.closeTask)).toEqual(expect.arrayContaining([401, 403, 404, 409, 412, 428]));
    expect(refusalsOf(routes.readOpenApi)).toEqual([500, 503]);
    expect(openApi({ language: 'fr' }).paths['/api/openapi.json']?.get?.security).toEqual([]);
  });

  it('explains every parameter of a path or a query', () => {
    const { paths } = openApi({ language: 'fr' });
    const named = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap((operation) => operation.parameters)
      .filter((parameter) => parameter.in !== 'header');
    for (const { name } of named) expect(parameters, name).toHaveProperty(name);
  });

  it('gives examples that the routes accept', () => {
    for (const [name, { body }] of rows) {
      if (body)
        expect(body['~standard'].validate(Reflect.get(bodyExamples, name)), name).not.toHaveProperty('issues.0');
    }
  });

  it('has French words where English has English ones', () => {
    const [french, english] = [openApi({ language: 'fr' }), openApi({ language: 'en' })];
    for (const [path, methods] of Object.entries(french.paths)) {
      for (const [method, { summary }] of Object.entries(methods)) {
        expect(summary).not.toBe(
          Object.entries(english.paths[path] ?? {}).find(([each]) => each === method)?.[1].summary,
        );
      }
    }
  });
});
