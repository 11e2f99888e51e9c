/** Cloud assemblies, as `cdk deploy --all` reads them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export interface ResourceDefinition {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';
  readonly UpdateReplacePolicy?: 'Delete' | 'Retain' | 'Snapshot';
  readonly Condition?: string;
  readonly Metadata?: unknown;
}

export interface Template {
  readonly Resources?: Record<string, ResourceDefinition>;
  readonly Parameters?: Record<string, any>;
  readonly Outputs?: Record<string, any>;
  readonly Conditions?: Record<string, any>;
  readonly Mappings?: Record<string, any>;
}

/** One stack with what it takes to deploy it. */
export interface StackTemplate {
  readonly name: string;
  readonly environment: Environment;
  readonly template: Template;
  /** Names of the stacks that are deployed first. */
  readonly dependencies: readonly string[];
  /** Templates of nested stacks, by the logical id of the resource. */
  readonly nested: Readonly<Record<string, Template>>;
}

/** The stacks of an app, in the order of `cdk ls`. */
export type Assembly = readonly StackTemplate[];

/** Where stacks without an environment of their own are deployed to. */
export const HOME: Environment = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };

/** Synthesizes an app, once. */
export function assemblyOf(app: App, home: Environment = HOME): Assembly {
  return app.synth().stacksRecursively.map((stack) => ({
    name: stack.stackName,
    environment: environmentOf(stack, home),
    template: stack.template,
    dependencies: stack.dependencies.flatMap((one) => ('stackName' in one ? [one.stackName as string] : [])),
    nested: nestedTemplates(stack.assembly.directory, stack.template),
  }));
}

export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function environmentOf({ environment }: CloudFormationStackArtifact, home: Environment): Environment {
  const region = environment.region === 'unknown-region' ? home.region : environment.region;
  return { account: environment.account === 'unknown-account' ? home.account : environment.account, region, partition: partitionOf(region) };
}

/** The address of a nested template ends with the hash of an asset, whose manifest says in which file it is. */
function nestedTemplates(directory: string, template: Template, found: Record<string, Template> = {}): Record<string, Template> {
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources ?? {})) {
    if (Type !== 'AWS::CloudFormation::Stack') continue;
    const file = fileOfAsset(directory, /[0-9a-f]{64}/.exec(JSON.stringify(Properties!.TemplateURL))![0]);
    found[logicalId] = JSON.parse(readFileSync(file, 'utf8'));
    nestedTemplates(directory, found[logicalId], found);
  }
  return found;
}

function fileOfAsset(directory: string, hash: string): string {
  const { artifacts } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  const manifests = Object.values<any>(artifacts).filter(({ type }) => type === 'cdk:asset-manifest');
  const files = manifests.map(({ properties }) => JSON.parse(readFileSync(join(directory, properties.file), 'utf8')).files?.[hash]);
  const path = join(directory, files.find((file) => file !== undefined)?.source.path ?? '');
  if (!existsSync(path)) throw new Error(`no file for the asset ${hash}`);
  return path;
}
