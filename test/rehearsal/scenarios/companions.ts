/** Companions, alerts and analysts in every stack, account and Region. */
import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { deploys, plays, refused, type Scenario, synthesized } from './helpers';
import { HOME, OTHER_ACCOUNT, OTHER_REGION, Scene } from '../edits/scenes';
import { AlertTopic, CisAlarms, DeliveryHealth, TamperDetection, TrailAnalysis, TrailDashboard, TrailLogArchive } from 'cdk-well-architected-trail';

const alertsIn = (stack: Stack) => new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
export const COMPANIONS: Scenario[] = [
  {
    name: 'alerts of another Region',
    run: () => deploys((scene) => {
      const alerts = alertsIn(scene.stack('Elsewhere', OTHER_REGION));
      new CisAlarms(scene.stack(), 'Alarms', { trail: scene.trail({ cloudWatchLogs: {} }), alerts });
    }),
  },
  {
    name: 'alerts of another account',
    run: () => deploys((scene) => {
      const alerts = alertsIn(scene.stack('Elsewhere', OTHER_ACCOUNT));
      new TamperDetection(scene.stack(), 'Tampering', { trail: scene.trail(), alerts });
    }),
  },
  {
    name: 'alarms in a stack of their own, a dashboard beside the trail',
    run: () => deploys((scene) => {
      const made = scene.trail({ cloudWatchLogs: {} });
      const cisAlarms = new CisAlarms(scene.stack('Monitoring'), 'Alarms', { trail: made, alerts: alertsIn(scene.stack('Monitoring')) });
      new TrailDashboard(scene.stack(), 'Dashboard', { trail: made, alarms: [{ title: 'CIS', alarms: cisAlarms.alarms }] });
    }),
  },
  {
    name: 'an analyst of the stack of the trail, the analysis elsewhere',
    run: () => deploys((scene) => {
      const analysis = new TrailAnalysis(scene.stack('Analysis'), 'Analysis', { trail: scene.trail() });
      analysis.grantQuery(scene.role(scene.stack(), 'Analyst'));
    }),
  },
  {
    name: 'the bucket of the trail and what watches it in one other stack',
    run: () => deploys((scene) => {
      const other = scene.stack('Other');
      const made = scene.trail({ bucket: new s3.Bucket(other, 'Bucket'), cloudWatchLogs: {} });
      new TamperDetection(other, 'Tampering', { trail: made, alerts: alertsIn(other) });
    }),
  },
  {
    name: 'what ends an organization trail is watched',
    run: () => {
      const seenFrom = (region: string) => {
        const scene = new Scene();
        const made = scene.trail({ organization: { organizationId: 'o-a1b2c3d4e5' } });
        const stack = region === HOME.region ? scene.stack() : scene.stack('Watching', { account: HOME.account, region });
        new TamperDetection(stack, 'Tampering', { trail: made, alerts: alertsIn(stack) });
        const assembly = scene.app.synth();
        return JSON.stringify(assembly.stacks.map(({ template, messages }) => [template, messages.map(({ entry }) => entry.data)]));
      };
      // AWS Organizations has its events in one Region.
      const seen = seenFrom('us-east-1').includes('DisableAWSServiceAccess') && /The organization is in Region us-east-1/.test(seenFrom(HOME.region));
      return seen ? [] : [{ check: 'unwatched', message: 'no rule knows DisableAWSServiceAccess' }];
    },
  },
  {
    name: 'a dashboard beside the trail shows alarms without names of another stack',
    run: () => refused((scene) => {
      const made = scene.trail({ cloudWatchLogs: {} });
      const health = new DeliveryHealth(scene.stack('Monitoring'), 'Health', { trail: made, alerts: alertsIn(scene.stack('Monitoring')) });
      new TrailDashboard(scene.stack(), 'Dashboard', { trail: made, alarms: [{ title: 'Health', alarms: health.alarms }] });
    }),
  },
  {
    name: 'alarms publish to a named topic of another account',
    run: () => plays({
      name: 'first',
      deploy: synthesized((scene) => {
        const alerts = new AlertTopic(scene.stack('Security', OTHER_ACCOUNT), 'Alerts', { topicName: 'alerts' });
        new CisAlarms(scene.stack(), 'Alarms', { trail: scene.trail({ cloudWatchLogs: {} }), alerts });
        new DeliveryHealth(scene.stack(), 'Health', { trail: scene.trail({}, 'Second'), alerts });
      }),
    }),
  },
  {
    name: 'alarms publish to a topic of another account that has no name',
    run: () => refused((scene) => {
      new DeliveryHealth(scene.stack(), 'Health', { trail: scene.trail(), alerts: alertsIn(scene.stack('Security', OTHER_ACCOUNT)) });
    }),
  },
  {
    name: 'alarms publish to a topic of a stack without an environment',
    run: () => refused((scene) => {
      const alerts = new AlertTopic(new Stack(scene.app, 'Open'), 'Alerts');
      new CisAlarms(scene.stack(), 'Alarms', { trail: scene.trail({ cloudWatchLogs: {} }), alerts });
    }),
  },
  {
    name: 'rules report to a topic of a stack without an environment',
    run: () => refused((scene) => {
      new TamperDetection(scene.stack(), 'Tampering', { trail: scene.trail(), alerts: new AlertTopic(new Stack(scene.app, 'Open'), 'Alerts') });
    }),
  },
  ...[OTHER_REGION, { ...OTHER_ACCOUNT, region: 'us-east-1' }].map((env): Scenario => ({
    name: `rules report to a topic of ${env.account}, ${env.region}`,
    run: () => plays({
      name: 'first',
      deploy: synthesized((scene) => {
        new TamperDetection(scene.stack(), 'Tampering', { trail: scene.trail(), alerts: alertsIn(scene.stack('Elsewhere', env)) });
      }),
    }),
  })),
  {
    name: 'rules report to the account of the archive',
    run: () => deploys((scene) => {
      const security = scene.stack('Security', OTHER_ACCOUNT);
      const { bucket, encryptionKey } = new TrailLogArchive(security, 'Archive');
      new TamperDetection(scene.stack(), 'Tampering', { trail: scene.trail({ bucket, encryptionKey }), alerts: alertsIn(security) });
    }),
  },
  {
    name: 'an analyst of the stack of the bucket, the trail and the analysis elsewhere',
    run: () => plays({
      name: 'first',
      deploy: synthesized((scene) => {
        const bucket = new s3.Bucket(scene.stack('Storage'), 'Bucket', { bucketName: 'corp-logs' });
        const analysis = new TrailAnalysis(scene.stack('Analysis'), 'Analysis', { trail: scene.trail({ bucket }) });
        analysis.grantQuery(scene.role(scene.stack('Storage'), 'Analyst'));
        analysis.grantQuery(scene.role(scene.stack(), 'Analyst'));
        analysis.grantQuery(scene.role(scene.stack('Analysis'), 'Analyst'));
        analysis.grantQuery(scene.role(scene.stack('Analysts'), 'Analyst'));
      }),
    }),
  },
  {
    name: 'an analyst of another account',
    run: () => refused((scene) => {
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: scene.trail() }).grantQuery(scene.role(scene.stack('Analysts', OTHER_ACCOUNT), 'Analyst', 'analyst'));
    }),
  },
  {
    name: 'an analyst of a stack without an environment',
    run: () => refused((scene) => {
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: scene.trail() }).grantQuery(scene.role(new Stack(scene.app, 'Open'), 'Analyst'));
    }),
  },
  {
    name: 'the results in a bucket of the stack of an analyst that the analysis waits for',
    run: () => deploys((scene) => {
      const resultsBucket = new s3.Bucket(scene.stack('Results'), 'Bucket');
      const analysis = new TrailAnalysis(scene.stack('Analysis'), 'Analysis', { trail: scene.trail(), resultsBucket });
      analysis.grantQuery(scene.role(scene.stack('Results'), 'Analyst'));
    }),
  },
];
