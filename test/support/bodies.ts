/** Bodies made from a route's schema: sound ones, and ones broken on purpose somewhere. */
import fc from 'fast-check';
import * as z from 'zod/mini';

/** A short text that passes the bounds the contract puts on texts. */
const word = fc.constantFrom('Bonjour', 'x', 'Éloïse à Québec', '‮droite', '<script>alert(1)</script>', '=1+1', '😀');

/** The pattern that a text must match; null when any will do. */
function formOf(schema: z.ZodMiniString): RegExp | null {
  const patterns = (schema._zod.def.checks ?? []).map((check): unknown => Reflect.get(check._zod.def, 'pattern'));
  return patterns.find((pattern) => pattern instanceof RegExp) ?? null;
}

/** Values that a schema takes, by what the schema is; a kind of schema not known here must be taught. */
function sound(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodMiniObject) {
    const shape = Object.entries<z.core.$ZodType>(schema._zod.def.shape);
    return fc.record(Object.fromEntries(shape.map(([key, inner]) => [key, sound(inner)])), {
      requiredKeys: shape
        .filter(([, inner]) => !(inner instanceof z.ZodMiniOptional || inner instanceof z.ZodMiniDefault))
        .map(([key]) => key),
    });
  }
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault)
    return sound(schema._zod.def.innerType);
  if (schema instanceof z.ZodMiniNullable) return fc.option(sound(schema._zod.def.innerType));
  if (schema instanceof z.ZodMiniArray) return fc.array(sound(schema._zod.def.element), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodMiniUnion || schema instanceof z.ZodMiniDiscriminatedUnion)
    return fc.oneof(...schema._zod.def.options.map(sound));
  if (schema instanceof z.ZodMiniLiteral) return fc.constantFrom(...schema._zod.def.values);
  if (schema instanceof z.ZodMiniEnum) return fc.constantFrom(...Object.values(schema._zod.def.entries));
  if (schema instanceof z.ZodMiniBoolean) return fc.boolean();
  if (schema instanceof z.ZodMiniEmail) return fc.constantFrom('zoe@umontreal.example', 'É@x.example');
  if (schema instanceof z.iso.ZodMiniISODate) return fc.constantFrom('2030-09-03', '2028-02-29');
  if (schema instanceof z.iso.ZodMiniISODateTime)
    return fc.constantFrom('2020-09-10T12:30:00Z', '2019-02-28T23:59:59.999Z');
  if (schema instanceof z.ZodMiniRecord)
    return fc.dictionary(sound(schema._zod.def.keyType).map(String), sound(schema._zod.def.valueType), { maxKeys: 3 });
  if (schema instanceof z.ZodMiniString) {
    const form = formOf(schema);
    return form ? fc.stringMatching(form) : word;
  }
  throw new Error(`No value of a schema of type ${schema._zod.def.type} can be made`);
}

const odd = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', '__proto__', '2020-02-31', '0000-00-00', '+275760-09-13', '-1', '1e400'),
  fc.constantFrom(-0, 1e308, 2 ** 53, -1, 0.1),
  fc.constant('a'.repeat(20_000)),
  fc.constant(Array.from({ length: 600 }, () => ({}))),
  fc.constant(JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown),
);

const put = (value: object, key: string, inner: unknown): unknown =>
  Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };

/** The value with something odd in one place of it, something missing, or something too much. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return odd;
  const inside = Object.keys(value).map((key) => {
    const own: unknown = Reflect.get(value, key);
    return fc.oneof(odd, damaged(own), fc.constant(undefined)).map((inner) => put(value, key, inner));
  });
  const more = fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'version')), odd);
  return fc.oneof(
    odd,
    ...inside,
    more.map(([key, inner]) => ({ ...value, [key]: inner })),
  );
}

/** Text of a body: JSON of a damaged value, or JSON damaged as text. */
export function brokenBody(schema: z.core.$ZodType): fc.Arbitrary<string> {
  const value = sound(schema);
  const asJson = (body: unknown): string => JSON.stringify(body);
  const text = value.map(asJson);
  return fc.oneof(
    { weight: 8, arbitrary: value.chain(damaged).map(asJson) },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat(60)).map(([json, at]) => json.slice(0, at)) },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat(60), fc.string({ maxLength: 4 })).map(spliced) },
    // The same key twice, and numbers that no computer holds.
    { weight: 1, arbitrary: text.map((json) => json.replace(/^\{(.*)\}$/s, '{$1,$1,"big":1e999}')) },
  );
}

function spliced([json, at, more]: readonly [string, number, string]): string {
  return `${json.slice(0, at)}${more}${json.slice(at)}`;
}
