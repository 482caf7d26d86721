/**
 * The OpenAPI 3.1 description, made from the contract's routes. Import it only when it is asked for
 * (`await import('#shared/contract/openapi.ts')`): a hot function has no use for it.
 */
import type * as z from 'zod/mini';
import type { Language } from './language.ts';
import type { Method, OpenApiDocument, Operation, SecurityScheme, SignInUrls } from './openapi/document.ts';
import { operationOf, problemResponses } from './openapi/operation.ts';
import { convert } from './openapi/schemas.ts';
import { resources, words } from './openapi/words.ts';
import type { Route } from './route.ts';
import { routes, type RouteName } from './routes.ts';

export interface OpenApiOptions {
  readonly language: Language;
  /** Where people sign in; the description then tells how to get a token, not only how to use one. */
  readonly signIn?: SignInUrls;
}

const rows = Object.entries(routes) as readonly (readonly [RouteName, Route])[];

/** Every shape of one part of the routes, by route name. */
function shapesOf(part: 'params' | 'query' | 'body' | 'response'): Readonly<Record<string, z.core.$ZodType>> {
  const shapes: Record<string, z.core.$ZodType> = {};
  for (const [name, route] of rows) {
    const shape = route[part];
    if (shape) shapes[`${part} of ${name}`] = shape;
  }
  return shapes;
}

/** The whole description of the API, in this language. */
export function openApi({ language, signIn }: OpenApiOptions): OpenApiDocument {
  const sent = convert({ ...shapesOf('params'), ...shapesOf('query'), ...shapesOf('body') }, 'input', language);
  const answered = convert(shapesOf('response'), 'output', language);
  const paths: Record<string, Partial<Record<Method, Operation>>> = {};
  for (const [name, route] of rows) {
    const response = answered.named(`response of ${name}`);
    const target = response.$ref ? answered.components[response.$ref.split('/').at(-1) ?? ''] : response;
    const schemas = {
      params: route.params ? sent.named(`params of ${name}`) : null,
      query: route.query ? sent.named(`query of ${name}`) : null,
      body: route.body ? sent.named(`body of ${name}`) : null,
      response,
      versioned: target?.properties?.version !== undefined,
    };
    (paths[route.path] ??= {})[methods[route.method]] = operationOf(name, route, schemas, language);
  }
  return {
    openapi: '3.1.1',
    info: { title: words.title[language], version: '1.0.0', description: words.introduction[language] },
    servers: [{ url: '/', description: words.server[language] }],
    tags: Object.values(resources).map((resource) => ({
      name: resource.name[language],
      description: resource.description[language],
    })),
    security: [{ bearer: [] }, ...(signIn ? [{ signIn: Object.keys(scopes(language)) }] : [])],
    paths,
    components: {
      schemas: answered.components,
      responses: problemResponses(language),
      headers: { ETag: { description: words.etag[language], schema: { type: 'string', pattern: '^"\\d+"$' } } },
      securitySchemes: securitySchemes(language, signIn),
    },
  };
}

const methods: Readonly<Record<Route['method'], Method>> = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch' };

function scopes(language: Language): Readonly<Record<string, string>> {
  return { openid: words.identity[language] };
}

function securitySchemes(language: Language, signIn: SignInUrls | undefined): Readonly<Record<string, SecurityScheme>> {
  const bearer = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: words.bearer[language] } as const;
  if (!signIn) return { bearer };
  const flows = { authorizationCode: { ...signIn, scopes: scopes(language) } };
  return { bearer, signIn: { type: 'oauth2', description: words.signIn[language], flows } };
}
