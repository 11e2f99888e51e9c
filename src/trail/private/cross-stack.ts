import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isInApp, refersTo, waitsFor } from './stack-order';
import { invalid } from '../../cloudtrail/invalid';
import { knownDifferent } from '../../private/environments';
import { referencesIn } from '../../private/references';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** Throws when a resource of another stack cannot be joined with the trail: by names, and in one direction. */
export function checkCrossStack(scope: IConstruct, props: WellArchitectedTrailProps): void {
  const { bucket, encryptionKey, notifications, cloudWatchLogs, accessLogs } = props;
  const resources: [string, IConstruct | undefined, string[]][] = [
    ['bucket', bucket, ['trailName', 'bucketKeyPrefix', 'organization.organizationId']],
    ['encryptionKey', encryptionKey, ['trailName', 'organization.organizationId', 'cloudWatchLogs.logGroupName']],
    ['notifications.topic', notifications?.topic, ['trailName']],
    ['accessLogs.bucket', accessLogs?.bucket, ['accessLogs.prefix']],
    ['cloudWatchLogs.logGroup', cloudWatchLogs?.logGroup, []],
  ];
  refersTo(scope, resources.map(([, resource]) => resource));
  for (const [prop, resource, names] of resources) {
    if (!isInApp(resource) || Stack.of(resource) === Stack.of(scope)) continue;
    if (waitsFor(resource, scope)) {
      throw invalid(prop, 'must not need a key or bucket that is deployed with the trail, since the trail needs it and the two would wait for each other', resource.node.path);
    }
    checkIsNamed(scope, prop, resource);
    for (const name of names) {
      const value = valueOf(props, name);
      if (value && !canBeNamed(value, scope, resource)) {
        const got = JSON.stringify(Stack.of(scope).resolve(value));
        throw invalid(name, `must be known before deployment, since the policy of \`${prop}\` in another stack names it`, got);
      }
    }
  }
}

/** Across accounts and Regions, CDK knows a bucket or topic by the name that it was given. */
function checkIsNamed(scope: IConstruct, prop: string, resource: IConstruct): void {
  const { bucketRef, topicRef } = resource as { bucketRef?: { bucketName: string }; topicRef?: { topicArn: string } };
  try {
    Stack.of(scope).resolve([bucketRef?.bucketName, topicRef?.topicArn]);
  } catch {
    throw invalid(prop, 'must have a name, its own or `PhysicalName.GENERATE_IF_NEEDED`, by which another account or Region can know it', resource.node.path);
  }
}

/** Whether a text means the same in the template of the resource, and does not make that template wait for the trail. */
function canBeNamed(text: string, scope: IConstruct, resource: IConstruct): boolean {
  const [here, there] = [Stack.of(scope), Stack.of(resource)];
  const apart = knownDifferent(here.account, there.account) || knownDifferent(here.region, there.region);
  if (apart) return typeof here.resolve(text) === 'string';
  return referencesIn(scope, text).every((named) => !waitsFor(named, resource));
}

function valueOf(props: object, path: string): string | undefined {
  return path.split('.').reduce<any>((value, name) => value?.[name], props);
}
