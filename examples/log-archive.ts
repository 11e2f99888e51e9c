/**
 * Two accounts, one app: an organization trail in the management account and a trail of a workload account, which both
 * deliver to the log archive account. `cdk deploy --all` deploys them in the right order.
 *
 *   management account (us-east-1)                log archive account (eu-west-1)
 *   ┌───────────────────────────┐                 ┌─────────────────────────────────────────────┐
 *   │ organization trail ───────┼── log files ──▶ │ bucket  AWSLogs/111122223333/…              │
 *   └───────────────────────────┘                 │         AWSLogs/o-a1b2c3d4e5/<account>/…    │
 *   workload account (eu-west-1)                  │         workload/AWSLogs/333344445555/…     │
 *   ┌───────────────────────────┐                 │ key     encrypts them                       │
 *   │ trail with data events ───┼── log files ──▶ │ access-log bucket  who read the log files   │
 *   └───────────────────────────┘                 └─────────────────────────────────────────────┘
 */
import { App, Stack } from 'aws-cdk-lib';
import { LogRetention, TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';

export function logArchive(app = new App()): App {
  const archiveStack = new Stack(app, 'LogArchive', { env: { account: '222233334444', region: 'eu-west-1' } });
  const archive = new TrailLogArchive(archiveStack, 'Archive', { retention: LogRetention.pciDss() });

  const managementStack = new Stack(app, 'Management', { env: { account: '111122223333', region: 'us-east-1' } });
  new WellArchitectedTrail(managementStack, 'Trail', {
    bucket: archive.bucket,
    encryptionKey: archive.encryptionKey,
    organization: { organizationId: 'o-a1b2c3d4e5', managementAccountId: '111122223333', allowMemberRead: true },
  });

  const workloadStack = new Stack(app, 'Workload', { env: { account: '333344445555', region: 'eu-west-1' } });
  new WellArchitectedTrail(workloadStack, 'Trail', {
    bucket: archive.bucket,
    bucketKeyPrefix: 'workload',
    encryptionKey: archive.encryptionKey,
  });
  return app;
}

if (require.main === module) logArchive().synth();
