import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { archiveOf } from './archives';
import type { ExistingResource } from './existing';
import { knownDifferent } from '../../private/environments';
import { invalid, words } from '../../private/invalid';
import { referencesIn } from '../../private/references';
import { isInApp, StackOrder } from '../../private/stack-order';

/** Throws if the trail cannot use a resource in another stack: it must be referred to by name, in one direction only. */
export function checkCrossStack(scope: IConstruct, existing: readonly ExistingResource[]): void {
  const order = StackOrder.of(scope);
  const inApp = existing.filter(({ resource }) => isInApp(resource));
  inApp.forEach(({ resource }) => order.note(scope, resource));
  for (const { prop, resource, named = {} } of inApp.filter((one) => Stack.of(one.resource) !== Stack.of(scope))) {
    checkStage(scope, prop, resource);
    if (order.wouldCycle(scope, resource)) {
      throw invalid(prop, 'must not depend on a key or bucket in the stack of the trail: the two stacks would depend on each other', resource, {
        scope, wayOut: 'Move what it depends on to the stack of the resource',
      });
    }
    checkIsNamed(scope, prop, resource);
    for (const [name, value] of Object.entries(named)) {
      if (value && !canBeNamed(value, scope, resource)) {
        throw invalid(name, `must be known before deployment, because the policy of \`${prop}\` in another stack names it`,
          words(JSON.stringify(Stack.of(scope).resolve(value))), { scope, wayOut: 'Set it to a literal string' });
      }
    }
  }
}

/** CDK orders stacks, and passes references, within a stage only. */
function checkStage(scope: IConstruct, prop: string, resource: IConstruct): void {
  if (Stage.of(resource) === Stage.of(scope)) return;
  throw invalid(prop, 'must be in the stage of the trail, because stages are deployed apart from each other', resource, {
    scope,
    wayOut: archiveOf(resource)
      ? 'Describe the archive with `TrailLogArchive.fromTrailLogArchiveAttributes` and its `archiveAttributes`, and admit the trail with its `admitTrail`'
      : 'Import it by its name or ARN, such as with `Bucket.fromBucketName`, and add the statements of the warning to its policy',
  });
}

/** Across accounts and Regions, CDK refers to a bucket or topic by its physical name. */
function checkIsNamed(scope: IConstruct, prop: string, resource: IConstruct): void {
  const { bucketRef, topicRef } = resource as { bucketRef?: { bucketName: string }; topicRef?: { topicArn: string } };
  try {
    Stack.of(scope).resolve([bucketRef?.bucketName, topicRef?.topicArn]);
  } catch {
    throw invalid(prop, 'needs a physical name, because it is referenced across accounts or Regions', resource, {
      scope, wayOut: 'Give the resource a name, or `PhysicalName.GENERATE_IF_NEEDED`',
    });
  }
}

/** Whether a text means the same in the template of the resource, and does not make that stack depend on the stack of the trail. */
function canBeNamed(text: string, scope: IConstruct, resource: IConstruct): boolean {
  const [here, there] = [Stack.of(scope), Stack.of(resource)];
  const apart = knownDifferent(here.account, there.account) || knownDifferent(here.region, there.region);
  if (apart) return typeof here.resolve(text) === 'string';
  return referencesIn(scope, text).every((source) => !StackOrder.of(scope).wouldCycle(resource, source));
}
