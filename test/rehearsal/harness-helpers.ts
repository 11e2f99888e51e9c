/** Small deployments by hand, for tests of the rehearsal itself. */
import { play, type Step } from './rehearsal';
import type { Check } from './report';
import { allow, edited, policy, type Resources, stack, trailResources } from './templates';

export const right = trailResources();
export const checks = (steps: Step[], options = {}): Check[] => [...new Set(play(steps, options).problems.map(({ check }) => check))].sort();
export const first = (resources: Resources, rest = {}) => ({ name: 'first', deploy: [stack(resources, rest)] });
export const then = (resources: Resources, rest = {}) => ({ name: 'then', deploy: [stack(resources, rest)] });
export const cloudtrail = { Service: 'cloudtrail.amazonaws.com' };
export const withoutTrail = edited(right, { Trail: undefined });
export const bucketOnly: Resources = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'some-bucket' } } };
export const bucketPolicy = (principal: unknown): Resources => ({
  ...bucketOnly,
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(allow(principal, 's3:GetObject', 'arn:aws:s3:::some-bucket/*')) } },
});
export const role = (name?: string): Resources => ({
  Reader: {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: name, AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }) },
  },
});
