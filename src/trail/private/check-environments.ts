import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { invalid } from '../../cloudtrail/invalid';
import { checkSame, knownDifferent, knownPartition, type Located } from '../../private/environments';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** Throws when resources that were brought along are in a place where they cannot serve the trail. */
export function checkEnvironments(scope: Construct, props: WellArchitectedTrailProps): void {
  const here = Stack.of(scope);
  const { bucket, encryptionKey, accessLogs, cloudWatchLogs, notifications } = props;
  checkTrailIsKnown(here, { bucket, encryptionKey, 'accessLogs.bucket': accessLogs?.bucket, 'notifications.topic': notifications?.topic });

  const bucketRegion = bucket?.env.region ?? here.region;
  if (knownDifferent(bucketRegion, encryptionKey?.env.region ?? here.region)) {
    throw invalid('encryptionKey', `must be a key in the Region of the bucket (${bucketRegion})`, encryptionKey?.env.region ?? 'none');
  }
  checkSame('accessLogs.bucket', accessLogs?.bucket, here);
  checkSame('cloudWatchLogs.logGroup', cloudWatchLogs?.logGroup, here);

  const partition = knownPartition(here.region);
  if (partition && knownPartition(bucketRegion) && partition !== knownPartition(bucketRegion)) {
    throw invalid('bucket', `must be in the partition of the trail (${partition})`, bucketRegion);
  }
}

/**
 * The policy of a resource in another stack names the trail. In a stack without a known account and Region it would name
 * that stack's own instead.
 */
function checkTrailIsKnown(here: Stack, resources: { [prop: string]: Located | undefined }): void {
  for (const [prop, resource] of Object.entries(resources)) {
    if (!resource || Stack.of(resource) === here) continue;
    for (const [what, own, theirs] of [['account', here.account, resource.env.account], ['Region', here.region, resource.env.region]]) {
      if (Token.compareStrings(own, theirs) === TokenComparison.ONE_UNRESOLVED) {
        throw invalid(prop, `is in another stack, so the stack of the trail and that of the resource must both or neither name the ${what} in \`env\``,
          `${what} ${Token.isUnresolved(own) ? 'of the trail' : 'of the resource'} unknown`);
      }
    }
  }
}
