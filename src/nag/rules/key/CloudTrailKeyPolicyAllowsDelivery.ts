import { eachKey } from '../common/keys';
import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, KEY } from '../facts';
import { checkPermitted, deliveryContext } from '../policy/delivery';
import { principalsOf } from '../policy/principals';
import { checkAccepted, isDeniedToEverybody } from '../policy/statements';
import { isOutside } from '../policy/who';
import {
  all, type Answer, any, check, CLOUDTRAIL, not, type Policies, type PolicyStatement, type ResourceView, trailRule, type TrailView, type Verdict,
} from '../rule';

export const CloudTrailKeyPolicyAllowsDelivery = trailRule({
  level: 'error',
  compliantWhen: 'the key policy lets CloudTrail generate data keys for this trail and describe the key, and allows at least one principal to change it, as KMS requires '
    + '(the same for a key that the bucket encrypts with, where CloudTrail needs it: with an S3 Bucket Key, or without a key of the trail)',
  info: 'The key policy does not let CloudTrail encrypt the log files of the trail, or KMS refuses it.',
  why: 'The trail cannot be created, or delivery stops as soon as the key is set.',
  fix: 'Add to the key policy (`key.addToResourcePolicy`, CloudFormation: `KeyPolicy`) for the principal `cloudtrail.amazonaws.com`: allow '
    + '`kms:GenerateDataKey*` and '
    + '`kms:DescribeKey` with `StringEquals` `aws:SourceArn` = the ARN of the trail; for a bucket with an S3 Bucket Key also `kms:Decrypt`.',
  resource: KEY,
  property: 'KeyPolicy',
  docs: `${CLOUDTRAIL_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
  ...evidence({
    wellArchitected: ['SEC04-BP01', 'SEC08-BP01'],
  }),
  constructDefault: 'grants exactly this trail; for a key that it cannot write to it warns with the statements to add',
}, (view) => {
  const trail = view.trail.need();
  return eachKey(view, (key, { policy, ofBucket }) => [
    checkAccepted(policy),
    check(mayBeChanged(key, policy), policy.place, 'KMS refuses the key policy: it lets nobody change it later.', 'Lockout',
      'Let the root of the account use `kms:*` on the key, or set `bypassPolicyLockoutSafetyCheck` if nobody is ever to change the policy.'),
    ...ofBucket && !needsBucketKey(view) ? [] : delivery(trail, key, policy, ofBucket),
  ]);
});

function delivery(trail: ResourceView, key: ResourceView, policy: Policies, ofBucket: boolean): Verdict[] {
  const requestTo = (action: string, encryptionContext: string | null) => ({
    principal: CLOUDTRAIL,
    action,
    resource: key.arn,
    context: { ...deliveryContext(trail, policy), 'kms:EncryptionContext:aws:cloudtrail:arn': encryptionContext },
  });
  const [subject, what] = ofBucket ? ['The policy of the key that the bucket encrypts with', 'the bucket'] : ['The key policy', 'the trail'];
  return [
    checkPermitted(policy, requestTo('kms:GenerateDataKey', trail.arn), subject, `generate data keys for ${what}`, 'Encrypt'),
    // A call that encrypts nothing has no encryption context.
    checkPermitted(policy, requestTo('kms:DescribeKey', null), subject, 'describe the key', 'Describe'),
  ];
}

/** Whether CloudTrail itself needs the bucket's key: for an S3 Bucket Key always, else where the trail names no key of its own. */
function needsBucketKey({ trail, bucket }: TrailView): boolean {
  const enabled = bucket.need().get('BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'BucketKeyEnabled').is(true);
  return enabled === true || trail.need().get('KMSKeyId').isMissing;
}

const CHANGE = 'kms:PutKeyPolicy';

/** KMS takes no policy that shuts everybody out, unless it is told not to look. */
function mayBeChanged(key: ResourceView, policy: Policies): Answer {
  if (policy.documents.length === 0) return true;
  return any([
    key.get('BypassPolicyLockoutSafetyCheck').is(true),
    ...policy.allowing.map((statement) => all([
      mayBeForPrincipals(statement), statement.touchesAction(CHANGE), statement.touchesResource(key.arn),
      not(isDeniedToEverybody(policy, CHANGE, key.arn)),
    ])),
    policy.unreadableFor('Allow'),
  ]);
}

/** KMS asks whether who creates the key may change it: that is neither a service nor somebody outside the account. */
function mayBeForPrincipals(statement: PolicyStatement): boolean {
  const { except, items } = principalsOf(statement);
  const own = statement.at.resource.account;
  return except || items.some((item) => item.kind === 'any' || (item.kind !== 'service' && isOutside(item, own) !== true));
}
