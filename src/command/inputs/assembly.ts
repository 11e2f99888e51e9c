import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from './json';
import { readText } from './read-file';
import { type ConstructMetadata, type LoadedStack, once } from './stack';
import { isObject, own, type RawObject } from '../../nag/engine/cloudformation/json';
import type { TemplateSource } from '../../nag/engine/cloudformation/template';
import { OWN_CONSTRUCTS, type OwnConstruct } from '../../nag/reporting/described';
import { Problem } from '../problem';

/** What a stack or a construct was given with `Validations.of(scope).acknowledge`. */
export interface Acknowledged {
  /** Construct path of the scope that it holds for. */
  readonly path: string;
  /** Ids as the CDK writes them, with their reasons. */
  readonly reasons: { readonly [id: string]: string };
}

/** What is read of a cloud assembly. */
export interface Assembly {
  /** Folder, as reports name it. */
  readonly folder: string;
  readonly stacks: readonly LoadedStack[];
  readonly acknowledged: () => readonly Acknowledged[];
}

const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';
const PACKAGE = 'cdk-well-architected-trail.';
const UNKNOWN = /^unknown-(?:account|region)$/;

/** Whether a folder is a cloud assembly. */
export function isAssembly(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json')) && existsSync(join(folder, 'cdk.out'));
}

/** Reads a cloud assembly with the assemblies of its stages and its nested stacks. Unreadable files are passed to `problem` and skipped. */
export function readAssembly(folder: string, shown: string, problem: (error: unknown) => void): Assembly {
  const acknowledged: Array<() => readonly Acknowledged[]> = [];
  const made = once(() => attempt(() => constructsIn(folder, shown), problem));
  const ownConstruct = (at: string) => made().filter(({ path }) => at === path || at.startsWith(`${path}/`)).at(-1)?.name;
  const stacks = stacksIn(folder, shown, { problem, acknowledged, ownConstruct });
  const paths = new Map<string, string>();
  for (const { stackPath, file } of stacks) {
    const other = paths.get(stackPath);
    if (other !== undefined) problem(new Problem(`${shown} has two stacks with the path ${stackPath}: ${other} and ${file}`));
    paths.set(stackPath, file);
  }
  const above = () => attempt(() => acknowledgedAbove(folder, shown), problem);
  return { folder: shown, stacks, acknowledged: once(() => [...acknowledged.flatMap((read) => read()), ...above()]) };
}

/** What the stacks of an assembly share, those of its stages too. */
interface Shared {
  readonly problem: (error: unknown) => void;
  readonly acknowledged: Array<() => readonly Acknowledged[]>;
  readonly ownConstruct: ConstructMetadata['ownConstruct'];
}

function stacksIn(folder: string, shown: string, shared: Shared, within: readonly string[] = []): LoadedStack[] {
  const { problem, acknowledged } = shared;
  const manifest = join(shown, 'manifest.json');
  const artifacts = attempt(() => {
    const found = own(parseJson(readText(join(folder, 'manifest.json'), manifest), manifest).value, 'artifacts');
    if (!isObject(found)) throw new Problem(`${manifest} has no artifacts: it is not the manifest of a cloud assembly`);
    return Object.entries(found);
  }, problem);
  const pathOf = new Map(artifacts.filter(([, artifact]) => own(artifact, 'type') === 'aws:cloudformation:stack')
    .map(([id, artifact]) => [id, String(own(artifact, 'displayName') ?? id)]));
  return artifacts.flatMap(([id, artifact]) => attempt(() => {
    const properties = own(artifact, 'properties');
    if (own(artifact, 'type') === 'cdk:cloud-assembly') {
      const name = text(own(properties, 'directoryName'), `${manifest}: the directory of ${id}`);
      const inner = join(folder, name);
      if ([...within, folder].includes(inner)) throw new Problem(`${manifest}: the assembly ${id} is one around it`);
      return stacksIn(inner, join(shown, name), shared, [...within, folder]);
    }
    if (!pathOf.has(id)) return [];
    const stack = new AssemblyStack(folder, shown, id, artifact as RawObject, shared);
    acknowledged.push(() => attempt(() => stack.acknowledged, problem));
    return stack.load(pathOf.get(id)!, [own(artifact, 'dependencies') ?? []].flat().flatMap((other) => pathOf.get(String(other)) ?? []));
  }, problem));
}

/** What an object holds; nothing where there is something else. */
function entriesOf(value: unknown): Array<[key: string, value: unknown]> {
  return isObject(value) ? Object.entries(value) : [];
}

function attempt<T>(read: () => readonly T[], problem: (error: unknown) => void): readonly T[] {
  try {
    return read();
  } catch (error) {
    problem(error);
    return [];
  }
}

/** The constructs of this package that make what the rules are about, by their class as the tree of the app names it; inner ones after outer ones. */
function constructsIn(folder: string, shown: string): Array<{ readonly path: string; readonly name: OwnConstruct }> {
  const path = join(folder, 'tree.json');
  const content = existsSync(path) ? readText(path, join(shown, 'tree.json')) : '';
  if (!OWN_CONSTRUCTS.some((name) => content.includes(`"${PACKAGE}${name}"`))) return [];
  const found: Array<{ path: string; name: OwnConstruct }> = [];
  const queue = [own(parseJson(content, join(shown, 'tree.json')).value, 'tree')];
  for (const node of queue) {
    const name = OWN_CONSTRUCTS.find((each) => own(own(node, 'constructInfo'), 'fqn') === PACKAGE + each);
    if (name) found.push({ path: String(own(node, 'path')), name });
    queue.push(...entriesOf(own(node, 'children')).map(([, child]) => child));
  }
  return found;
}

/** What was acknowledged at the app or a stage is in no stack's metadata, but in the report of the synthesis. */
function acknowledgedAbove(folder: string, shown: string): Acknowledged[] {
  const name = 'validation-report.json';
  if (!existsSync(join(folder, name))) return [];
  const report = parseJson(readText(join(folder, name), join(shown, name)), join(shown, name)).value;
  const suppressed = [own(report, 'pluginReports') ?? []].flat().flatMap((plugin) => own(plugin, 'suppressedViolations') ?? []);
  return suppressed.map((violation) => ({
    path: String(own(violation, 'acknowledgedAt') ?? ''),
    reasons: { [String(own(violation, 'acknowledgedId'))]: String(own(violation, 'reason') ?? '') },
  }));
}

type About = Omit<TemplateSource, 'templatePath' | 'text'>;

/** A stack of an assembly, and the nested stacks in it. */
class AssemblyStack {
  private readonly metadata = once((): ReadonlyArray<readonly [path: string, entries: readonly unknown[]]> => {
    const file = own(this.artifact, 'additionalMetadataFile');
    const [more] = typeof file === 'string' ? attempt(() => [this.json(file)], this.shared.problem) : [];
    const all = [...entriesOf(own(this.artifact, 'metadata')), ...entriesOf(more)];
    return all.map(([path, entries]) => [path.slice(1), Array.isArray(entries) ? entries : []] as const);
  });

  /** Construct paths by logical id. */
  private readonly constructs = once(() => {
    const paths = new Map<string, string[]>();
    for (const [path, entries] of this.metadata()) {
      for (const entry of entries) {
        const id = String(own(entry, 'data'));
        if (own(entry, 'type') === 'aws:cdk:logicalId') paths.set(id, [...paths.get(id) ?? [], path]);
      }
    }
    return paths;
  });

  /** Files by the keys under which they are uploaded. */
  private readonly assets = once(() => {
    const file = `${this.id}.assets.json`;
    const files = existsSync(join(this.folder, file)) ? own(this.json(file), 'files') : undefined;
    return entriesOf(files).flatMap(([, asset]) => {
      const path = own(own(asset, 'source'), 'path');
      const keys = entriesOf(own(asset, 'destinations')).map(([, destination]) => own(destination, 'objectKey'));
      return typeof path === 'string' ? keys.map((key) => ({ key: String(key), path })) : [];
    });
  });

  constructor(
    private readonly folder: string,
    private readonly shown: string,
    private readonly id: string,
    private readonly artifact: RawObject,
    private readonly shared: Shared,
  ) {}

  public load(stackPath: string, dependencies: readonly string[]): LoadedStack[] {
    const properties = own(this.artifact, 'properties');
    const [account, region] = String(own(this.artifact, 'environment') ?? '').replace(/^aws:\/\//, '').split('/');
    const file = text(own(properties, 'templateFile'), `the template of ${stackPath}`);
    return this.stack(file, {
      stackPath,
      dependencies,
      ...(account && !UNKNOWN.test(account) && { account }),
      ...(region && !UNKNOWN.test(region) && { region }),
    }, []);
  }

  public get acknowledged(): readonly Acknowledged[] {
    return this.metadata().flatMap(([path, entries]) => entries.filter((entry) => own(entry, 'type') === ACKNOWLEDGED)
      .map((entry) => ({ path, reasons: Object.fromEntries(entriesOf(own(entry, 'data')).map(([id, reason]) => [id, String(reason)])) })));
  }

  private stack(file: string, about: About, within: readonly string[]): LoadedStack[] {
    const shown = join(this.shown, file);
    if (within.includes(file)) throw new Problem(`${shown} is a nested stack of itself`);
    const content = readText(join(this.folder, file), shown);
    const { value, locate } = parseJson(content, shown);
    if (!isObject(value)) throw new Problem(`${shown} is not a CloudFormation template`);
    const nested = content.includes('"AWS::CloudFormation::Stack"') ? this.nested(own(value, 'Resources'), about.stackPath) : [];
    const inner = nested.map(({ stackPath }) => stackPath);
    const constructs = { pathOf: (id: string) => this.pathOf(about.stackPath, id, inner), ownConstruct: this.shared.ownConstruct };
    const again = once(() => parseJson(content, shown).value);
    const stack: LoadedStack = { ...about, templatePath: shown, file: shown, text: content, locate, value: again, constructs };
    return [stack, ...nested.flatMap(({ stackPath, logicalId, file: child }) => {
      const inside = { ...about, dependencies: undefined, stackPath, parent: { stackPath: about.stackPath, logicalId } };
      return attempt(() => this.stack(child, inside, [...within, file]), this.shared.problem);
    })];
  }

  /** The templates that nested stacks deploy: the CDK writes their paths only for its own command line, so that they are also known by their assets. */
  private nested(resources: unknown, stackPath: string): Array<{ stackPath: string; logicalId: string; file: string }> {
    const nested = entriesOf(resources).filter(([, resource]) => own(resource, 'Type') === 'AWS::CloudFormation::Stack');
    return nested.flatMap(([logicalId, resource]) => {
      const asset = own(own(resource, 'Metadata'), 'aws:asset:path') ?? this.assetIn(JSON.stringify(own(own(resource, 'Properties'), 'TemplateURL') ?? ''));
      if (typeof asset !== 'string') return [];
      const path = this.pathOf(stackPath, logicalId, [])?.replace(/([^/]+)\.NestedStack\/\1\.NestedStackResource$/, '$1');
      return [{ stackPath: path ?? `${stackPath}/${logicalId}`, logicalId, file: asset }];
    });
  }

  private assetIn(url: string): string | undefined {
    return this.assets().find(({ key }) => url.includes(`/${key}`))?.path;
  }

  private pathOf(stackPath: string, logicalId: string, nested: readonly string[]): string | undefined {
    return this.constructs().get(logicalId)?.find((path) => path.startsWith(`${stackPath}/`) && !nested.some((inner) => path.startsWith(`${inner}/`)));
  }

  private json(file: string): unknown {
    const shown = join(this.shown, file);
    return parseJson(readText(join(this.folder, file), shown), shown).value;
  }
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Problem(`${what} is missing`);
  return value;
}
