/** An app with one trail that is switched off, judged by the one rule about that; CASE says how loud the rule is. */
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { RuleLevel, WellArchitectedTrailChecks } from '../../../src/nag';

const ID = 'WellArchitectedTrail-CloudTrailLoggingEnabled';

const app = new App();
const trail = new CfnResource(new Stack(app, 'Audit'), 'Trail', {
  type: 'AWS::CloudTrail::Trail',
  properties: { IsLogging: false, S3BucketName: 'central-trail-logs' },
});

const others = new WellArchitectedTrailChecks().ruleIds!.filter((id) => id !== ID);
Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app, {
  ruleLevels: {
    ...Object.fromEntries(others.map((id) => [id, RuleLevel.OFF])),
    [ID]: process.env.CASE === 'warning' ? RuleLevel.WARNING : RuleLevel.ERROR,
  },
}));
if (process.env.CASE === 'acknowledged') {
  Validations.of(trail).acknowledge({ id: `WellArchitectedTrail::${ID}`, reason: 'Started by hand after the migration' });
}
