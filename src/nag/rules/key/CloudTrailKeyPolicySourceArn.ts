import { eachKey } from '../common/keys';
import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, KEY } from '../facts';
import { checkSources } from '../policy/sources';
import { type PolicyStatement, trailRule } from '../rule';

export const CloudTrailKeyPolicySourceArn = trailRule({
  level: 'error',
  compliantWhen: 'every statement for CloudTrail in the key policy is limited, by `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or the encryption '
    + 'context of CloudTrail, to trails of accounts or an organization that it names',
  info: 'The key policy lets CloudTrail use the key for trails of any account.',
  why: 'CloudTrail acts for every account: a trail in another account could use your key, at your cost (the confused deputy problem).',
  fix: 'Add to each statement for `cloudtrail.amazonaws.com` in the key policy the condition `StringEquals` `aws:SourceArn` = the ARN of the trail, '
    + 'where the statement is not for `kms:DescribeKey` also `StringLike` `kms:EncryptionContext:aws:cloudtrail:arn` = '
    + '`arn:<partition>:cloudtrail:*:<account>:trail/*` (CloudFormation: `KeyPolicy`).',
  resource: KEY,
  property: 'KeyPolicy',
  docs: `${CLOUDTRAIL_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
  ...evidence({
    wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
  }),
  constructDefault: 'the exact ARN of the trail in every statement',
}, (view) => eachKey(view, (_, { policy }) => checkSources(policy, {
  lets: (statement) => onlyDescribes(statement) ? 'CloudTrail describe the key for a trail of any account' : 'CloudTrail use the key for a trail of any account',
  fix: (failing) => failing.every(onlyDescribes) ? DESCRIBE_FIX : undefined,
})));

const DESCRIBE_FIX = 'Add to the statement for `kms:DescribeKey` the condition `StringEquals` `aws:SourceArn` = the ARN of the trail. An encryption context does not '
  + 'work there: that call has none.';

/** Whether a statement is for the one call that neither encrypts nor decrypts. */
function onlyDescribes({ actions }: PolicyStatement): boolean {
  return !actions.except && actions.items.every((action) => action === 'kms:describekey');
}
