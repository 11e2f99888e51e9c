import { CfnDeletionPolicy, CfnResource, Validations } from 'aws-cdk-lib';
import { type IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { type ILogGroup, LogGroup, LogGroupClass, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeLogStreams } from './acknowledgements';
import { toPolicyStatements } from './policies';
import type { Removal } from './removal';
import { counted } from '../../cloudtrail/logic/counted';
import { CLOUDTRAIL_PRINCIPAL, type TrailIdentity } from '../../cloudtrail/names';
import { logStreamWrite } from '../../cloudtrail/statements';
import { checkText } from '../../private/checks';
import { knownLess } from '../../private/days';
import { invalid } from '../../private/invalid';
import { asLogGroup, logGroupArn } from '../../private/resources';
import type { TrailCloudWatchLogsOptions } from '../options';

/** Throws if an option is not valid, or if options for a new log group are combined with an existing one. */
export function checkLogGroup(scope: Construct, options: TrailCloudWatchLogsOptions | undefined): void {
  if (!options) return;
  const { logGroup, ...forNewGroup } = options;
  checkText('cloudWatchLogs.logGroupName', options.logGroupName, (name) =>
    (/^[\w/.#-]{1,512}$/.test(name) ? undefined : 'must be 1 to 512 letters, digits and the characters _ - / . #'), { scope });
  if (options.logGroupClass === LogGroupClass.DELIVERY) {
    throw invalid('cloudWatchLogs.logGroupClass', 'must be STANDARD or INFREQUENT_ACCESS, because DELIVERY does not keep events', options.logGroupClass, { scope });
  }
  if (!logGroup) return;
  for (const [option, value] of Object.entries(forNewGroup)) {
    throw invalid(`cloudWatchLogs.${option}`, 'cannot be combined with `cloudWatchLogs.logGroup`', value, { scope, wayOut: 'Configure the existing log group instead' });
  }
}

/** The name of the new log group, which the policy of the role contains before the log group exists. */
export function newLogGroupName(options: TrailCloudWatchLogsOptions | undefined, trail: TrailIdentity): string | undefined {
  return options && !options.logGroup ? options.logGroupName ?? `/aws/cloudtrail/${trail.name}` : undefined;
}

/** The log group that receives the events, if any. */
export function trailLogGroup(
  scope: Construct, options: TrailCloudWatchLogsOptions | undefined, trail: TrailIdentity, key: IKeyRef | undefined, removal: Removal,
): ILogGroup | undefined {
  const name = newLogGroupName(options, trail);
  if (name) return createLogGroup(scope, name, key, options!, removal);
  return options?.logGroup && asLogGroup(scope, options.logGroup);
}

function createLogGroup(
  scope: Construct, logGroupName: string, key: IKeyRef | undefined, options: TrailCloudWatchLogsOptions, removal: Removal,
): LogGroup {
  const retention = options.retention ?? RetentionDays.ONE_YEAR;
  if (knownLess(retention, RetentionDays.ONE_YEAR)) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:shortLogGroupRetention',
      `\`cloudWatchLogs.retention\` is ${counted(retention, 'day')}: older events are in the bucket only.`);
  }
  if (options.logGroupClass === LogGroupClass.INFREQUENT_ACCESS) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:noMetricFilters',
      '`cloudWatchLogs.logGroupClass` is INFREQUENT_ACCESS, which does not support metric filters: no alarm can monitor the events.');
  }
  return new LogGroup(scope, 'LogGroup', {
    logGroupName,
    encryptionKey: key,
    retention,
    logGroupClass: options.logGroupClass,
    deletionProtectionEnabled: options.deletionProtectionEnabled ?? false,
    removalPolicy: removal.policy,
  });
}

/** The role that CloudTrail assumes to write to the log group. */
export function logsRole(
  scope: Construct, options: TrailCloudWatchLogsOptions | undefined, trail: TrailIdentity, removal: Removal,
): IRole | undefined {
  const name = newLogGroupName(options, trail) ?? options?.logGroup?.logGroupRef.logGroupName;
  if (!name) return undefined;
  const statement = logStreamWrite(trail, logGroupArn(scope, name));
  // The role depends on the managed policy, so a trail that refers to the role depends on both.
  const policy = new ManagedPolicy(scope, 'LogsPolicy', {
    description: `Lets CloudTrail write the events of the trail ${trail.name} to its log streams`,
    statements: toPolicyStatements([statement]),
  });
  acknowledgeLogStreams(policy, statement.Resource as string[]);
  const role = new Role(scope, 'LogsRole', {
    description: `Assumed by CloudTrail to deliver the events of the trail ${trail.name} to CloudWatch Logs`,
    assumedBy: new ServicePrincipal(CLOUDTRAIL_PRINCIPAL),
    managedPolicies: [policy],
  });
  if (!removal.destroys) [policy, role].forEach(keepWhenRemoved);
  return role;
}

/**
 * If `cloudWatchLogs` is removed, CloudFormation keeps the role in the settings of the trail. A trail with a role that is gone cannot be
 * updated, so the role stays. One that is replaced is deleted, since the trail then has the new one.
 */
function keepWhenRemoved({ node }: Construct): void {
  // A role that is customized with `Role.customizeRoles` is not in the template.
  if (!CfnResource.isCfnResource(node.defaultChild)) return;
  node.defaultChild.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
  node.defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
}
