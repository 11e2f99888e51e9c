import { all, any, check, CLOUDTRAIL, not, Principal, sameText, trailRule } from './rule';
import { concernsAnybody } from './support/anybody';
import { autoDeleteRoles } from './support/auto-delete-roles';
import { changesOfBucket } from './support/bucket-changes';
import { principalsOf, whom } from './support/principals';
import { checkReadable } from './support/readable';

/**
 * Compliant when the bucket policy lets nobody but CloudTrail write or delete objects or change the bucket, and allows nothing to `*` without a condition
 * that says who. What empties the bucket together with its stack is left to the rule about retention.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export const CloudTrailBucketPolicyLeastPrivilege = trailRule(({ bucket: link, bucketPolicy: policy }) => {
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
