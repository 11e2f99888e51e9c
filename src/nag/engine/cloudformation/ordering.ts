import { isObject, own, type Raw } from './json';
import { type Resource } from './template';
import { type Lookup } from './types';

/** What CloudFormation and the CDK deploy before what: references and `DependsOn` in a template, nesting, and the order of stacks. */
export class Ordering {
  private readonly references = new Map<Resource, ReadonlySet<string>>();
  private readonly reached = new Map<string, ReadonlySet<string>>();

  constructor(private readonly set: Lookup) {}

  /** Whether a resource is certain to be created after another one. */
  public comesAfter(later: Resource, earlier: Resource): boolean {
    const laterChain = this.chain(later);
    for (const above of this.chain(earlier)) {
      const here = laterChain.find(({ template }) => template === above.template);
      if (here) return here !== above && here.logicalId !== above.logicalId && this.reachable(here).has(above.logicalId);
    }
    const [from, to] = [laterChain, this.chain(earlier)].map((chain) => chain[chain.length - 1].template.stackPath);
    return this.stacksBefore(from).has(to);
  }

  /** A resource and the stack resources around it, innermost first. */
  private chain(resource: Resource): Resource[] {
    const chain: Resource[] = [];
    for (let next: Resource | undefined = resource; next && !chain.includes(next); next = this.set.parentOf(next.template)) chain.push(next);
    return chain;
  }

  private reachable({ template, logicalId, key }: Resource): ReadonlySet<string> {
    return this.closure(key, logicalId, (id) => this.referencesIn(template.resources.get(id) as Resource));
  }

  private referencesIn(resource: Resource): ReadonlySet<string> {
    let found = this.references.get(resource);
    if (!found) this.references.set(resource, found = referencesOf(resource));
    return found;
  }

  private stacksBefore(stackPath: string): ReadonlySet<string> {
    return this.closure(stackPath, stackPath, (path) => this.set.template(path)?.source.dependencies);
  }

  private closure(key: string, start: string, next: (id: string) => Iterable<string> | undefined): ReadonlySet<string> {
    let found = this.reached.get(key) as Set<string> | undefined;
    if (found) return found;
    found = new Set();
    const queue = [start];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const each of next(id) ?? []) {
        if (found.has(each)) continue;
        found.add(each);
        queue.push(each);
      }
    }
    this.reached.set(key, found);
    return found;
  }
}

/** Every logical id that a resource names, in a reference or in `DependsOn`. */
function referencesOf({ template, logicalId, raw }: Resource): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: Raw) => {
    if (typeof name === 'string' && name !== logicalId && template.resources.has(name)) found.add(name);
  };
  for (const name of [own(raw, 'DependsOn')].flat()) add(name);
  const queue: Raw[] = [own(raw, 'Properties')];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (Array.isArray(value)) for (const item of value as Raw[]) queue.push(item);
    if (!isObject(value)) continue;
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (key === 'Ref') add(inner);
      if (key === 'Fn::GetAtt') add(typeof inner === 'string' ? inner.split('.')[0] : Array.isArray(inner) ? inner[0] : undefined);
      if (key === 'Fn::Sub') {
        const pattern: Raw = Array.isArray(inner) ? inner[0] : inner;
        if (typeof pattern === 'string') for (const match of pattern.matchAll(/\$\{([^}.!]+)/g)) add(match[1].trim());
      }
      queue.push(inner);
    }
  }
  return found;
}
