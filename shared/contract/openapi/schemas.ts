/** Turns the contract's shapes into JSON Schema: records become components, the rest stands in its place. */
import * as z from 'zod/mini';
import type { Language } from '../language.ts';
import { components, type ComponentName } from './components.ts';
import type { Schema } from './document.ts';

/** Name of a component in a reference. */
export const schemaRef = (name: ComponentName): string => `#/components/schemas/${name}`;

/** Shapes converted together, so that each record they share is one component. */
export interface Converted {
  readonly components: Readonly<Record<string, Schema>>;
  /** Schema of a shape that was given under this name. */
  readonly named: (name: string) => Schema;
}

/**
 * JSON Schemas of these shapes.
 * @param io `input` is what a caller sends (defaults may be left out), `output` what the API answers.
 */
export function convert(
  shapes: Readonly<Record<string, z.core.$ZodType>>,
  io: 'input' | 'output',
  language: Language,
): Converted {
  const registry = z.registry<{ id: string; description?: string }>();
  for (const [id, [shape, description]] of Object.entries(components)) {
    registry.add(shape, { id, description: description[language] });
  }
  for (const [name, shape] of Object.entries(shapes)) if (!registry.has(shape)) registry.add(shape, { id: name });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    metadata: registry,
    uri: (id) => `#/components/schemas/${id}`,
    override: plain,
  });
  const bare: Record<string, Schema> = {};
  for (const [id, schema] of Object.entries(schemas)) bare[id] = withoutIdentity(schema as Schema);
  return {
    components: Object.fromEntries(Object.keys(components).map((id) => [id, bare[id] ?? {}])),
    named: (name) => {
      // Routes that share a shape share its entry, under the name of the first.
      const id = (shapes[name] && registry.get(shapes[name])?.id) ?? name;
      return Object.hasOwn(components, id) ? { $ref: `#/components/schemas/${id}` } : (bare[id] ?? {});
    },
  };
}

/** Formats say what their patterns repeat, and a bound that any number keeps says nothing. */
function plain({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

/** Inside a document, the place of a schema is its identity. */
function withoutIdentity(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !['$schema', '$id', 'id'].includes(key)));
}
