import { App, Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnAlias, CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { ENV } from './fixtures/accounts';
import { type TrailAttributes, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ARN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';

const newStack = () => new Stack(new App(), 'Audit', { env: ENV });
const newTrail = (stack: Stack, props: object = {}) => new CfnTrail(stack, 'Trail', { trailName: 'audit', isLogging: true, s3BucketName: 'logs', ...props });

/** What the trail says about itself, its resources by their ARNs. */
function described(stack: Stack, { bucket, encryptionKey, logGroup, ...others }: TrailAttributes): object {
  return stack.resolve({
    ...others, bucket: bucket?.bucketRef.bucketArn, encryptionKey: encryptionKey?.keyRef.keyArn, logGroup: logGroup?.logGroupRef.logGroupArn,
  });
}

describe('from attributes', () => {
  test('a trail is described by exactly the given ones', () => {
    const attributes = { trailArn: ARN, organizationId: 'o-a1b2c3d4e5', insights: true, networkActivity: false };

    expect(TrailSource.fromTrailAttributes(attributes).trailAttributes).toEqual(attributes);
  });

  test.each<[keyof TrailAttributes, string]>([
    ['trailArn', 'audit'],
    ['trailArn', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/*'],
    ['trailArn', 'arn:aws:cloudtrail:*:111122223333:trail/audit'],
    ['trailArn', 'arn:aws:cloudtrail:eu-west-1:*:trail/audit'],
    ['trailArn', 'arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/audit'],
    ['trailArn', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/'],
    ['bucketKeyPrefix', '*'],
    ['bucketKeyPrefix', 'audit/'],
    ['organizationId', '*'],
    ['organizationId', 'o-short'],
  ])('%s cannot be %s', (name, value) => {
    expect(() => TrailSource.fromTrailAttributes({ [name]: value })).toThrow(new RegExp(`^\`${name}\` must .*got: '`));
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov'])('an ARN may be of the partition %s', (partition) => {
    const trailArn = `arn:${partition}:cloudtrail:some-region-1:111122223333:trail/audit`;
    expect(TrailSource.fromTrailAttributes({ trailArn }).trailAttributes).toEqual({ trailArn });
  });

  test('what is not known before deployment passes', () => {
    const value = new CfnParameter(newStack(), 'Parameter').valueAsString;
    const attributes = { trailArn: value, bucketKeyPrefix: value, organizationId: value };
    expect(TrailSource.fromTrailAttributes(attributes).trailAttributes).toEqual(attributes);
  });
});

describe('from a trail', () => {
  test('an L1 with literal properties', () => {
    const stack = newStack();
    const { trailAttributes } = TrailSource.fromTrail(newTrail(stack, {
      s3KeyPrefix: 'prefix',
      kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b',
      cloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:events:*',
    }));

    expect(described(stack, trailAttributes)).toEqual({
      trailArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudtrail:eu-west-1:111122223333:trail/audit']] },
      bucket: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::logs']] },
      bucketKeyPrefix: 'prefix',
      encryptionKey: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b',
      logGroup: 'arn:aws:logs:eu-west-1:111122223333:log-group:events:*',
      insights: false,
      networkActivity: false,
      aggregatedEvents: false,
    });
  });

  test('an L1 whose resources are in the app is described by these', () => {
    const stack = newStack();
    const bucket = new CfnBucket(stack, 'Bucket');
    const key = new CfnKey(stack, 'Key', { keyPolicy: {} });
    const logGroup = new CfnLogGroup(stack, 'LogGroup');
    const trail = newTrail(stack, { s3BucketName: bucket.ref, kmsKeyId: key.attrArn, cloudWatchLogsLogGroupArn: logGroup.attrArn });

    expect(TrailSource.fromTrail(trail).trailAttributes).toMatchObject({ bucket, encryptionKey: key, logGroup });
  });

  test('an L2, with the resources that it was given', () => {
    const stack = newStack();
    const [bucket, encryptionKey, logGroup] = [new Bucket(stack, 'Bucket'), new Key(stack, 'Key'), new LogGroup(stack, 'LogGroup')];
    const trail = new Trail(stack, 'Trail', { bucket, encryptionKey, sendToCloudWatchLogs: true, cloudWatchLogGroup: logGroup, s3KeyPrefix: 'audit' });

    const { trailAttributes } = TrailSource.fromTrail(trail);
    expect(trailAttributes).toMatchObject({
      bucket: bucket.node.defaultChild, encryptionKey: encryptionKey.node.defaultChild, logGroup: logGroup.node.defaultChild, bucketKeyPrefix: 'audit',
    });
    expect(stack.resolve(trailAttributes.trailArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudtrail:eu-west-1:111122223333:trail/', stack.resolve((trail.node.defaultChild as CfnTrail).ref)]],
    });
  });

  test('our own construct, as it describes itself', () => {
    const stack = newStack();
    const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {}, bucketKeyPrefix: 'audit' });
    expect(TrailSource.fromTrail(trail).trailAttributes).toEqual(trail.trailAttributes);
    expect(TrailSource.fromTrail(trail, { bucketKeyPrefix: 'other' }).trailAttributes).toEqual({ ...trail.trailAttributes, bucketKeyPrefix: 'other' });
  });

  test('an imported one, of which the ARN is known', () => {
    const trail = CfnTrail.fromTrailArn(newStack(), 'Imported', ARN);
    expect(TrailSource.fromTrail(trail).trailAttributes).toEqual({ trailArn: ARN });
  });

  test('what is given takes precedence, and what is given as undefined does not', () => {
    const { trailAttributes } = TrailSource.fromTrail(newTrail(newStack(), { s3KeyPrefix: 'prefix' }), {
      trailArn: ARN, bucketKeyPrefix: undefined, networkActivity: true,
    });
    expect(trailAttributes).toMatchObject({ trailArn: ARN, bucketKeyPrefix: 'prefix', networkActivity: true });
  });

  test('twice gives the same', () => {
    const trail = newTrail(newStack(), { kmsKeyId: 'alias/audit' });
    expect(TrailSource.fromTrail(trail)).toEqual(TrailSource.fromTrail(trail));
  });

  test.each([
    ['an ID', '1a2b', ':key/1a2b'],
    ['the name of an alias', 'alias/audit', ':alias/audit'],
    ['the ARN of an alias', 'arn:aws:kms:eu-west-1:111122223333:alias/audit', ':alias/audit'],
  ])('the key may be known by %s', (_, kmsKeyId, end) => {
    const stack = newStack();
    const { encryptionKey } = TrailSource.fromTrail(newTrail(stack, { kmsKeyId })).trailAttributes;
    expect(JSON.stringify(stack.resolve(encryptionKey!.keyRef.keyArn))).toContain(`:kms:eu-west-1:111122223333${end}`);
  });

  test.each<[string, (stack: Stack) => string]>([
    ['a parameter', (stack) => new CfnParameter(stack, 'Parameter').valueAsString],
    ['an alias of the app', (stack) => new CfnAlias(stack, 'Alias', { aliasName: 'alias/audit', targetKeyId: '1a2b' }).ref],
  ])('a key by %s is not known', (_, kmsKeyId) => {
    const stack = newStack();
    expect(TrailSource.fromTrail(newTrail(stack, { kmsKeyId: kmsKeyId(stack) })).trailAttributes.encryptionKey).toBeUndefined();
  });

  test('a bucket by a parameter is one with that name', () => {
    const stack = newStack();
    const { bucket } = TrailSource.fromTrail(newTrail(stack, { s3BucketName: new CfnParameter(stack, 'Name').valueAsString })).trailAttributes;
    expect(stack.resolve(bucket!.bucketRef.bucketName)).toEqual({ Ref: 'Name' });
  });

  test('a bucket whose name is made of that of another is not that other', () => {
    const stack = newStack();
    const other = new CfnBucket(stack, 'Bucket');
    const { bucket } = TrailSource.fromTrail(newTrail(stack, { s3BucketName: `${other.ref}-logs` })).trailAttributes;
    expect(stack.resolve(bucket!.bucketRef.bucketName)).toEqual({ 'Fn::Join': ['', [{ Ref: 'Bucket' }, '-logs']] });
  });

  test.each([
    ['Insights', { insightSelectors: [{ insightType: 'ApiCallRateInsight' }] }, { insights: true, networkActivity: false }],
    ['network activity', {
      advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equalTo: ['NetworkActivity'] }, { field: 'eventSource', equalTo: ['kms.amazonaws.com'] }] }],
    }, { insights: false, networkActivity: true }],
    ['aggregated events', { aggregationConfigurations: [{ templates: ['API_ACTIVITY'], eventCategory: 'Data' }] }, { insights: false, aggregatedEvents: true }],
    ['data events', { advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equalTo: ['Data'] }] }] }, { insights: false, networkActivity: false }],
  ])('whether it logs %s is read from its selectors', (_, props, expected) => {
    expect(TrailSource.fromTrail(newTrail(newStack(), props)).trailAttributes).toMatchObject(expected);
  });

  test.each<[string, (stack: Stack) => object]>([
    ['a parameter', (stack) => ({ insightSelectors: Fn.ref(new CfnParameter(stack, 'P').logicalId), advancedEventSelectors: Fn.ref('P') })],
    ['one value or another', () => {
      const some = Fn.conditionIf('Prod', [{ insightType: 'ApiCallRateInsight' }], Aws.NO_VALUE);
      return { insightSelectors: some, advancedEventSelectors: some };
    }],
  ])('what its selectors log is not known where they are %s', (_, props) => {
    const stack = newStack();
    const { insights, networkActivity } = TrailSource.fromTrail(newTrail(stack, props(stack))).trailAttributes;
    expect([insights, networkActivity]).toEqual([undefined, undefined]);
  });

  test('an organization trail needs the ID of the organization', () => {
    const trail = newTrail(newStack(), { isOrganizationTrail: true });
    expect(() => TrailSource.fromTrail(trail)).toThrow('`organizationId` must be set for an organization trail');
    expect(TrailSource.fromTrail(trail, { organizationId: 'o-a1b2c3d4e5' }).trailAttributes.organizationId).toBe('o-a1b2c3d4e5');
  });

  test('what is given is checked', () => {
    expect(() => TrailSource.fromTrail(newTrail(newStack()), { bucketKeyPrefix: '*' })).toThrow('`bucketKeyPrefix` must not contain wildcards');
  });

  test('another construct is an error', () => {
    expect(() => TrailSource.fromTrail(new Bucket(newStack(), 'Bucket'))).toThrow(
      "`trail` must be a `cloudtrail.CfnTrail`, a `cloudtrail.Trail` or an imported trail, got: 'Audit/Bucket'");
  });
});
