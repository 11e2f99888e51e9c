import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { elsewhere } from './sight';
import { invalid } from '../../cloudtrail/invalid';
import type { ITrail } from '../../trail';

/** The log group of a trail, for a companion that cannot do without it and has to be where it is. */
export function logGroupIn(scope: IConstruct, trail: ITrail, because: string): ILogGroupRef {
  const { logGroup } = trail.trailAttributes;
  if (!logGroup) {
    throw invalid('trail.trailAttributes.logGroup', `must be known, because ${because}`, undefined);
  }
  const away = elsewhere(scope, logGroup.env);
  if (away) {
    throw invalid('trail.trailAttributes.logGroup', `must be in the account and Region of the stack, because ${because}`, away);
  }
  return logGroup;
}
