import { CfnResource, Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../../private/references';
import { nesting } from '../../private/stacks';

/** That one construct refers to another, which is therefore deployed first. */
interface Edge {
  readonly from: IConstruct;
  readonly to: IConstruct;
}

/** The references that are known in each app. The rest of the app may have more of them. */
const KNOWN = new WeakMap<IConstruct, Edge[]>();

/** The properties by which a bucket, key alias, topic or log group refers to other resources. */
const REFERRING = ['bucketEncryption', 'loggingConfiguration', 'targetKeyId', 'kmsMasterKeyId', 'kmsKeyId'];

/** Notes that one construct refers to resources of this app, and what those refer to in turn. */
export function refersTo(from: IConstruct, resources: readonly (IConstruct | undefined)[]): void {
  const known = KNOWN.get(from.node.root) ?? [];
  KNOWN.set(from.node.root, known);
  for (const resource of resources.filter(isInApp)) {
    const to = lowLevel(resource);
    const properties = REFERRING.map((property) => (to as unknown as { [property: string]: unknown })[property]);
    known.push({ from, to }, ...referencesIn(to, properties).map((other) => ({ from: to, to: other })));
  }
}

/**
 * Whether one construct is known to be deployed after the other: then the other must not refer to the one.
 *
 * Stacks wait for each other as a whole. Within one deployment, a nested stack does, and the resources around it one by one.
 */
export function waitsFor(waiting: IConstruct, other: IConstruct): boolean {
  const known = KNOWN.get(waiting.node.root)!;
  const [own, theirs] = [nesting(waiting), nesting(other)];
  const common = own.filter((stack) => theirs.includes(stack));
  const unit = (construct: IConstruct): IConstruct => nesting(construct).find((stack) => !common.includes(stack)) ?? lowLevel(construct);

  const reached = new Set([unit(waiting)]);
  for (const one of reached) {
    known.filter(({ from }) => unit(from) === one).forEach(({ to }) => reached.add(unit(to)));
  }
  return reached.has(unit(other));
}

/** Whether the construct stands for a resource that this app makes; others are known by literal names. */
export function isInApp(construct: IConstruct | undefined): construct is IConstruct {
  return construct !== undefined && (Resource.isOwnedResource(construct) || CfnResource.isCfnResource(lowLevel(construct)));
}

/** The resource in the template that a construct stands for. */
function lowLevel(construct: IConstruct): IConstruct {
  return [construct, construct.node.scope, construct.node.defaultChild].find((one) => one && CfnResource.isCfnResource(one)) ?? construct;
}
