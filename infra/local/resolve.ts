/** CloudFormation's resolving step: intrinsics, conditions, parameters and pseudo parameters become plain values. */

import type { Resource } from './part.ts';
import { generatedNames, physicalOf } from './physical.ts';
import type { Physical, Place } from './physical.ts';
import type { Stack, Template } from './template.ts';

/** The account that DynamoDB Local and fauxqs take for granted. */
export const localAccount = '000000000000';
/** The region that the local stack plays. */
export const localRegion = 'ca-central-1';

/** Stands for `AWS::NoValue`: the property or element that holds it disappears. */
const noValue = Symbol('AWS::NoValue');

type Values = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Every resource of every stack, resolved; resources whose condition is false are left out. */
export function resolveStacks(stacks: readonly Stack[]): Resource[] {
  const scopes = new Map<string, Scope>();
  const exported = (name: string): unknown => {
    for (const scope of scopes.values()) {
      const found = scope.exported(name);
      if (found !== undefined) return found;
    }
    throw new Error(`Fn::ImportValue ${name}: no stack of the assembly exports it`);
  };
  for (const { name, template } of stacks) {
    scopes.set(name, scopeOf(template, { accountId: localAccount, region: localRegion, stackName: name }, exported));
  }
  return [...scopes.values()].flatMap((scope) => scope.resources());
}

interface Scope {
  resources(): Resource[];
  exported(name: string): unknown;
}

function scopeOf(template: Template, place: Place, imported: (name: string) => unknown): Scope {
  const names = generatedNames(place.stackName, Object.keys(template.Resources));
  const known = new Map<string, Physical>();
  const pending = new Set<string>();

  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': place.accountId,
    'AWS::Region': place.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': place.stackName,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': noValue,
  };

  const physical = (id: string): Physical => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const raw = template.Resources[id];
    if (raw === undefined) throw new Error(`The template refers to ${id}, which it does not hold`);
    if (pending.has(id)) throw new Error(`${id} needs its own name to be named`);
    pending.add(id);
    const text = (property: string): string | undefined => {
      const value = raw.Properties[property] === undefined ? undefined : resolve(raw.Properties[property]);
      return typeof value === 'string' ? value : undefined;
    };
    const made = physicalOf({ type: raw.Type, id, generated: names.get(id) ?? id, place, text });
    pending.delete(id);
    known.set(id, made);
    return made;
  };

  const ref = (id: string): unknown => {
    if (id in pseudo) return pseudo[id];
    const parameter = template.Parameters[id];
    if (parameter !== undefined) return parameter.Default ?? '';
    return physical(id).ref;
  };

  const attribute = (id: string, name: string): string => {
    const value = physical(id).attributes[name];
    if (value === undefined) {
      throw new Error(`${template.Resources[id]?.Type ?? 'Unknown type'} ${id}: attribute ${name} is not emulated`);
    }
    return value;
  };

  const condition = (name: string): boolean => {
    if (!(name in template.Conditions)) throw new Error(`Condition ${name} is not in the template`);
    return resolve(template.Conditions[name]) === true;
  };

  const list = (value: unknown): unknown[] => {
    const resolved = resolve(value);
    if (!Array.isArray(resolved)) throw new Error(`A list was expected in the template: ${JSON.stringify(value)}`);
    return resolved;
  };

  const substitute = (argument: unknown): string => {
    const [first, given] = Array.isArray(argument) ? items(argument) : [argument];
    const text = String(first);
    const values: Values = isRecord(given) ? given : {};
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in values) return String(resolve(values[name]));
      const dot = name.indexOf('.');
      return String(dot === -1 ? ref(name) : attribute(name.slice(0, dot), name.slice(dot + 1)));
    });
  };

  const functions: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (argument) => ref(String(argument)),
    Condition: (argument) => condition(String(argument)),
    'Fn::GetAtt': (argument) => {
      const [id, name] = Array.isArray(argument) ? argument.map(String) : String(argument).split(/\.(.*)/s);
      return attribute(id ?? '', name ?? '');
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = items(argument);
      return list(parts).map(String).join(String(separator));
    },
    'Fn::Sub': substitute,
    'Fn::Select': (argument) => {
      const [index, from] = items(argument);
      return list(from)[Number(resolve(index))];
    },
    'Fn::Split': (argument) => {
      const [separator, text] = items(argument);
      return String(resolve(text)).split(String(separator));
    },
    'Fn::If': (argument) => {
      const [name, yes, no] = items(argument);
      return resolve(condition(String(name)) ? yes : no);
    },
    'Fn::Equals': (argument) => {
      const [left, right] = list(argument);
      return JSON.stringify(left) === JSON.stringify(right);
    },
    'Fn::And': (argument) => list(argument).every((one) => one === true),
    'Fn::Or': (argument) => list(argument).some((one) => one === true),
    'Fn::Not': (argument) => list(argument)[0] !== true,
    'Fn::FindInMap': (argument) => {
      const [map, first, second] = list(argument).map(String);
      const found = template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
      if (found === undefined) throw new Error(`Fn::FindInMap found nothing for ${JSON.stringify(argument)}`);
      return found;
    },
    'Fn::Base64': (argument) => Buffer.from(String(resolve(argument))).toString('base64'),
    'Fn::GetAZs': () => ['a', 'b', 'd'].map((zone) => `${place.region}${zone}`),
    'Fn::ImportValue': (argument) => imported(String(resolve(argument))),
    'Fn::ToJsonString': (argument) => JSON.stringify(resolve(argument)),
    'Fn::Length': (argument) => list(argument).length,
  };

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((one) => one !== noValue);
    if (!isRecord(value)) return value;
    const [only, ...others] = Object.keys(value);
    if (only !== undefined && others.length === 0) {
      const call = functions[only];
      if (call !== undefined && !(only === 'Condition' && typeof value[only] !== 'string')) return call(value[only]);
      if (only.startsWith('Fn::')) throw new Error(`${only} is not known to the local stack`);
    }
    const entries = Object.entries(value).map(([name, one]) => [name, resolve(one)] as const);
    return Object.fromEntries(entries.filter(([, one]) => one !== noValue));
  };

  return {
    resources: () =>
      Object.entries(template.Resources)
        .filter(([, raw]) => raw.Condition === undefined || condition(raw.Condition))
        .map(([id, raw]) => {
          const { name, arn } = physical(id);
          const properties = resolve(raw.Properties);
          return { id, type: raw.Type, name, arn, properties: isRecord(properties) ? properties : {} };
        }),
    exported: (name) => {
      for (const output of Object.values(template.Outputs)) {
        if (output.Export !== undefined && resolve(output.Export.Name) === name) return resolve(output.Value);
      }
      return undefined;
    },
  };
}
