import { asList, isObject, own, type Raw, type RawObject } from './json';
import { expandLoops, LOOP } from './loops';

/** One template, and where it will be deployed as far as that is known. */
export interface TemplateSource {
  /** Construct path of the stack, unique in the set. */
  readonly stackPath: string;
  /** The name of the stack, by which `Fn::GetStackOutput` finds it. */
  readonly stackName?: string;
  /** Path of the template file, as reports name it. */
  readonly templatePath: string;
  /** The JSON, or how to get it. */
  readonly text: string | (() => string);
  /** Left out where only the deployment decides. */
  readonly account?: string;
  readonly region?: string;
  /** Decided from the Region when left out. */
  readonly partition?: string;
  /** For a nested template: the stack and the resource in it that deploy this one. */
  readonly parent?: { readonly stackPath: string; readonly logicalId: string };
  /** Values that the deployment gives to parameters, as texts; a nested template has those of its parent instead. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Construct paths of the stacks that are deployed before this one. */
  readonly dependencies?: readonly string[];
}

/** A resource of a template, unresolved. */
export interface Resource {
  readonly template: Template;
  readonly logicalId: string;
  readonly type: string;
  readonly raw: RawObject;
  /** Unique in the set. */
  readonly key: string;
}

/** Transforms of AWS that leave the resources as they are, or whose work is done here. */
const HARMLESS: ReadonlySet<string> = new Set([
  'AWS::CodeDeployBlueGreen', 'AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16', 'AWS::Serverless-2016-10-31',
]);

/** A template, parsed when first needed. */
export class Template {
  public readonly stackPath: string;
  public readonly templatePath: string;
  public readonly account?: string;
  public readonly region?: string;
  /** Why the template could not be read. */
  public problem?: string;
  private body?: RawObject;
  /** What of the resources only CloudFormation will know, as reasons: loops and macros that cannot be expanded here. */
  public get unexpanded(): readonly string[] {
    const section = this.section('Resources');
    const loops = isObject(section) ? Object.keys(section).filter((key) => key.startsWith(LOOP)) : [];
    return [
      ...loops.map((key) => `what ${key} makes`),
      ...this.added,
      ...isObject(section) ? Object.keys(section).filter((id) => own(section[id], 'Fn::Transform') !== undefined).map((id) => `what Fn::Transform makes of ${id}`) : [],
    ];
  }

  /** What may add any resource to the template. */
  public get added(): readonly string[] {
    return [
      ...own(this.section('Resources'), 'Fn::Transform') === undefined ? [] : ['what Fn::Transform adds to the resources'],
      ...this.section('Fn::Transform') === undefined ? [] : ['what Fn::Transform adds to the template'],
      ...asList(this.section('Transform')).map((macro) => String(own(macro, 'Name') ?? macro)).filter((name) => !HARMLESS.has(name))
        .map((name) => `what the macro ${name} makes of the template`),
    ];
  }

  private readonly jsonText: string;
  private knownPartition?: string;
  private resourceMap?: Map<string, Resource>;

  constructor(public readonly source: TemplateSource) {
    this.stackPath = source.stackPath;
    this.templatePath = source.templatePath;
    this.account = source.account;
    this.region = source.region;
    this.jsonText = this.read();
  }

  /** As given, of the Region, or else the one that the template names. */
  public get partition(): string {
    return this.knownPartition ??= this.source.partition ?? (this.region ? partitionOf(this.region) : partitionIn(this.jsonText));
  }

  public get text(): string {
    return this.jsonText;
  }

  /** A top-level section such as `Parameters`, or one entry of it. */
  public section(name: string, entry?: string): Raw {
    this.body ??= this.parse();
    const section = own(this.body, name);
    return entry === undefined ? section : own(section, entry);
  }

  public get resources(): ReadonlyMap<string, Resource> {
    this.resourceMap ??= this.readResources();
    return this.resourceMap;
  }

  private read(): string {
    try {
      return typeof this.source.text === 'string' ? this.source.text : this.source.text();
    } catch (error) {
      this.problem = `cannot be read: ${String(error)}`;
      return '{}';
    }
  }

  private parse(): RawObject {
    try {
      const body: unknown = JSON.parse(this.jsonText);
      if (isObject(body)) return this.jsonText.includes(LOOP) ? expandLoops(body, this.source) : body;
      this.problem = 'is not a JSON object';
    } catch (error) {
      this.problem = `is not JSON: ${String(error)}`;
    }
    return {};
  }

  private readResources(): Map<string, Resource> {
    const found = new Map<string, Resource>();
    const section = this.section('Resources');
    for (const logicalId of isObject(section) ? Object.keys(section) : []) {
      const raw = hidden(own(section, logicalId));
      const type = own(raw, 'Type');
      if (!isObject(raw) || typeof type !== 'string') continue;
      found.set(logicalId, { template: this, logicalId, type, raw, key: `${this.stackPath}\n${logicalId}` });
    }
    return found;
  }
}

/** A resource, with all that a transform beside its type may change as unknown. */
function hidden(raw: Raw): Raw {
  const transform = own(raw, 'Fn::Transform');
  if (transform === undefined) return raw;
  const unknown = { 'Fn::Transform': transform };
  return { ...raw as RawObject, Properties: unknown, DeletionPolicy: unknown, UpdateReplacePolicy: unknown };
}

const PARTITIONS: ReadonlyArray<[prefix: string, partition: string]> = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'], ['eusc-', 'aws-eusc'],
];

function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** Without a Region the partition is the one that the template's own ARNs name, so that written-out ARNs and `AWS::Partition` meet. */
function partitionIn(text: string): string {
  return /\barn:(aws-[a-z-]+):/.exec(text)?.[1] ?? 'aws';
}
