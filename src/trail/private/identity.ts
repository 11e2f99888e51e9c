import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type TrailIdentity, trailNameProblem } from '../../cloudtrail/names';
import { checkText } from '../../private/checks';
import { stableName } from '../../private/names';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** The parts of the trail's ARN, which the policies contain before the trail exists. */
export function identify(scope: Construct, props: WellArchitectedTrailProps): TrailIdentity {
  checkText('trailName', props.trailName, trailNameProblem, { scope });
  const { partition, region, account } = Stack.of(scope);
  return { partition, region, account, name: props.trailName ?? stableName(scope, 128), organizationId: props.organization?.organizationId };
}
