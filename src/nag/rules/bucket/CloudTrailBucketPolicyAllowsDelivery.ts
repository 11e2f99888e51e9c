import { LOG_FOLDER, logPath } from '../../../cloudtrail/names';
import { BUCKET_POLICY, CLOUDTRAIL_GUIDE } from '../facts';
import { deliveryContext } from '../policy/delivery';
import { type Answer, any, check, CLOUDTRAIL, isUnknown, not, trailRule } from '../rule';

/**
 * Compliant when the bucket policy lets CloudTrail look at the bucket's ACL and write under the paths of this trail: its account, and for an
 * organization trail an organization, below the trail's prefix.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export const CloudTrailBucketPolicyAllowsDelivery = trailRule({
  level: 'error',
  compliantWhen: 'CloudTrail may check the ACL of the bucket and write to exactly the paths of this trail (account, organization, prefix)',
  info: 'The bucket policy does not let CloudTrail deliver the log files of this trail.',
  why: 'The trail cannot be created, or delivery stops silently: CloudTrail retries for 30 days, then the events are lost.',
  fix: 'Add to the bucket policy (CloudFormation: `AWS::S3::BucketPolicy`) for the principal `cloudtrail.amazonaws.com`: allow `s3:GetBucketAcl` '
    + 'on the bucket and `s3:PutObject` on '
    + '`<bucket>/[<prefix>/]AWSLogs/<account>/*`, for an organization trail also on `…/AWSLogs/<organization id>/*`, with `aws:SourceArn` = the '
    + 'ARN of the trail, '
    + 'and for the writes `s3:x-amz-acl` = `bucket-owner-full-control`.',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/create-s3-bucket-policy-for-cloudtrail.html`,
  controls: {
    wellArchitected: ['SEC04-BP01', 'SEC04-BP02'],
  },
  constructDefault: 'grants exactly the paths of this trail; for a bucket that it cannot write to it warns with the statements to add',
}, ({ trail: link, bucket, bucketPolicy: policy }) => {
  const trail = link.need();
  const { arn } = bucket.need();
  const prefix = trail.get('S3KeyPrefix').text;
  const context = deliveryContext(trail);
  const mayDo = (action: string, resource: string) => policy.permits({ principal: CLOUDTRAIL, action, resource, context });

  // The template does not tell the organization, so any one will do, as long as it is written to below its own id.
  const organizationPath = `${arn}/${prefix === undefined ? '' : `${prefix}/`}${LOG_FOLDER}/o-*/*`;
  const mayWriteForOrganization = (): Answer => any([...policy.allowing.map((statement) => statement.interferes({
    principal: CLOUDTRAIL, action: 's3:PutObject', resource: organizationPath, context,
  })), policy.unreadable]);
  const ofOrganization = trail.get('IsOrganizationTrail').is(true);

  return [
    check(mayDo('s3:GetBucketAcl', arn), policy.place, 'The bucket policy does not let CloudTrail check the ACL of the bucket.', 'AclCheck'),
    check(mayDo('s3:PutObject', `${arn}/${logPath(trail.account, prefix)}`), policy.place,
      `The bucket policy does not let CloudTrail write to ${logPath(trail.account, prefix)}.`, 'AccountWrite'),
    check(any([not(ofOrganization), mayWriteForOrganization()]), isUnknown(ofOrganization) ? trail.get('IsOrganizationTrail') : policy.place,
      'The bucket policy does not let CloudTrail write for the organization of the trail.', 'OrganizationWrite'),
  ];
});
