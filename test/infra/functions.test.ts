import { describe, expect, it } from 'vitest';
import { envNames, functionNames, functionsByName, type EnvKey, type FunctionName } from '#shared/contract/env.ts';
import { drawn, pointedAt, production, resourcesOf, type Resource } from './drawn.ts';

const { template } = await drawn();
const functions = resourcesOf(template, 'AWS::Lambda::Function');

function drawnAs(name: FunctionName): Resource {
  const camel = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const [found, ...others] = functions.filter(({ id }) =>
    new RegExp(`^Functions${camel}Function[0-9A-F]{8}$`).test(id),
  );
  if (!found || others.length > 0) throw new Error(`${name} is not drawn once`);
  return found;
}

function variablesOf({ properties }: Resource): Readonly<Record<string, unknown>> {
  return (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
}

describe('the functions', () => {
  it('are those of the contract and no helper of CDK', () => {
    expect(functions.map(({ id }) => id).toSorted()).toEqual(functionNames.map((name) => drawnAs(name).id).toSorted());
  });

  it.each(functionNames)('%s is given exactly the variables its contract names', (name) => {
    expect(Object.keys(variablesOf(drawnAs(name))).toSorted()).toEqual(
      functionsByName[name].env.map((key) => envNames[key]).toSorted(),
    );
  });

  it('get what each variable is about', () => {
    const about: Readonly<Record<Exclude<EnvKey, 'mailSender' | 'stateMachineArn'>, RegExp>> = {
      tableName: /^DeskTable/,
      intakeBucket: /^IntakeBucket/,
      siteUrl: /^SiteDistribution/,
      socketsUrl: /^LiveApi/,
    };
    for (const each of functions) {
      for (const [key, pattern] of Object.entries(about)) {
        const value = variablesOf(each)[envNames[key as EnvKey]];
        if (value !== undefined) expect(pointedAt(value)).toMatch(pattern);
      }
    }
  });

  it('run on Node 24 and arm64, with traces, each with a role and a log of its own', () => {
    for (const { properties } of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
      });
    }
    expect(new Set(functions.map(({ properties }) => pointedAt(properties.Role))).size).toBe(functions.length);
    expect(new Set(functions.map(({ properties }) => pointedAt(properties.LoggingConfig))).size).toBe(functions.length);
  });
});

describe('logs', () => {
  it('are kept two weeks in a trial and half a year in production', async () => {
    const { template: kept } = await drawn(production);
    const retention = (drawnTemplate: typeof template) => [
      ...new Set(resourcesOf(drawnTemplate, 'AWS::Logs::LogGroup').map(({ properties }) => properties.RetentionInDays)),
    ];
    expect(retention(template)).toEqual([14]);
    expect(retention(kept)).toEqual([180]);
  });
});
