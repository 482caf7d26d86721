/** Says in words what a schema takes. */
import { useI18n } from 'vue-i18n';
import type { Schema } from '#shared/contract/openapi/document.ts';
import { refName } from './reading.ts';

const kinds = {
  string: 'api.type.string',
  integer: 'api.type.integer',
  number: 'api.type.number',
  boolean: 'api.type.boolean',
  object: 'api.type.object',
  array: 'api.type.array',
  null: 'api.type.null',
} as const;
const formats = { date: 'api.type.date', 'date-time': 'api.type.dateTime', email: 'api.type.email' } as const;

const bounds = [
  ['minimum', 'api.atLeast'],
  ['exclusiveMinimum', 'api.moreThan'],
  ['maximum', 'api.atMost'],
  ['minLength', 'api.minLength'],
  ['maxLength', 'api.maxLength'],
  ['minItems', 'api.minItems'],
  ['maxItems', 'api.maxItems'],
] as const satisfies readonly (readonly [keyof Schema, string])[];

const has = <Key extends string>(names: Readonly<Record<Key, string>>, key: string): key is Key =>
  Object.hasOwn(names, key);

export function useTypeWords() {
  const { t } = useI18n();

  function typeOf(schema: Schema): string {
    if (schema.$ref) return refName(schema.$ref);
    if (schema.const !== undefined) return t('api.always', { value: JSON.stringify(schema.const) });
    if (schema.enum) return t('api.type.choice');
    if (schema.anyOf ?? schema.oneOf) return t('api.oneOf');
    if (schema.format && has(formats, schema.format)) return t(formats[schema.format]);
    if (schema.type === 'array' && schema.items?.type === 'string' && !schema.items.enum) return t('api.listOfTexts');
    if (schema.type === 'array' && schema.items?.type === 'object') return t('api.listOfObjects');
    if (schema.type === 'array') return t('api.list', { of: typeOf(schema.items ?? {}) });
    if (schema.type === 'object' && typeof schema.additionalProperties === 'object' && !schema.properties) {
      return t('api.mapOf', { of: typeOf(schema.additionalProperties) });
    }
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
    if (types.length === 0) return t('api.type.any');
    return types.map((type) => (has(kinds, type) ? t(kinds[type]) : type)).join(' | ');
  }

  /** Bounds and default of a value, each a few words. */
  function limitsOf(schema: Schema): readonly string[] {
    const limits = bounds.flatMap(([key, words]) => (schema[key] === undefined ? [] : [t(words, schema[key])]));
    return schema.default === undefined
      ? limits
      : [...limits, t('api.default', { value: JSON.stringify(schema.default) })];
  }

  return { typeOf, limitsOf };
}
