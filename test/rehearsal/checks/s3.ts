/** Buckets and their policies. */
import { checkPrincipals, checkSize } from './iam';
import { Refusal } from '../report';
import type { Physical, World } from '../world';

const BUCKET_POLICY_BYTES = 20 * 1024;

export function bucketOf(world: World, name: string | undefined): Physical | undefined {
  return world.all('AWS::S3::Bucket').find((bucket) => bucket.name === name);
}

export function checkBucket(bucket: Physical, world: World): void {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket.name)) throw new Refusal('invalid-name', `${bucket.name} is no name of a bucket`);
  checkReplication(bucket, world);
  const target = bucket.properties.LoggingConfiguration?.DestinationBucketName;
  if (target === undefined) return;
  const found = bucketOf(world, target);
  if (!found) throw new Refusal('missing-resource', `the bucket ${target} for access logs does not exist`);
  const [own, theirs] = [bucket.environment, found.environment];
  if (own.account !== theirs.account || own.region !== theirs.region) {
    throw new Refusal('wrong-region', `the bucket ${target} for access logs is in ${theirs.account} ${theirs.region}`);
  }
}

/** The destination is there, has versions, and a lock if the source has one; the role is there. */
function checkReplication({ name, properties }: Physical, world: World): void {
  const { Role: role, Rules: rules = [] } = properties.ReplicationConfiguration ?? {};
  if (role !== undefined && !world.byArn(role)) throw new Refusal('missing-resource', `the role ${role} for the replication of ${name} does not exist`);
  for (const { Destination: { Bucket: arn } } of rules) {
    const found = bucketOf(world, String(arn).replace(/^.*:/, ''));
    if (!found) throw new Refusal('missing-resource', `the bucket ${arn} for the replication of ${name} does not exist`);
    if (found.properties.VersioningConfiguration?.Status !== 'Enabled') throw new Refusal('invalid-replication', `the bucket ${arn} has no versions`);
    if (properties.ObjectLockEnabled && !found.properties.ObjectLockEnabled) throw new Refusal('invalid-replication', `the bucket ${arn} has no lock`);
  }
}

export function checkBucketPolicy(policy: Physical, world: World, created: boolean): void {
  const { Bucket: name, PolicyDocument: document } = policy.properties;
  const bucket = bucketOf(world, name);
  if (!bucket) throw new Refusal('missing-resource', `the bucket ${name} does not exist`);
  if (created && bucket.policy) throw new Refusal('policy-exists', `the bucket ${name} has a policy already`);
  checkPrincipals(world, document, 'bucket policy');
  checkSize(document, BUCKET_POLICY_BYTES, 'bucket policy');
}
