/** In which order stacks and resources are deployed. */
import type { Assembly, StackTemplate, Template } from './assembly';
import { Refusal } from './report';

/**
 * CloudFormation does at once what does not wait for each other, so any order that keeps the dependencies may happen. The two
 * extremes show a missing one: `eager` makes what needs others as early as it may be made, `lazy` as late.
 */
export type Order = 'eager' | 'lazy';

/** What looks at others when it is made, most curious first. */
const CURIOUS = [
  'AWS::CloudTrail::Trail', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy', 'AWS::Logs::LogGroup', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::CloudFormation::Stack',
];

/** The logical ids of a template, each after what it depends on. */
export function resourceOrder(template: Template, order: Order): string[] {
  const resources = template.Resources ?? {};
  const rank = (id: string) => {
    const index = CURIOUS.indexOf(resources[id].Type);
    return (index < 0 ? CURIOUS.length : index) * (order === 'eager' ? 1 : -1);
  };
  const byRank = (ids: Iterable<string>) => [...ids].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return sorted(byRank(Object.keys(resources)), (id) => byRank(dependenciesOf(template, id)));
}

/** What a resource waits for. */
export function dependenciesOf(template: Template, logicalId: string): Set<string> {
  const resources = template.Resources ?? {};
  const { DependsOn = [], Properties } = resources[logicalId];
  const ids = [...[DependsOn].flat(), ...referencesIn(Properties)];
  return new Set(ids.filter((id) => id in resources));
}

/** The stacks of an app, each after those that it depends on. */
export function stackOrder(assembly: Assembly, order: Order): StackTemplate[] {
  const byName = new Map(assembly.map((stack) => [stack.name, stack]));
  // `cdk ls` prefers the names; what happens to work in that order must not depend on them.
  const names = [...byName.keys()].sort();
  const ordered = sorted(order === 'eager' ? names : names.reverse(), (name) => byName.get(name)!.dependencies.filter((other) => byName.has(other)));
  return ordered.map((name) => byName.get(name)!);
}

/** All that come first come first. */
function sorted(ids: readonly string[], dependencies: (id: string) => readonly string[]): string[] {
  const done = new Set<string>();
  const visit = (id: string, waiting: readonly string[]) => {
    if (done.has(id)) return;
    if (waiting.includes(id)) throw new Refusal('cycle', `${[...waiting, id].join(' -> ')} wait for each other`);
    dependencies(id).forEach((other) => visit(other, [...waiting, id]));
    done.add(id);
  };
  ids.forEach((id) => visit(id, []));
  return [...done];
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'Ref') return [item as string];
    if (key === 'Fn::GetAtt') return [Array.isArray(item) ? item[0] : item.split('.')[0]];
    if (key === 'Fn::Sub') {
      const [text, variables] = Array.isArray(item) ? item : [item, {}];
      return [...[...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.split('.')[0]), ...referencesIn(variables)];
    }
    return referencesIn(item);
  });
}
