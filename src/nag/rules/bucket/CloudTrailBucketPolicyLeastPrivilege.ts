import { BUCKET_POLICY, S3_GUIDE } from '../facts';
import { autoDeleteRoles } from './auto-delete-roles';
import { changesOfBucket } from './bucket-changes';
import { concernsAnybody } from '../policy/anybody';
import { principalsOf, whom } from '../policy/principals';
import { checkReadable } from '../policy/readable';
import { all, any, check, CLOUDTRAIL, not, type Principal, sameText, trailRule } from '../rule';

/**
 * Compliant when the bucket policy lets nobody but CloudTrail write or delete objects or change the bucket, and allows nothing to `*` without a condition
 * that says who. What empties the bucket together with its stack is left to the rule about retention.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export const CloudTrailBucketPolicyLeastPrivilege = trailRule({
  level: 'error',
  compliantWhen: 'the bucket policy lets nobody but CloudTrail write or delete objects or change the bucket, and allows no `*` principal',
  info: 'The bucket policy lets somebody other than CloudTrail change the log files or the bucket.',
  why: 'Whoever may write can forge log files, whoever may delete can remove them, whoever may change lifecycle or policy can do either later.',
  fix: 'Remove `s3:PutObject`, `s3:Delete*`, `s3:PutBucket*`, `s3:PutLifecycleConfiguration` and wildcards from Allow statements for principals '
    + 'other than CloudTrail; '
    + 'give readers `s3:GetObject` and `s3:ListBucket` only (CloudFormation: `AWS::S3::BucketPolicy`).',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${S3_GUIDE}/security-best-practices.html`,
  controls: {
    wellArchitected: ['SEC03-BP02', 'SEC08-BP04'],
  },
  constructDefault: 'CloudTrail writes, nobody else; `grantRead` adds readers',
}, ({ bucket: link, bucketPolicy: policy }) => {
  const bucket = link.need();
  const cleaners = autoDeleteRoles(bucket);
  const isOther = ({ kind, value }: Principal) => {
    return kind === 'service' || kind === 'unknown' ? not(sameText(value, CLOUDTRAIL.value)) : !cleaners.has(value);
  };
  return [
    ...policy.allowing.flatMap((statement) => {
      const changes = changesOfBucket(policy, statement, bucket.arn);
      const examples = changes.filter(({ allowed }) => allowed === true).slice(0, 3).map(({ action }) => action).join(', ');
      const { except, items } = principalsOf(statement);
      const mayChange = all([except || any(items.map(isOther)), any(changes.map(({ allowed }) => allowed))]);
      return [
        check(not(concernsAnybody(statement)), statement.at, 'The statement lets anybody use the bucket.', 'AnyPrincipal'),
        check(not(mayChange), statement.at, `The statement lets ${whom(statement)} change log files or the bucket: ${examples}.`, 'Changes'),
      ];
    }),
    checkReadable(policy, 'Changes'),
  ];
});
