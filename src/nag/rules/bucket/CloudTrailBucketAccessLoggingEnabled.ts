import { BUCKET, S3_GUIDE } from '../facts';
import { type Answer, cannotTell, check, nonCompliant, not, type ResourceView, sameText, trailRule } from '../rule';
import { defaultEncryption, isKms } from './bucket-encryption';
import { hasObjectLock } from './object-lock';

/**
 * Compliant when the trail's bucket logs requests to another bucket that S3 can deliver to: of the same account and Region, without SSE-KMS by
 * default and without Object Lock.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
 */
export const CloudTrailBucketAccessLoggingEnabled = trailRule({
  level: 'error',
  compliantWhen: 'server access logs of the bucket go to another bucket that can take them (no SSE-KMS by default, no Object Lock)',
  info: 'Access to the bucket of the trail is not logged, or the logs cannot arrive.',
  why: 'Nobody can tell who read or tried to delete the log files: data events of the log bucket are normally not recorded by the trail itself.',
  fix: 'Set `serverAccessLogsBucket` on the `Bucket` (CloudFormation: `LoggingConfiguration` with `DestinationBucketName`) to another bucket with '
    + 'SSE-S3 and without Object Lock.',
  resource: BUCKET,
  property: 'LoggingConfiguration',
  docs: `${S3_GUIDE}/enable-server-access-logging.html`,
  controls: {
    securityHub: ['CloudTrail.7'],
    cis14: ['3.6'],
    cis30: ['3.4'],
    cis50: ['3.4'],
    cis70: ['4.4'],
    nist80053r5: ['AU-2', 'AU-12'],
    hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'],
    wellArchitected: ['SEC04-BP01'],
  },
  constructDefault: 'a second bucket, hardened, with SSE-S3',
}, ({ bucket: link, accessLogBucket }) => {
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
