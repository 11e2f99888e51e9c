import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, ENV, OTHER_ACCOUNT, REGION } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { LogRetention, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const rulesOf = (template: Template, having: object = LOG_BUCKET) => propertiesOf(template, 'AWS::S3::Bucket', having).LifecycleConfiguration.Rules;

inEveryStrength(() => {
  describe('accessLogs', () => {
    test('go to the second bucket', () => {
      const template = templateOf();
      const [id] = Object.keys(template.findResources('AWS::S3::Bucket', { Properties: ACCESS_LOG_BUCKET }));
      expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: id } });
    });

    test('with prefix and retention', () => {
      const template = templateOf({ accessLogs: { prefix: 'access/', retention: LogRetention.days(30) } });
      expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).LoggingConfiguration.LogFilePrefix).toBe('access/');
      expect(rulesOf(template, ACCESS_LOG_BUCKET)[0]).toMatchObject({ ExpirationInDays: 30 });
    });

    test('in an existing bucket, under the name of the trail', () => {
      const stack = newStack();
      const existing = new s3.Bucket(stack, 'Existing');
      const trail = newTrail({ accessLogs: { bucket: existing } }, stack);
      const template = Template.fromStack(stack);

      template.resourceCountIs('AWS::S3::Bucket', 2);
      expect(trail.accessLogBucket).toBe(existing);
      expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).LoggingConfiguration)
        .toEqual({ DestinationBucketName: stack.resolve(existing.bucketName), LogFilePrefix: `${trail.trailName}/` });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: stack.resolve(existing.bucketName),
        PolicyDocument: {
          Statement: [Match.objectLike({
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Condition: { ArnLike: { 'aws:SourceArn': Match.arrayWith([stack.resolve(trail.bucket.bucketArn)]) }, StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          })],
        },
      });
    });

    test('in an existing bucket of another stack, which must not depend on this one', () => {
      const stack = newStack();
      const existing = new s3.Bucket(new Stack(stack.node.root, 'Other'), 'Existing');
      newTrail({ accessLogs: { bucket: existing, prefix: 'here/' } }, stack);

      Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { LoggingConfiguration: { LogFilePrefix: 'here/' } });
      expect(JSON.stringify(propertiesOf(Template.fromStack(Stack.of(existing)), 'AWS::S3::BucketPolicy').PolicyDocument)).toContain(':s3:::*');
    });

    test.each(['here*', 'h?re/', '${aws:PrincipalAccount}/'])('refuses the prefix %s, which would widen the policy', (prefix) => {
      expect(() => newTrail({ accessLogs: { prefix } }))
        .toThrow(`\`accessLogs.prefix\` must not contain wildcards or policy variables, which would widen the policies that contain it, got: '${prefix}'`);
    });

    test('in an imported bucket, whose owner is told what to add', () => {
      const stack = newStack();
      newTrail({ accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'Imported', 'central-access-logs') } }, stack);
      expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:accessLogsBucketPolicyNotWritten']);
    });

    test('have no retention in an existing bucket', () => {
      const stack = newStack();
      expect(() => newTrail({ accessLogs: { bucket: new s3.Bucket(stack, 'Existing'), retention: LogRetention.days(30) } }, stack))
        .toThrow('`accessLogs.retention` cannot be combined with `accessLogs.bucket`, got: LogRetention');
    });

    test('are encrypted with the only keys that S3 delivers access logs to', () => {
      expect(propertiesOf(templateOf(), 'AWS::S3::Bucket', ACCESS_LOG_BUCKET).BucketEncryption.ServerSideEncryptionConfiguration)
        .toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]);
    });

    test.each([
      ['account', { account: OTHER_ACCOUNT, region: REGION }, ACCOUNT, OTHER_ACCOUNT],
      ['Region', { account: ACCOUNT, region: 'us-east-1' }, REGION, 'us-east-1'],
    ])('must stay in the same %s', (what, env, own, theirs) => {
      const app = new App();
      const bucket = new s3.Bucket(new Stack(app, 'Other', { env }), 'AccessLogs', { bucketName: 'access' });
      expect(() => newTrail({ accessLogs: { bucket } }, new Stack(app, 'Audit', { env: ENV })))
        .toThrow(`\`accessLogs.bucket\` must be in the ${what} of the trail (${own}), got: '${theirs}'`);
    });
  });
});

describe('a previous bucket, which is retained, is still logged', () => {
  const sources = (props: WellArchitectedTrailProps) => {
    const stack = newStack({ env: ENV });
    const template = templateOf(props, stack);
    const [statement] = Object.values(template.findResources('AWS::S3::BucketPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Sid }: any) => Sid === 'S3ServerAccessLogsPolicy');
    return JSON.stringify(statement.Condition.ArnLike['aws:SourceArn']);
  };
  const derived = /:s3:::audit-trail-[0-9a-f]{8}-111122223333-eu-west-1-an"/;
  const locked = /:s3:::audit-trail-[0-9a-f]{8}-locked-111122223333-eu-west-1-an"/;
  const objectLock = s3.ObjectLockRetention.governance(Duration.days(30));

  test.each<[string, WellArchitectedTrailProps, RegExp[], number]>([
    ['before Object Lock is enabled', {}, [locked], 2],
    ['after Object Lock is enabled', { objectLock }, [derived], 2],
    ['after it gets a name', { bucketName: 'corp-logs' }, [derived, locked], 3],
  ])('%s', (_, props, others, count) => {
    const found = sources(props);
    for (const other of others) expect(found).toMatch(other);
    expect(JSON.parse(found)).toHaveLength(count);
  });
});
