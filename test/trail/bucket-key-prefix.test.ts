import { Lazy } from 'aws-cdk-lib';
import { newTrail, templateOf } from '../helpers/trails';

describe('bucketKeyPrefix', () => {
  test.each(['audit', 'audit/logs', "a!b-c_d.e'f(g)", 'x'.repeat(200)])('can be %s', (bucketKeyPrefix) => {
    templateOf({ bucketKeyPrefix }).hasResourceProperties('AWS::CloudTrail::Trail', { S3KeyPrefix: bucketKeyPrefix });
  });

  test.each([
    ['', 'must be 1 to 200 characters long'],
    ['x'.repeat(201), 'must be 1 to 200 characters long'],
    ['/audit', "must not start or end with '/'"],
    ['audit/', "must not start or end with '/'"],
    ['a//b', "must not contain '//'"],
    ['AWSLogs', "must not contain 'AWSLogs', which CloudTrail appends itself"],
    ['a/AWSLogs/b', "must not contain 'AWSLogs', which CloudTrail appends itself"],
    ['a b', "must contain only letters, digits and the characters ! - _ . ' ( ) /"],
    ['a$b', "must contain only letters, digits and the characters ! - _ . ' ( ) /"],
    ['a*', 'must not contain wildcards, which would widen the bucket policy'],
    ['a?', 'must not contain wildcards, which would widen the bucket policy'],
  ])('must not be %j', (bucketKeyPrefix, rule) => {
    expect(() => newTrail({ bucketKeyPrefix })).toThrow(`\`bucketKeyPrefix\` ${rule}, got: '${bucketKeyPrefix.slice(0, 120)}`);
  });

  test('may only contain the name of the log folder as part of a longer one', () => {
    expect(() => newTrail({ bucketKeyPrefix: 'MyAWSLogs' })).not.toThrow();
  });

  test('can be a token', () => {
    templateOf({ bucketKeyPrefix: Lazy.string({ produce: () => 'late' }) }).hasResourceProperties('AWS::CloudTrail::Trail', { S3KeyPrefix: 'late' });
  });
});
