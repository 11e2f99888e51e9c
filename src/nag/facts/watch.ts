import { CLOUDTRAIL_GUIDE, POLICY, type RuleFacts, TRAIL } from './fact';

const numbered = (prefix: string, last: number) => Array.from({ length: last }, (_, i) => `${prefix}.${i + 1}`);

/** Rules about who watches the trail and who could switch it off. */
export const WATCH_FACTS = {
  CloudTrailAlarmsConfigured: {
    level: 'warning',
    area: 'Watch',
    compliantWhen: 'the log group of the trail has the metric filters of the CIS benchmark, each with an alarm that has an enabled action',
    info: 'Nobody is told when something that the CIS benchmark asks to watch appears in the log group of the trail.',
    why: 'A root sign-in, a changed IAM policy or a stopped trail is recorded but not noticed until somebody happens to look.',
    fix: 'Add the companion `CisAlarms` of this library to the trail, or for each pattern a `MetricFilter` on the log group of the trail, an '
      + '`Alarm` on its metric '
      + '(sum of 5 minutes, at least 1) and an action for it (CloudFormation: `AWS::Logs::MetricFilter`, `AWS::CloudWatch::Alarm` with `AlarmActions`).',
    resource: TRAIL,
    property: 'CloudWatchLogsLogGroupArn',
    docs: `${CLOUDTRAIL_GUIDE}/cloudwatch-alarms-for-cloudtrail.html`,
    controls: {
      securityHub: [...numbered('CloudWatch', 15), 'CloudWatch.17'],
      cis14: numbered('4', 15),
      cis30: numbered('4', 15),
      cis50: numbered('4', 15),
      cis70: numbered('5', 15),
      nist80053r5: ['AU-6(1)', 'IR-4(1)'],
      wellArchitected: ['OPS08-BP04', 'REL06-BP03', 'SEC04-BP03'],
    },
    constructDefault: 'the companion `CisAlarms` makes them',
  },
  CloudTrailTamperGrants: {
    level: 'warning',
    area: 'Watch',
    compliantWhen: 'no policy of the app lets a principal stop, delete or re-route a trail, by name or by wildcard',
    info: 'A policy of the app lets its principal switch off, delete or re-route a trail.',
    why: 'Stopping the trail is the first thing that an intruder does. A grant that nobody uses is there for him.',
    fix: 'Name the actions that are needed instead of `*` or `cloudtrail:*` (CloudFormation: `PolicyDocument`), or deny `cloudtrail:StopLogging`, '
      + '`cloudtrail:DeleteTrail`, '
      + '`cloudtrail:UpdateTrail`, `cloudtrail:PutEventSelectors` and `cloudtrail:PutInsightSelectors` to the principal.',
    resource: POLICY,
    property: 'PolicyDocument',
    docs: `${CLOUDTRAIL_GUIDE}/best-practices-security.html`,
    controls: {
      wellArchitected: ['SEC03-BP02', 'SEC03-BP05'],
    },
    constructDefault: 'grants nobody such an action',
  },
  CloudTrailTrailPresent: {
    level: 'error',
    optIn: true,
    area: 'Watch',
    compliantWhen: 'the app holds at least one trail that meets every rule of error level',
    info: 'No trail of the app meets the rules.',
    why: 'An account without a right trail has no record of who did what, beyond the 90 days of its event history.',
    fix: 'Add `new WellArchitectedTrail(this, \'Trail\')` to a stack of the app (CloudFormation: `AWS::CloudTrail::Trail` and what it needs), '
      + 'or correct the findings of one of its trails.',
    resource: TRAIL,
    property: 'IsLogging',
    docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-create-and-update-a-trail.html`,
    controls: {
      securityHub: ['CloudTrail.1', 'CloudTrail.3'],
      cis14: ['3.1'],
      cis30: ['3.1'],
      cis50: ['3.1'],
      cis70: ['4.1'],
      wellArchitected: ['SEC01-BP06', 'SEC04-BP01'],
    },
    constructDefault: 'is such a trail',
  },
} as const satisfies RuleFacts;
