/** Reads an OpenAPI document the way the page shows it: by resource, with references followed. */
import type {
  Method,
  OpenApiDocument,
  Operation,
  Reference,
  Response,
  Schema,
} from '#shared/contract/openapi/document.ts';

/** One route as the page shows it. */
export interface RouteEntry {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
  readonly open: boolean;
}

export interface ResourceEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly routes: readonly RouteEntry[];
}

/** Routes by resource, in the document's order. */
export function resourcesOf(document: OpenApiDocument): readonly ResourceEntry[] {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    (Object.entries(methods) as [Method, Operation][]).map(([method, operation]) => ({
      id: operation.operationId,
      method,
      path,
      operation,
      open: operation.security?.length === 0,
    })),
  );
  return document.tags.map(({ name, description }, index) => ({
    id: `resource-${index + 1}`,
    name,
    description,
    routes: routes.filter(({ operation }) => operation.tags.includes(name)),
  }));
}

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Resources with only the routes that hold every word, accents and case ignored. */
export function matching(resources: readonly ResourceEntry[], text: string): readonly ResourceEntry[] {
  const words = bare(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const holds = ({ method, path, operation }: RouteEntry) => {
    const all = bare(`${method} ${path} ${operation.summary} ${operation.operationId}`);
    return words.every((word) => all.includes(word));
  };
  return resources
    .map((resource) => ({ ...resource, routes: resource.routes.filter(holds) }))
    .filter(({ routes }) => routes.length > 0);
}

/** Name of the component that a reference names: `#/components/schemas/Task` → `Task`. */
export function refName(ref: string): string {
  return ref.split('/').at(-1) ?? ref;
}

/** Anchor of a component on the page. */
export function shapeId(name: string): string {
  return `shape-${name}`;
}

/** The response itself, its reference followed. */
export function responseOf(document: OpenApiDocument, response: Response | Reference): Response {
  if (!('$ref' in response)) return response;
  return document.components.responses[refName(response.$ref)] ?? { description: '' };
}

/** A schema that may be null, apart from its null: `anyOf [X, null]` and `type [X, 'null']`. */
export function withoutNull(schema: Schema): { readonly schema: Schema; readonly orNull: boolean } {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.length === 2 && choices.some(({ type }) => type === 'null')) {
    const other = choices.find(({ type }) => type !== 'null') ?? {};
    return { schema: { ...other, ...(schema.description && { description: schema.description }) }, orNull: true };
  }
  if (typeof schema.type === 'object' && schema.type.includes('null')) {
    const types = schema.type.filter((type) => type !== 'null');
    return { schema: { ...schema, type: types.length === 1 ? types[0] : types }, orNull: true };
  }
  return { schema, orNull: false };
}
