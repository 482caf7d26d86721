/** A synthesised cloud assembly as it lies on disk: its stacks' templates and where their assets are. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const rawResource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), rawResource),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Export: z.object({ Name: z.unknown() }).optional(),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
});

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional(), file: z.string().optional() })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** A CloudFormation template, intrinsics and all. */
export type Template = z.infer<typeof templateSchema>;

/** One stack of the assembly. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
}

/** The whole assembly. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  /** Folder or file of an asset, by the object key its resource names (`<hash>.zip`). */
  readonly assets: ReadonlyMap<string, string>;
}

/** Parses a template as CloudFormation would read it. */
export function parseTemplate(json: unknown): Template {
  return templateSchema.parse(json);
}

/** Reads the assembly that CDK wrote to `folder`. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(folder, file), 'utf8'));
  const manifest = manifestSchema.parse(await json('manifest.json'));
  const stacks: Stack[] = [];
  const assets = new Map<string, string>();
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack' && artifact.properties?.templateFile !== undefined) {
      const template = templateSchema.parse(await json(artifact.properties.templateFile));
      stacks.push({ name: artifact.properties.stackName ?? id, template });
    }
    if (artifact.type === 'cdk:asset-manifest' && artifact.properties?.file !== undefined) {
      const { files } = assetsSchema.parse(await json(artifact.properties.file));
      for (const { source, destinations } of Object.values(files)) {
        if (source.path === undefined) continue;
        for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, path.join(folder, source.path));
      }
    }
  }
  return { stacks, assets };
}
