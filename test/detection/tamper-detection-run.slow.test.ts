import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { call, type CloudTrailEvent, refused } from '../fixtures/cloudtrail-events';
import { Deployment } from '../oracles/concrete';
import { EventRuler } from '../oracles/event-ruler';
import { TrailSource, TamperDetection } from 'cdk-well-architected-trail';

const ARN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const LOG_GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/audit/trail';

/** The patterns as they are deployed, by resource. */
function deployedPatterns(): Record<string, unknown> {
  const stack = new Stack(new App(), 'Security', { env: { account: '111122223333', region: 'eu-west-1' } });
  new TamperDetection(stack, 'TamperDetection', {
    trail: TrailSource.fromTrailAttributes({
      trailArn: ARN,
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'audit-logs'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY),
      logGroup: logs.LogGroup.fromLogGroupArn(stack, 'LogGroup', LOG_GROUP),
    }),
  });
  return Object.fromEntries(Deployment.of(stack).resources('AWS::Events::Rule').map(({ logicalId, properties }) => (
    [/TamperDetection(\w+)Rule/.exec(logicalId)![1], properties.EventPattern]
  )));
}

/** A record as it arrives on the event bus. */
const onBus = (record: CloudTrailEvent) => ({
  'version': '0',
  'id': record.eventID,
  'detail-type': 'AWS API Call via CloudTrail',
  'source': `aws.${record.eventSource.split('.')[0]}`,
  'account': '111122223333',
  'time': record.eventTime,
  'region': record.awsRegion,
  'resources': [],
  'detail': record,
});

const onTrail = (eventName: string, requestParameters: object) => call('cloudtrail', eventName, { requestParameters });
const onBucket = (eventName: string, bucketName = 'audit-logs') => call('s3', eventName, { requestParameters: { bucketName, Host: `${bucketName}.s3.eu-west-1.amazonaws.com` } });
const onKey = (eventName: string, keyId: string, arn = KEY) => call('kms', eventName, {
  requestParameters: { keyId }, resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: arn }],
});
const onLogGroup = (eventName: string, requestParameters: object) => call('logs', eventName, { requestParameters });

const CASES: readonly [why: string, record: CloudTrailEvent, rule: 'Trail' | 'Bucket' | 'Key' | 'LogGroup' | undefined][] = [
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail'].flatMap((name): typeof CASES[number][] => [
    [`${name} by name`, onTrail(name, { name: 'audit' }), 'Trail'],
    [`${name} by ARN`, onTrail(name, { name: ARN }), 'Trail'],
    [`${name} of another trail`, onTrail(name, { name: 'other' }), undefined],
    [`${name} of a trail whose name begins alike`, onTrail(name, { name: 'audit-2' }), undefined],
    [`${name} of a trail whose name ends alike`, onTrail(name, { name: 'my-audit' }), undefined],
    [`${name} of the trail of that name of another account`, onTrail(name, { name: ARN.replace('111122223333', '999988887777') }), undefined],
  ]),
  ...['PutEventSelectors', 'PutInsightSelectors', 'PutEventConfiguration'].flatMap((name): typeof CASES[number][] => [
    [`${name} by name`, onTrail(name, { trailName: 'audit' }), 'Trail'],
    [`${name} by ARN`, onTrail(name, { trailName: ARN }), 'Trail'],
    [`${name} of another trail`, onTrail(name, { trailName: 'audit.2' }), undefined],
  ]),
  ['a refused attempt', refused('cloudtrail', 'StopLogging', 'AccessDenied', { requestParameters: { name: 'audit' } }), 'Trail'],
  ['StartLogging', onTrail('StartLogging', { name: 'audit' }), undefined],
  ['reading the trail', onTrail('GetTrailStatus', { name: 'audit' }), undefined],
  ['the same call of another service', call('example', 'StopLogging', { requestParameters: { name: 'audit' } }), undefined],
  ...[
    'DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketOwnershipControls',
    'DeleteBucketOwnershipControls', 'PutBucketVersioning', 'PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'DeleteBucketLifecycle', 'PutBucketEncryption',
    'DeleteBucketEncryption', 'PutBucketLogging', 'PutBucketReplication', 'DeleteBucketReplication',
  ].flatMap((name): typeof CASES[number][] => [
    [`${name} of the bucket`, onBucket(name), 'Bucket'],
    [`${name} of a bucket whose name begins alike`, onBucket(name, 'audit-logs-2'), undefined],
  ]),
  ['reading the bucket', onBucket('GetBucketPolicy'), undefined],
  ['a new object', onBucket('PutObject'), undefined],
  ['tags of the bucket', onBucket('PutBucketTagging'), undefined],
  ...['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation'].flatMap((name): typeof CASES[number][] => [
    [`${name} by ID`, onKey(name, '1234abcd-12ab-34cd-56ef-1234567890ab'), 'Key'],
    [`${name} by ARN`, onKey(name, KEY), 'Key'],
    [`${name} of another key`, onKey(name, 'other', KEY.replace('1234abcd', '5678abcd')), undefined],
  ]),
  ['use of the key', onKey('GenerateDataKey', KEY), undefined],
  ['reading the key', onKey('DescribeKey', KEY), undefined],
  ['cancelling the deletion', onKey('CancelKeyDeletion', KEY), undefined],
  ...[
    'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DisassociateKmsKey', 'AssociateKmsKey', 'DeleteMetricFilter', 'PutMetricFilter',
    'DeleteSubscriptionFilter',
  ].flatMap((name): typeof CASES[number][] => [
    [`${name} of the log group`, onLogGroup(name, { logGroupName: '/audit/trail' }), 'LogGroup'],
    [`${name} of a log group whose name begins alike`, onLogGroup(name, { logGroupName: '/audit/trail/2' }), undefined],
  ]),
  ['deletion protection by name', onLogGroup('PutLogGroupDeletionProtection', { logGroupIdentifier: '/audit/trail', deletionProtectionEnabled: false }), 'LogGroup'],
  ['deletion protection by ARN', onLogGroup('PutLogGroupDeletionProtection', { logGroupIdentifier: LOG_GROUP }), 'LogGroup'],
  ['deletion protection of another group', onLogGroup('PutLogGroupDeletionProtection', { logGroupIdentifier: `${LOG_GROUP}/2` }), undefined],
  ['the key of the log group by ARN', onLogGroup('DisassociateKmsKey', { resourceIdentifier: LOG_GROUP }), 'LogGroup'],
  ['the key of query results', onLogGroup('DisassociateKmsKey', { resourceIdentifier: 'arn:aws:logs:eu-west-1:111122223333:query-result:*' }), undefined],
  ['a new log stream', onLogGroup('CreateLogStream', { logGroupName: '/audit/trail' }), undefined],
  ['reading the log group', onLogGroup('StartQuery', { logGroupName: '/audit/trail' }), undefined],
];

const ruler = EventRuler.find();
const judged = typeof ruler === 'string' ? undefined : ruler.match(deployedPatterns(), CASES.map(([, record]) => onBus(record)));
const describeWithTools = judged ? describe : describe.skip;

test('EventBridge\'s own engine is at hand wherever tools are required', () => {
  if (typeof ruler === 'string') {
    process.stderr.write(`Event patterns are not judged by EventBridge's engine, because ${ruler}.\n`);
  }
  expect(process.env.REQUIRE_TOOLS === '1' ? ruler : undefined).not.toEqual(expect.any(String));
});

describeWithTools('as EventBridge\'s own engine judges', () => {
  test.each(CASES.map(([why, , rule], index) => [why, rule ? [rule] : [], index] as const))('%s: %j', (_why, rules, index) => {
    expect(judged![index]).toEqual(rules);
  });

  test('every rule is judged by at least three events that match and three that nearly do', () => {
    const source = { Trail: 'cloudtrail', Bucket: 's3', Key: 'kms', LogGroup: 'logs' };
    for (const [rule, service] of Object.entries(source)) {
      expect(CASES.filter(([, , matching]) => matching === rule).length).toBeGreaterThanOrEqual(3);
      expect(CASES.filter(([, record, matching]) => matching === undefined && record.eventSource === `${service}.amazonaws.com`).length).toBeGreaterThanOrEqual(3);
    }
  });
});
