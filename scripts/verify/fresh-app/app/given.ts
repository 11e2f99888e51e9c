/** What samples say that there is: `declare const trail: ITrailSource`. Copied into the app of `npm run fresh-app`. */
import { type App, type Environment, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { AlertTopic, TrailAnalysis, TrailDashboard, TrailLogArchive, TrailLogReplica, WellArchitectedTrail } from 'cdk-well-architected-trail';

/** The app of a sample. */
export type Scope = App;

const appOf = (scope: Construct) => scope.node.root as Scope;

/** Where trails, buckets and topics are that a sample has from elsewhere. */
function elsewhere(scope: Construct, name: string): Stack {
  return new Stack(appOf(scope), `Given-${name}`, { env: ['archive', 'replica'].includes(name) ? ENVIRONMENTS.archiveStack : undefined });
}

/** Accounts of stacks that have to be in one. */
const ENVIRONMENTS: { readonly [name: string]: Environment } = {
  archiveStack: { account: '222233334444', region: 'eu-west-1' },
  replicaStack: { account: '222233334444', region: 'eu-central-1' },
  managementStack: { account: '111122223333', region: 'eu-west-1' },
};

const trail = (scope: Construct, name: string) => new WellArchitectedTrail(elsewhere(scope, name), name, { cloudWatchLogs: {} });

function alertTopic(scope: Construct, name: string): AlertTopic {
  // eslint-disable-next-line awscdk/no-variable-construct-id -- as the sample calls it
  return new AlertTopic(elsewhere(scope, name), name, { emails: ['security@example.com'] });
}

export const given = {
  Stack: (scope: Construct, name: string): Stack => new Stack(appOf(scope), name, { env: ENVIRONMENTS[name] }),
  ITrailSource: trail,
  WellArchitectedTrail: trail,
  TrailLogArchive: (scope: Construct, name: string): TrailLogArchive => new TrailLogArchive(elsewhere(scope, name), name),
  TrailLogReplica: (scope: Construct, name: string): TrailLogReplica => new TrailLogReplica(elsewhere(scope, name), name),
  TrailAnalysis: (scope: Construct, name: string): TrailAnalysis => new TrailAnalysis(elsewhere(scope, name), name, { trail: trail(scope, `${name}Trail`) }),
  AlertTopic: alertTopic,
  IAlertDestination: alertTopic,
  TrailDashboard: (scope: Construct, name: string): TrailDashboard => new TrailDashboard(elsewhere(scope, name), name, { trail: trail(scope, `${name}Trail`) }),
  Role: (scope: Construct, name: string): Role => new Role(elsewhere(scope, name), name, { assumedBy: new AccountRootPrincipal() }),
  // A bucket that no pack has anything against.
  Bucket: (scope: Construct, name: string): Bucket => new WellArchitectedTrail(elsewhere(scope, name), name).bucket as Bucket,
};
