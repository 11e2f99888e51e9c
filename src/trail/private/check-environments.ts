import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ExistingResource } from './existing';
import { checkSame, knownDifferent, knownPartition } from '../../private/environments';
import { invalid, words } from '../../private/invalid';

/** Throws if an existing resource is in an account or Region where the trail cannot use it. */
export function checkEnvironments(scope: Construct, existing: readonly ExistingResource[]): void {
  const here = Stack.of(scope);
  const resource = (prop: string) => existing.find((one) => one.prop === prop)?.resource;
  existing.filter(({ named }) => named).forEach((one) => checkTrailIsKnown(scope, one));

  const bucketRegion = resource('bucket')?.env.region ?? here.region;
  const keyRegion = resource('encryptionKey')?.env.region ?? here.region;
  if (knownDifferent(bucketRegion, keyRegion)) {
    throw invalid('encryptionKey', `must be a key in the Region of the bucket (${bucketRegion})`, keyRegion, {
      scope, wayOut: 'Create the key in the Region of the bucket, and set it as `encryptionKey`',
    });
  }
  checkSame('accessLogs.bucket', resource('accessLogs.bucket'), here, 'trail', { scope, wayOut: 'S3 delivers access logs to no other bucket' });
  checkSame('cloudWatchLogs.logGroup', resource('cloudWatchLogs.logGroup'), here, 'trail', { scope, wayOut: 'Set `cloudWatchLogs: {}` for a new log group' });

  const partition = knownPartition(here.region);
  if (partition && knownPartition(bucketRegion) && partition !== knownPartition(bucketRegion)) {
    throw invalid('bucket', `must be in the partition of the trail (${partition})`, bucketRegion, { scope });
  }
}

/**
 * The policy of a resource in another stack contains the ARN of the trail. If only one of the stacks has a known account and
 * Region, that ARN would get those of the resource's stack.
 */
function checkTrailIsKnown(scope: Construct, { prop, resource }: ExistingResource): void {
  const here = Stack.of(scope);
  if (Stack.of(resource) === here) return;
  for (const [what, own, theirs] of [['account', here.account, resource.env.account], ['Region', here.region, resource.env.region]]) {
    if (Token.compareStrings(own, theirs) === TokenComparison.ONE_UNRESOLVED) {
      const unknown = `${what} ${Token.isUnresolved(own) ? 'of the trail' : 'of the resource'} unknown`;
      throw invalid(prop, `is in another stack, and only one of the two stacks names its ${what}`, words(unknown), {
        scope, wayOut: `Set \`env.${what.toLowerCase()}\` on both stacks or on neither`,
      });
    }
  }
}
