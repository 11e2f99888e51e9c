import { Answer, any, check, CLOUDTRAIL, isUnknown, not, trailRule } from './rule';
import { deliveryContext } from './support/delivery';
import { LOG_FOLDER, logPath } from '../../cloudtrail/names';

/**
 * Compliant when the bucket policy lets CloudTrail look at the bucket's ACL and write under the paths of this trail: its account, and for an
 * organization trail an organization, below the trail's prefix.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export const CloudTrailBucketPolicyAllowsDelivery = trailRule(({ trail: link, bucket, bucketPolicy: policy }) => {
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
