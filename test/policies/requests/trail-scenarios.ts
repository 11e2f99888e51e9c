import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { type DeployedTrail, deployedTrail } from './trail-requests';
import { ORGANIZATION } from '../../fixtures/accounts';
import { Deployment, type Target } from '../../oracles/concrete';
import { TrailLogArchive, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** A trail as somebody may ask for it, and where it is deployed. */
export interface Scenario {
  readonly name: string;
  readonly props?: WellArchitectedTrailProps;
  /** Where a stack without environment of its own ends up. */
  readonly target?: Partial<Target>;
  readonly env?: StackProps['env'];
  /** Whether bucket and key are in a log archive of another account. */
  readonly archived?: boolean;
}

/** The trails whose policies are judged. */
export const SCENARIOS: Scenario[] = [
  { name: 'default' },
  { name: 'key prefix', props: { bucketKeyPrefix: 'audit/logs' } },
  { name: 'one Region', props: { trailName: 'audit' }, env: { account: '111122223333', region: 'eu-west-1' } },
  { name: 'another Region', props: { trailName: 'audit' }, env: { account: '111122223333', region: 'us-east-1' } },
  { name: 'China', props: { cloudWatchLogs: {} }, target: { region: 'cn-north-1', partition: 'aws-cn' } },
  { name: 'China, with environment', props: { cloudWatchLogs: {} }, env: { account: '111122223333', region: 'cn-northwest-1' } },
  { name: 'GovCloud', props: { cloudWatchLogs: {}, bucketKeyPrefix: 'audit' }, target: { region: 'us-gov-west-1', partition: 'aws-us-gov' } },
  { name: 'CloudWatch Logs', props: { cloudWatchLogs: {} } },
  { name: 'access logs with prefix', props: { accessLogs: { prefix: 'access/' } } },
  { name: 'organization', props: { organization: { organizationId: ORGANIZATION, allowMemberRead: true }, cloudWatchLogs: {}, bucketKeyPrefix: 'audit' } },
  {
    name: 'log archive of another account',
    props: { bucketKeyPrefix: 'audit', cloudWatchLogs: {}, organization: { organizationId: ORGANIZATION } },
    env: { account: '111122223333', region: 'eu-west-1' },
    archived: true,
  },
  { name: 'notifications', props: { notifications: {} } },
];

/** Deploys the trail of a scenario in a stack of its own. */
export function deploy({ props, target, env, archived }: Scenario): DeployedTrail {
  const app = new App();
  const stack = new Stack(app, 'Audit', { env });
  const archive = archived && new TrailLogArchive(new Stack(app, 'Logs', { env: { account: '444455556666', region: 'eu-west-1' } }), 'Archive');
  new WellArchitectedTrail(stack, 'Trail', { ...props, ...(archive && { bucket: archive.bucket, encryptionKey: archive.encryptionKey }) });
  return deployedTrail(Deployment.of(stack, target), { memberRead: props?.organization?.allowMemberRead });
}
