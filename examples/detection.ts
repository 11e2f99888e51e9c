/**
 * A trail with every construct of this library that monitors it.
 */
import { App, Stack } from 'aws-cdk-lib';
import {
  AlertTopic, CisAlarms, CisControl, CisProfile, DeliveryHealth, TamperDetection, TrailDashboard, TrailQueryDefinitions, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

export function detection(app = new App()): App {
  const stack = new Stack(app, 'Detection');
  const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });

  const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  const cisAlarms = new CisAlarms(stack, 'CisAlarms', {
    trail,
    alerts,
    profile: CisProfile.lowNoise(),
    tuning: [{ control: CisControl.CONSOLE_SIGN_IN_FAILURES, threshold: 5 }],
  });
  const deliveryHealth = new DeliveryHealth(stack, 'DeliveryHealth', { trail, alerts });
  new TamperDetection(stack, 'TamperDetection', { trail, alerts });

  new TrailQueryDefinitions(stack, 'Queries', { trail });
  new TrailDashboard(stack, 'Dashboard', {
    trail,
    alarms: [{ title: 'CIS alarms', alarms: cisAlarms.alarms }, { title: 'Deliveries', alarms: deliveryHealth.alarms }],
  });
  return app;
}

if (require.main === module) detection().synth();
