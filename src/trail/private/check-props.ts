import { Stack } from 'aws-cdk-lib';
import { LogGroupClass } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Removal } from './removal';
import { invalid } from '../../cloudtrail/invalid';
import { keyPrefixProblem, organizationIdProblem, trailNameProblem } from '../../cloudtrail/names';
import { checkEvents } from '../../events/event-properties';
import { checkText } from '../../private/checks';
import { knownDifferent } from '../../private/environments';
import { checkObjectLock } from '../../retention/lifecycle';
import type { LogRetention } from '../../retention/log-retention';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** Throws for what can never be deployed, before anything is created. */
export function checkProps(scope: Construct, props: WellArchitectedTrailProps, retention: LogRetention, removal: Removal): void {
  checkText('trailName', props.trailName, trailNameProblem);
  checkText('bucketKeyPrefix', props.bucketKeyPrefix, keyPrefixProblem);
  checkStorage(props, retention, removal);
  checkBroughtBucket(props);
  checkAccessLogs(props);
  checkCloudWatchLogs(props);
  checkOrganization(scope, props);
  checkEvents(props, Stack.of(scope).partition, props.bucket?.bucketRef.bucketName);
}

export function checkStorage({ objectLock }: Pick<WellArchitectedTrailProps, 'objectLock'>, retention: LogRetention, removal: Removal): void {
  checkObjectLock(retention, objectLock);
  if (objectLock && removal.destroys) {
    throw invalid('removalPolicy', 'must not be destroy with `objectLock`, which keeps the bucket from being emptied', 'destroy');
  }
}

/** Whoever brings a bucket along also decides on its lifecycle, lock and access logs. */
function checkBroughtBucket({ bucket, retention, objectLock, accessLogs }: WellArchitectedTrailProps): void {
  if (!bucket) return;
  for (const [prop, value] of Object.entries({ retention, objectLock, accessLogs })) {
    if (value) throw invalid(prop, 'must not be given together with `bucket`, which has settings of its own', 'both');
  }
}

export function checkAccessLogs({ accessLogs }: Pick<WellArchitectedTrailProps, 'accessLogs'>): void {
  checkText('accessLogs.prefix', accessLogs?.prefix, (prefix) =>
    (/[*?]|\$\{/.test(prefix) ? 'must not have wildcards or policy variables, which would widen the bucket policy' : undefined));
  if (accessLogs?.bucket && accessLogs.retention) {
    throw invalid('accessLogs.retention', 'must not be given together with `accessLogs.bucket`, which has settings of its own', 'both');
  }
}

function checkCloudWatchLogs({ cloudWatchLogs }: WellArchitectedTrailProps): void {
  if (!cloudWatchLogs) return;
  const { logGroup, ...forNewGroup } = cloudWatchLogs;
  checkText('cloudWatchLogs.logGroupName', cloudWatchLogs.logGroupName, (name) =>
    (/^[\w/.#-]{1,512}$/.test(name) ? undefined : 'must be 1 to 512 letters, digits and the characters _ - / . #'));
  if (cloudWatchLogs.logGroupClass === LogGroupClass.DELIVERY) {
    throw invalid('cloudWatchLogs.logGroupClass', 'must be one that keeps events', cloudWatchLogs.logGroupClass);
  }
  if (!logGroup) return;
  for (const [option, value] of Object.entries(forNewGroup)) {
    if (value !== undefined) throw invalid(`cloudWatchLogs.${option}`, 'must not be given together with `cloudWatchLogs.logGroup`, which has settings of its own', value);
  }
}

function checkOrganization(scope: Construct, { organization }: WellArchitectedTrailProps): void {
  if (!organization) return;
  checkText('organization.organizationId', organization.organizationId, organizationIdProblem);
  checkText('organization.managementAccountId', organization.managementAccountId, (id) => (/^\d{12}$/.test(id) ? undefined : 'must be an account ID of 12 digits'));
  const { account } = Stack.of(scope);
  if (organization.managementAccountId && knownDifferent(account, organization.managementAccountId)) {
    throw invalid('organization.managementAccountId', `must be the account of the trail's stack (${account}): CloudFormation can create an organization trail in the management account only, not in that of a delegated administrator`, organization.managementAccountId);
  }
}
