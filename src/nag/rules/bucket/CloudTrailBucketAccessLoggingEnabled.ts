import { OBJECT_CHANGES } from './bucket-changes';
import { hasObjectLock } from './object-lock';
import { defaultEncryption, isKms } from '../common/bucket-encryption';
import { capitalized, theBucket } from '../common/subject';
import { evidence } from '../controls/evidence';
import { BUCKET, S3_GUIDE } from '../facts';
import { SERVICE_REQUEST } from '../policy/delivery';
import { allowedActions, checkAccepted, checkStatements, ofLast } from '../policy/statements';
import { admitsAnybody } from '../policy/who';
import {
  all, type Answer, any, anyOf, cannotTell, check, type Context, type Node, nonCompliant, not, type Policies, type PolicyStatement, type ResourceView,
  sameText, service, trailRule, type TrailView, Unknown, type Verdict,
} from '../rule';

const S3_LOGGING = service('logging.s3.amazonaws.com');

export const CloudTrailBucketAccessLoggingEnabled = trailRule({
  level: 'error',
  advice: ['Delivery'],
  compliantWhen: 'server access logs of the bucket go to another bucket that can take them (same account and Region, no SSE-KMS by default, no Object Lock, '
    + 'write access for `logging.s3.amazonaws.com` by policy, or by ACL where ACLs are on) and that does not let anybody change them. Access logs that go to '
    + 'CloudWatch Logs, to Firehose, or to S3 as JSON or Parquet (`AWS::Logs::DeliverySource` with the log type `S3_SERVER_ACCESS_LOGS`, and an '
    + '`AWS::Logs::Delivery` of it) are advice: Security Hub CloudTrail.7 and S3.9 and the AWS Config rule s3-bucket-logging-enabled do not see them',
  info: 'Requests to the bucket of the trail are not logged, or the access logs cannot be delivered.',
  why: 'Without access logs, nothing shows who read log files or tried to delete them: a trail normally does not record data events of its own bucket. '
    + 'S3 delivers access logs on a best-effort basis, so they hold most requests; data events of the bucket in another trail hold all of them.',
  fix: 'Set `serverAccessLogsBucket` on the `Bucket` (CloudFormation: `LoggingConfiguration` with `DestinationBucketName`) to another bucket with '
    + 'SSE-S3 and without Object Lock, whose policy lets `logging.s3.amazonaws.com` write. To deliver them to CloudWatch Logs instead, add an '
    + '`AWS::Logs::DeliverySource` with `LogType: S3_SERVER_ACCESS_LOGS`, a destination and a delivery.',
  resource: BUCKET,
  property: 'LoggingConfiguration',
  docs: `${S3_GUIDE}/enable-server-access-logging.html`,
  ...evidence({
    securityHub: ['CloudTrail.7', 'S3.9'],
    config: ['S3BucketLoggingEnabled'],
    prowler: ['cloudtrail_logs_s3_bucket_access_logging_enabled'],
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'a second bucket, hardened, with SSE-S3',
}, (view) => {
  const { bucket: link, accessLogBucket } = view;
  const bucket = link.need();
  const destination = bucket.get('LoggingConfiguration', 'DestinationBucketName');
  if (destination.isMissing) return checkDelivery(view, bucket, destination);
  if (accessLogBucket.resource?.isSame(bucket)) return nonCompliant(destination, `${capitalized(theBucket(view))} logs its requests to itself.`);
  const target = accessLogBucket.resource;
  // The policy of a bucket that is not in the app tells what it denies, and what it lets anybody do.
  if (!target && view.accessLogBucketPolicy.documents.length === 0) return cannotTell(destination, accessLogBucket.why as string, 'Destination');
  const { arn } = view.accessLogBucketOfPolicy;
  const name = target?.logicalId ?? 'the bucket of the access logs';
  return [
    checkAccepted(view.accessLogBucketPolicy, 'Destination'),
    ...target ? obstacles(target, bucket).map(([answer, why]) => {
      return check(not(answer), destination, `S3 cannot deliver access logs to ${name}, ${why}.`, 'Destination');
    }) : [cannotTell(destination, accessLogBucket.why as string, 'Destination')],
    checkPermission(view, arn, name, bucket, destination),
    ...checkStatements(view.accessLogBucketPolicy.allowing, {
      id: 'Destination',
      passes: (statement) => not(mayDelete(view.accessLogBucketPolicy, statement, arn)),
      lets: () => `anybody change or delete the access logs in ${name}`,
    }),
  ];
});

/** Access logs that CloudWatch Logs delivers, where S3 itself delivers none. */
function checkDelivery(view: TrailView, bucket: ResourceView, destination: Node): Verdict {
  const sources = view.deliverySourcesOf(bucket).map((source) => ({ source, isMeant: all([source.present, source.get('LogType').is('S3_SERVER_ACCESS_LOGS')]) }));
  const delivered = any(sources.map(({ source, isMeant }) => all([isMeant, any(view.deliveriesOf(source).map(({ present }) => present))])));
  if (delivered === true) {
    return nonCompliant(destination, 'CloudWatch Logs delivers the access logs of the bucket. Security Hub CloudTrail.7 and S3.9 and the AWS Config rule '
      + 's3-bucket-logging-enabled look for `LoggingConfiguration` only, and report the bucket.', 'Delivery', 'Suppress those findings, or log to a bucket as well.');
  }
  const [unused] = sources.filter(({ isMeant }) => isMeant === true);
  const why = unused && delivered === false ? ` ${unused.source.logicalId} is a source of its access logs, and has no AWS::Logs::Delivery.` : '';
  return check(delivered, destination, `${capitalized(theBucket(view))} does not log the requests that it gets to another bucket.${why}`);
}

function obstacles(target: ResourceView, source: ResourceView): ReadonlyArray<[Answer, string]> {
  return [
    [isKms(defaultEncryption(target).algorithm), 'which encrypts with KMS by default'],
    [hasObjectLock(target), 'which has Object Lock'],
    [not(sameText(target.account, source.account)), 'which is in another account'],
    [not(sameText(target.region, source.region)), 'which is in another Region'],
  ];
}

/** The policy of the destination lets S3 write, or its ACL does where its owner has not switched ACLs off. */
function checkPermission(view: TrailView, arn: string, name: string, source: ResourceView, destination: Node): Verdict {
  const { accessLogBucketPolicy: policy, accessLogBucket: { resource: target, why: hidden } } = view;
  const prefix = source.get('LoggingConfiguration', 'LogFilePrefix').text ?? '';
  const request = { principal: S3_LOGGING, action: 's3:PutObject', resource: `${arn}/${prefix}*`, context: loggingContext(source) };
  const denied = ofLast(policy, (each) => each.denies(request));
  const byAcl = target ? all([hasLogAcl(target), allowsAcls(target)]) : new Unknown(hidden as string);
  const permitted = any([ofLast(policy, (each) => each.permits(request)), all([byAcl, not(denied)])]);
  return check(permitted, destination, `S3 cannot deliver access logs to ${name}: ${obstacle(denied, target)}.`, 'Destination',
    `Add to the policy of ${name}: allow \`s3:PutObject\` on \`<bucket>/${prefix}*\` to \`logging.s3.amazonaws.com\`, with \`aws:SourceArn\` = the ARN of the log bucket and \`aws:SourceAccount\`.`);
}

function obstacle(denied: Answer, target: ResourceView | undefined): string {
  if (denied === true) return 'its policy denies it';
  return target && hasLogAcl(target) === true
    ? 'its ACL LogDeliveryWrite has no effect, because ACLs are off unless OwnershipControls say BucketOwnerPreferred or ObjectWriter'
    : 'neither its policy nor its ACL lets logging.s3.amazonaws.com write';
}

const hasLogAcl = (bucket: ResourceView) => bucket.get('AccessControl').is('LogDeliveryWrite');

function allowsAcls(bucket: ResourceView): Answer {
  const ownership = bucket.get('OwnershipControls', 'Rules', 0, 'ObjectOwnership');
  return anyOf(['BucketOwnerPreferred', 'ObjectWriter'], (each) => ownership.is(each));
}

/** What S3 sends when it delivers access logs. */
function loggingContext(source: ResourceView): Context {
  return {
    ...SERVICE_REQUEST,
    'aws:PrincipalServiceName': 'logging.s3.amazonaws.com',
    'aws:SourceAccount': source.account,
    'aws:SourceArn': source.arn,
  };
}

function mayDelete(policy: Policies, statement: PolicyStatement, arn: string): Answer {
  const anybody = admitsAnybody(policy, statement);
  if (anybody === false) return false;
  return all([anybody, any(allowedActions(policy, statement, OBJECT_CHANGES, `${arn}/*`).map(({ allowed }) => allowed))]);
}
