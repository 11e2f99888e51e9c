/** Trails that share one bucket and one key, of whatever stacks and accounts: what is asked of those, for each of the trails. */
import { bucketCases } from './bucket-requests';
import { keyCases } from './key-requests';
import { formerLogGroupCases } from './log-group-requests';
import { memberCases, organizationCases } from './organization-requests';
import { ACL, cases, CLOUDTRAIL, CONTEXT, TLS } from './request-building';
import { type SharedScenario } from './shared-scenarios';
import { type Case, type DeployedTrail, type Facts } from './trail-requests';
import { ORGANIZATION } from '../../fixtures/accounts';
import { type ConcreteResource, type Deployment } from '../../oracles/concrete';
import { type PolicyDocument } from '../../oracles/policy-evaluator';

/** All trails of a deployment, which must deliver to the same bucket with the same key. */
export function sharedStorage(deployment: Deployment, options: Pick<SharedScenario, 'memberRead' | 'servesLogGroups'> = {}): DeployedTrail & { trails: Facts[] } {
  const trails = deployment.resources('AWS::CloudTrail::Trail').map((trail) => factsOf(deployment, trail, options));
  const [{ bucket, key }] = trails;
  if (trails.some((other) => other.bucket.ref !== bucket.ref || other.key.ref !== key.ref)) throw new Error('the trails share nothing');
  const policies = deployment.resources('AWS::S3::BucketPolicy').filter(({ properties }) => properties.Bucket === bucket.ref);
  // Of two policies of one bucket, the last one wins.
  if (policies.length !== 1) {
    throw new Error(`${policies.length} policies of one bucket`);
  }
  return {
    trails,
    documents: { bucket: policies[0].properties.PolicyDocument as PolicyDocument, key: key.properties.KeyPolicy as PolicyDocument },
    cases: [
      ...trails.flatMap(casesOf),
      ...trails.flatMap((trail) => trails.filter((other) => other !== trail).flatMap((other) => crossed(trail, other))),
      ...ownerCases(key),
      ...(options.servesLogGroups ? formerLogGroupCases(trails[0]) : []),
    ],
  };
}

/** The key that a trail, a bucket or a log group names, by its ARN or by an alias. */
export function keyNamed(deployment: Deployment, id: string): ConcreteResource {
  const keys = deployment.resources('AWS::KMS::Key');
  const alias = deployment.resources('AWS::KMS::Alias').find(({ ref }) => id.endsWith(`:${ref}`));
  const key = keys.find(({ arn, ref }) => [arn, ref].includes(alias ? alias.properties.TargetKeyId : id));
  if (!key) {
    throw new Error(`no key ${id}`);
  }
  return key;
}

export function factsOf(deployment: Deployment, trail: ConcreteResource, options: { memberRead?: boolean } = {}): Facts {
  const [, partition, , region, account] = trail.arn!.split(':');
  const { S3BucketName, S3KeyPrefix, KMSKeyId, IsOrganizationTrail } = trail.properties;
  const bucket = deployment.resources('AWS::S3::Bucket').find(({ ref }) => ref === S3BucketName);
  if (!bucket) {
    throw new Error(`no bucket ${S3BucketName}`);
  }
  return {
    partition,
    region,
    account,
    trailArn: trail.arn!,
    bucket,
    accessLogs: bucket,
    accessLogPrefix: '',
    key: keyNamed(deployment, KMSKeyId),
    prefix: S3KeyPrefix ? `${S3KeyPrefix}/` : '',
    organizationId: IsOrganizationTrail ? ORGANIZATION : undefined,
    memberRead: IsOrganizationTrail && options.memberRead,
  };
}

function casesOf(facts: Facts): Case[] {
  const [, , , keyRegion] = facts.key.arn!.split(':');
  return [
    ...bucketCases(facts),
    // Whose root user administers the key is asked once, for the account of the key.
    ...keyCases(facts).filter(({ request: { principal } }) => !(typeof principal === 'object' && 'account' in principal)),
    ...organizationCases(facts),
    // Members read in the Region of the bucket.
    ...memberCases({ ...facts, region: keyRegion }),
  ].map((one) => ({ ...one, label: `${facts.trailArn.split(':trail/')[1]}: ${one.label}` }));
}

/** One trail does what only the other one may. */
function crossed(trail: Facts, other: Facts): Case[] {
  const file = ({ bucket, prefix, account }: Facts) => `${bucket.arn}/${prefix}AWSLogs/${account}/CloudTrail/x.json.gz`;
  const members = `${other.bucket.arn}/${other.prefix}AWSLogs/${other.organizationId}/${other.account}/CloudTrail/x.json.gz`;
  const delivery = { principal: CLOUDTRAIL, action: 's3:PutObject', resource: file(other), context: { 'aws:SourceArn': trail.trailArn, [ACL]: 'bucket-owner-full-control', ...TLS } };
  const label = `${trail.trailArn} for ${other.trailArn}`;
  return [
    ...(file(trail) === file(other) ? [] : cases('bucket', delivery, [['implicit deny', { [`${label}: delivers`]: {} }]])),
    ...(other.organizationId ? cases('bucket', { ...delivery, resource: members }, [['implicit deny', { [`${label}: delivers files of members`]: {} }]]) : []),
    ...(trail.account === other.account ? [] : cases('key', {
      principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', resource: other.key.arn!, context: { 'aws:SourceArn': trail.trailArn, [CONTEXT]: other.trailArn },
    }, [['implicit deny', { [`${label}: encrypts`]: {} }]])),
  ];
}

/** The account that owns the key administers it, and no other account does. */
function ownerCases(key: ConcreteResource): Case[] {
  const [, partition, , , account] = key.arn!.split(':');
  const request = { principal: { account, partition }, action: 'kms:PutKeyPolicy', resource: key.arn! };
  return cases('key', request, [
    ['allow', { 'owner: changes the policy': {}, 'owner: deletes the key': { action: 'kms:ScheduleKeyDeletion' } }],
    ['implicit deny', {
      'another account changes the policy': { principal: { account: '999988887777', partition } },
      'a role changes the policy without permissions of its own': { principal: { arn: `arn:${partition}:iam::${account}:role/admin` } },
    }],
  ]);
}
