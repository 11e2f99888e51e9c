import { Answer, cannotTell, check, nonCompliant, not, ResourceView, sameText, trailRule } from './rule';
import { defaultEncryption, isKms } from './support/bucket-encryption';
import { hasObjectLock } from './support/object-lock';

/**
 * Compliant when the trail's bucket logs requests to another bucket that S3 can deliver to: of the same account and Region, without SSE-KMS by
 * default and without Object Lock.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
 */
export const CloudTrailBucketAccessLoggingEnabled = trailRule(({ bucket: link, accessLogBucket }) => {
  const bucket = link.need();
  const destination = bucket.get('LoggingConfiguration', 'DestinationBucketName');
  if (destination.isMissing) return nonCompliant(destination, 'Requests to the bucket of the trail are not logged to another bucket.');
  if (accessLogBucket.resource?.isSame(bucket)) return nonCompliant(destination, 'The bucket of the trail logs requests to itself.');
  if (!accessLogBucket.resource) return cannotTell(destination, accessLogBucket.why as string, 'Destination');
  const target = accessLogBucket.resource;
  return cannotTake(target, bucket).map(([answer, why]) => {
    return check(not(answer), destination, `S3 cannot deliver access logs to ${target.logicalId}, ${why}.`, 'Destination');
  });
});

function cannotTake(target: ResourceView, source: ResourceView): ReadonlyArray<[Answer, string]> {
  return [
    [isKms(defaultEncryption(target).algorithm), 'which encrypts with KMS by default'],
    [hasObjectLock(target), 'which has Object Lock'],
    [not(sameText(target.account, source.account)), 'which is in another account'],
    [not(sameText(target.region, source.region)), 'which is in another Region'],
  ];
}
