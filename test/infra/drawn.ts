/** The app as it is drawn for a stage, with code that does nothing: tests look into the template, not into bundles. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { vi } from 'vitest';
import { draw } from '#infra/app.ts';
import type { Bundles } from '#infra/bundle.ts';
import { GuichetStack } from '#infra/stack.ts';
import { functionNames } from '#shared/contract/env.ts';

/** What an operator of the faculty would write. */
export const production = {
  stage: 'production',
  mailSender: 'guichet@medecine.example',
  alarmEmail: 'ops@medecine.example',
  siteDomain: 'guichet.medecine.example',
  siteCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
  samlMetadataUrl: 'https://idp.medecine.example/metadata',
};

export interface Drawn {
  readonly app: App;
  readonly stack: GuichetStack;
  readonly template: Template;
}

export interface Resource {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

// CDK's own check of the template takes seconds and has a test of its own; nobody reads stack traces of constructs here.
vi.stubEnv('CDK_VALIDATION', 'false');
vi.stubEnv('CDK_DISABLE_STACK_TRACE', '1');

/** Draws the stage these settings describe; without settings, the one `cdk.json` describes. */
export async function drawn(context: Readonly<Record<string, unknown>> = {}): Promise<Drawn> {
  const folder = mkdtempSync(path.join(tmpdir(), 'guichet-infra-'));
  try {
    const app = await draw({ outdir: path.join(folder, 'out'), context, bundles: emptyBundles(folder) });
    const [stack] = app.node.children.filter((child) => child instanceof GuichetStack);
    if (!stack) throw new Error('The app draws no stack');
    return { app, stack, template: Template.fromStack(stack) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function emptyBundles(folder: string): Bundles {
  return new Map(
    functionNames.map((name) => {
      const code = path.join(folder, name);
      mkdirSync(code);
      writeFileSync(path.join(code, 'index.js'), `exports.handler = async () => '${name}';\n`);
      return [name, code];
    }),
  );
}

/** Every resource of a type, with the properties the template gives it. */
export function resourcesOf(template: Template, type: string): readonly Resource[] {
  return Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    properties: (resource.Properties ?? {}) as Readonly<Record<string, unknown>>,
    deletionPolicy: resource.DeletionPolicy as string | undefined,
  }));
}

/** Logical id that a `Ref` or `Fn::GetAtt` points at, anywhere in a value; undefined when it names nothing. */
export function pointedAt(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('Ref' in value && typeof value.Ref === 'string' && !value.Ref.startsWith('AWS::')) return value.Ref;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return String(value['Fn::GetAtt'][0]);
  return Object.values(value)
    .map(pointedAt)
    .find((id) => id !== undefined);
}

/** A value with its references spelled out: `<IntakeBucket.Arn>/grids/*`, so that sentences about it can be written. */
export function spelled(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [delimiter, parts] = value['Fn::Join'] as [string, unknown[]];
    return parts.map(spelled).join(delimiter);
  }
  return JSON.stringify(value);
}
