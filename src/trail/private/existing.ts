import type { IAlias } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { existingKeys } from './existing-keys';
import { refInterface } from '../../private/checks';
import type { Located } from '../../private/environments';
import { invalid } from '../../private/invalid';
import { isAlias, keyBehind } from '../../private/keys';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** An existing resource that the trail is to use. */
export interface ExistingResource {
  /** The prop through which it came, such as `bucket`. */
  readonly prop: string;
  readonly resource: Located;
  /** Texts that the trail puts into the policy of the resource, by the props that they come from; not set where it has no policy. */
  readonly named?: { readonly [prop: string]: string | undefined };
}

/** The existing resources among the props. */
export function existingResources(scope: IConstruct, props: WellArchitectedTrailProps): ExistingResource[] {
  const { bucket, encryptionKey, notifications, cloudWatchLogs, accessLogs, trailName, bucketKeyPrefix, organization } = props;
  const organizationId = { 'organization.organizationId': organization?.organizationId };
  const all: [string, Located | undefined, string, ExistingResource['named']][] = [
    ['bucket', bucket, 'bucketRef', { trailName, bucketKeyPrefix, ...organizationId }],
    ['encryptionKey', encryptionKey, 'keyRef', { trailName, ...organizationId }],
    ...(props.formerEncryptionKeys ?? []).map((key): [string, Located, string, ExistingResource['named']] => ['formerEncryptionKeys', key, 'keyRef', {}]),
    ['notifications.topic', notifications?.topic, 'topicRef', { trailName }],
    ['accessLogs.bucket', accessLogs?.bucket, 'bucketRef', { 'accessLogs.prefix': accessLogs?.prefix }],
    ['cloudWatchLogs.logGroup', cloudWatchLogs?.logGroup, 'logGroupRef', undefined],
  ];
  return all.flatMap(([prop, resource, reference, named]): ExistingResource[] => {
    if (resource === undefined) return [];
    if (typeof resource !== 'object' || !(reference in resource)) {
      throw invalid(prop, `must be a construct that implements \`${refInterface(reference)}\``, resource, { scope, wayOut: FACTORIES[reference] });
    }
    // The policy is that of the key behind an alias.
    const key = 'keyRef' in resource && isAlias(resource as IAlias) ? keyBehind(resource as IAlias) : undefined;
    return [{ prop, resource, named }, ...(key ? [{ prop, resource: key, named }] : [])];
  });
}

/** The keys of existing resources, whose policies name the trail too. */
export function keysOfResources(props: WellArchitectedTrailProps): ExistingResource[] {
  const { bucket, topic } = existingKeys(props);
  const named = { trailName: props.trailName };
  return [
    ...(bucket ? [{ prop: 'bucket', resource: bucket, named }] : []),
    ...(topic ? [{ prop: 'notifications.topic', resource: topic, named }] : []),
  ];
}

/** How to import a resource that is known by its name or ARN. */
const FACTORIES: { readonly [reference: string]: string } = {
  bucketRef: 'Use `Bucket.fromBucketName` for a bucket that is not in this app',
  keyRef: 'Use `Key.fromKeyArn` for a key that is not in this app',
  topicRef: 'Use `Topic.fromTopicArn` for a topic that is not in this app',
  logGroupRef: 'Use `LogGroup.fromLogGroupName` for a log group that is not in this app',
};
