import { Token } from 'aws-cdk-lib';
import { CfnLogGroup, LogGroupClass, type ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { elsewhere } from './sight';
import { invalid } from '../../private/invalid';
import type { ITrailSource } from '../../trail-source';

const PROP = 'trail.trailAttributes.logGroup';

/** The log group of a trail, for a companion that requires one in its own account and Region. */
export function logGroupIn(scope: IConstruct, trail: ITrailSource, because: string): ILogGroupRef {
  const { logGroup } = trail.trailAttributes;
  if (!logGroup) {
    throw invalid(PROP, `is required because ${because}`, undefined, { scope, wayOut: 'Set `cloudWatchLogs: {}` on the `WellArchitectedTrail`, or `logGroup` in `TrailSource.fromTrailAttributes`' });
  }
  const away = elsewhere(scope, logGroup.env);
  if (away) {
    throw invalid(PROP, `must be in the account and Region of the stack because ${because}`, away, { scope, wayOut: 'Create this construct in a stack there' });
  }
  return logGroup;
}

/** Throws where the class of a log group is known to have no metric filters. */
export function checkMetricFilters(scope: IConstruct, logGroup: ILogGroupRef): void {
  const resource = CfnLogGroup.isCfnLogGroup(logGroup) ? logGroup : logGroup.node.defaultChild;
  const { logGroupClass = LogGroupClass.STANDARD } = CfnLogGroup.isCfnLogGroup(resource) ? resource : {};
  if (!Token.isUnresolved(logGroupClass) && logGroupClass !== LogGroupClass.STANDARD) {
    throw invalid(PROP, 'must be of the class STANDARD because no other class has metric filters', logGroupClass, { scope, wayOut: 'Leave `logGroupClass` out' });
  }
}
