/**
 * A trail that meets the Well-Architected Framework, a trail that does not, and the rule pack that tells them apart.
 *
 * The synthesis fails, and says why: that is what the rule pack is for. The same app is beside this one in Python, Java and Go.
 */
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

const app = new App();
Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app));

// One line makes the trail, its encrypted bucket and key, and here a log group too.
const audit = new Stack(app, 'Audit');
new WellArchitectedTrail(audit, 'Trail', { cloudWatchLogs: {} });

// What a trail looks like that somebody wrote in a hurry.
const legacy = new Stack(app, 'Legacy');
const bucket = new s3.CfnBucket(legacy, 'Logs');
const trail = new cloudtrail.CfnTrail(legacy, 'Trail', { isLogging: false, s3BucketName: bucket.ref });

// A finding that is known and wanted is acknowledged where it is, with the reason.
Validations.of(trail).acknowledge({
  id: 'WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled',
  reason: 'Switched off until the audit account takes over on 1 July',
});

app.synth();
