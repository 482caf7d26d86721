/** One route of the contract as an operation of the description. */
import { problemCodes, statusOf, titleOf, sentence } from '../problems.ts';
import type { Language } from '../language.ts';
import type { Route } from '../route.ts';
import type { RouteName } from '../routes.ts';
import type { Operation, Parameter, Reference, Response, Schema } from './document.ts';
import { bodyExamples } from './examples.ts';
import { schemaRef } from './schemas.ts';
import { frenchSummaries, parameters, resources, words, type Resource } from './words.ts';

/** Resource of a route, by the function that serves it. */
export function resourceOf(route: Route): Resource {
  const name = route.function.slice('api-'.length);
  return Object.keys(resources).find((resource): resource is Resource => resource === name) ?? 'desk';
}

/** Statuses by which this route may refuse, as the edge answers. */
export function refusalsOf(route: Route): readonly number[] {
  const changes = route.ifMatch === true;
  const takesData = Boolean(route.body ?? route.query);
  return [
    ...(takesData || changes || route.idempotent ? [400] : []),
    ...(route.open ? [] : [401, 403]),
    ...(route.params ? [404] : []),
    ...(changes ? [409, 412, 428] : []),
    ...(route.body ? [413] : []),
    ...((changes && route.body) || route.idempotent ? [422] : []),
    ...[500, 503],
  ];
}

/** The refusals of each status, described once. */
export function problemResponses(language: Language): Readonly<Record<string, Response>> {
  const statuses = [...new Set(problemCodes.map(statusOf))].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [`Problem${status}`, problemResponse(status, language)]));
}

function problemResponse(status: number, language: Language): Response {
  const codes = problemCodes.filter((code) => statusOf(code) === status && !isAboutFile(code));
  const [code = 'fault'] = codes;
  const described = codes.map((each) => `${each} (${titleOf(each, language)})`).join(', ');
  const example = {
    type: `urn:guichet:problem:${code}`,
    title: titleOf(code, language),
    status,
    detail: sentence(code, language),
    code,
  };
  return {
    description: words.problem[language].replace('{codes}', described),
    content: { 'application/problem+json': { schema: { $ref: schemaRef('Problem') }, example } },
  };
}

/** A file is refused in its import's record, never as the answer to a call. */
function isAboutFile(code: string): boolean {
  return /^file|^headerMissing$|^columnsMissing$|^noRows$/.test(code);
}

export interface RouteSchemas {
  readonly params: Schema | null;
  readonly query: Schema | null;
  readonly body: Schema | null;
  readonly response: Schema;
  /** Whether the answer carries a version, and so an ETag. */
  readonly versioned: boolean;
}

/** The operation of a route, from its row and its shapes. */
export function operationOf(name: RouteName, route: Route, schemas: RouteSchemas, language: Language): Operation {
  const example = bodyExamples[name];
  return {
    operationId: name,
    summary: language === 'fr' ? frenchSummaries[name] : route.summary,
    tags: [resources[resourceOf(route)].name[language]],
    parameters: [
      ...fromObject('path', schemas.params, language),
      ...fromObject('query', schemas.query, language),
      ...headersOf(route, language),
    ],
    ...(schemas.body && {
      requestBody: {
        required: true as const,
        content: { 'application/json': { schema: schemas.body, ...(example !== undefined && { example }) } },
      },
    }),
    responses: {
      [route.status]: {
        description: words[route.status === 201 ? 'made' : 'done'][language],
        ...(schemas.versioned && { headers: { ETag: { $ref: '#/components/headers/ETag' } } }),
        content: { 'application/json': { schema: schemas.response } },
      },
      ...Object.fromEntries(
        refusalsOf(route).map((status): [number, Reference] => [
          status,
          { $ref: `#/components/responses/Problem${status}` },
        ]),
      ),
    },
    ...(route.open && { security: [] }),
  };
}

function fromObject(place: 'path' | 'query', schema: Schema | null, language: Language): readonly Parameter[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required ?? []).includes(name),
    description: parameters[name]?.[language] ?? name,
    schema: property,
  }));
}

function headersOf(route: Route, language: Language): readonly Parameter[] {
  const header = (name: string, required: boolean, description: string, schema: Schema): Parameter => ({
    name,
    in: 'header',
    required,
    description,
    schema,
  });
  return [
    ...(route.ifMatch
      ? [header('If-Match', true, words.ifMatch[language], { type: 'string', pattern: '^"\\d+"$' })]
      : []),
    ...(route.idempotent
      ? [
          header('Idempotency-Key', true, words.idempotencyKey[language], {
            type: 'string',
            minLength: 1,
            maxLength: 200,
          }),
        ]
      : []),
    header('Accept-Language', false, words.language[language], { type: 'string', default: 'fr' }),
  ];
}
