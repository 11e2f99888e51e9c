import { RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ENV } from '../fixtures/accounts';
import { newStack, newTrail, templateOf, warningsOf } from '../helpers/trails';

/** What holds evidence, or is needed to read it. */
const EVIDENCE = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'];

test.each([
  // A first deployment that fails leaves no name behind, and every key that something may need.
  [undefined, 'RetainExceptOnCreate', 'Retain'],
  [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
  [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'RetainExceptOnCreate'],
])('removalPolicy %s keeps all evidence', (removalPolicy, deletion, ofKey) => {
  const stack = newStack();
  const template = templateOf({ removalPolicy, cloudWatchLogs: {} }, stack);

  for (const type of EVIDENCE) {
    template.allResources(type, { DeletionPolicy: type === 'AWS::KMS::Key' ? ofKey : deletion, UpdateReplacePolicy: 'Retain' });
  }
  template.allResourcesProperties('AWS::Logs::LogGroup', { DeletionProtectionEnabled: false });
  template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  expect(warningsOf(stack)).toEqual([]);
});

describe('removalPolicy destroy', () => {
  const stack = newStack();
  newTrail({ removalPolicy: RemovalPolicy.DESTROY, cloudWatchLogs: {}, notifications: {} }, stack);
  const template = Template.fromStack(stack);

  test('deletes everything', () => {
    const kept = Object.entries<any>(template.toJSON().Resources).filter(([, { DeletionPolicy, UpdateReplacePolicy }]) => (
      [DeletionPolicy, UpdateReplacePolicy].some((policy) => policy && policy !== 'Delete')
    ));
    expect(kept).toEqual([]);
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup']) {
      template.allResources(type, { DeletionPolicy: 'Delete' });
    }
  });

  test('empties both buckets before', () => {
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 2);
  });

  test('lets the log group go', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { DeletionProtectionEnabled: false });
  });

  test('shortens the window of the key', () => {
    template.allResourcesProperties('AWS::KMS::Key', { PendingWindowInDays: 7 });
  });

  test('warns', () => {
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:evidenceDestroyed']);
  });
});

test('deletion protection of the log group can be kept', () => {
  templateOf({ removalPolicy: RemovalPolicy.DESTROY, cloudWatchLogs: { deletionProtectionEnabled: true } })
    .allResourcesProperties('AWS::Logs::LogGroup', { DeletionProtectionEnabled: true });
});

test('removalPolicy snapshot is refused', () => {
  expect(() => newTrail({ removalPolicy: RemovalPolicy.SNAPSHOT })).toThrow(
    "`removalPolicy` must be RETAIN or DESTROY: buckets, keys and log groups do not support snapshots, got: 'snapshot'",
  );
});

test('the policies of retained buckets name them, so that a stack that comes back can adopt them', () => {
  const template = templateOf({}, newStack({ env: ENV }));
  const names = Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.BucketName);
  const policies = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  expect(policies.map(({ Properties }) => Properties.Bucket).sort()).toEqual(names.sort());
  expect(policies.every(({ DependsOn }) => DependsOn.length === 1)).toBe(true);
});
