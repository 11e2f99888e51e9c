/**
 * A trail as one finds them, and the rule pack that says what is wrong with it. The synth fails, as it should in a pipeline.
 */
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

export function weakTrail(app = new App()): App {
  Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app));

  const stack = new Stack(app, 'WeakTrail');
  const bucket = new CfnBucket(stack, 'Logs', {
    lifecycleConfiguration: { rules: [{ status: 'Enabled', expirationInDays: 30 }] },
  });
  const policy = new CfnBucketPolicy(stack, 'LogsPolicy', {
    bucket: bucket.ref,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: ['s3:GetBucketAcl', 's3:PutObject'],
        Resource: [bucket.attrArn, `${bucket.attrArn}/*`],
      }],
    },
  });
  const trail = new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: bucket.ref });
  trail.node.addDependency(policy);

  Validations.of(bucket).acknowledge({
    id: 'WellArchitectedTrail::WellArchitectedTrail-CloudTrailBucketObjectLockEnabled',
    reason: 'Object Lock follows with the new bucket, change 4711',
  });
  return app;
}

if (require.main === module) weakTrail().synth();
