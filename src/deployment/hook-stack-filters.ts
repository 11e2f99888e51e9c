import { Token } from 'aws-cdk-lib';
import type { CfnLambdaHook } from 'aws-cdk-lib/aws-cloudformation';
import type { IConstruct } from 'constructs';
import { invalid } from '../private/invalid';
import { flag, listOf, type Shape, shaped, text } from '../private/shape';

const STACK_FILTERS: Shape<HookStackFilters> = {
  includeStackNames: listOf(text, "'audit-*'"),
  excludeStackNames: listOf(text, "'sandbox-*'"),
  includeStackRoles: listOf(text, "'arn:aws:iam::111122223333:role/Deployment'"),
  excludeStackRoles: listOf(text, "'arn:aws:iam::111122223333:role/Deployment'"),
  matchAny: flag,
};

/**
 * The stacks whose templates a `TrailDeploymentHook` judges. `*` and `?` are wildcards. A stack that is both included and excluded is not judged.
 *
 * Whoever can choose the name or the role of a stack can choose one that is excluded.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/hooks-stack-level-filtering.html
 */
export interface HookStackFilters {
  /**
   * Names of stacks to judge, at most 50.
   *
   * @default - all
   */
  readonly includeStackNames?: string[];

  /**
   * Names of stacks not to judge, at most 50.
   *
   * @default - none
   */
  readonly excludeStackNames?: string[];

  /**
   * ARNs of the roles with which CloudFormation deploys the stacks to judge, at most 50.
   *
   * @default - all
   */
  readonly includeStackRoles?: string[];

  /**
   * ARNs of the roles with which CloudFormation deploys the stacks not to judge, at most 50.
   *
   * @default - none
   */
  readonly excludeStackRoles?: string[];

  /**
   * Whether a stack is judged if its name or its role matches. Otherwise both must match.
   *
   * @default false
   */
  readonly matchAny?: boolean;
}

const NAME = { is: /^[a-z*?][-a-z0-9*?]{0,127}$/i, rule: 'must contain names of stacks: letters, digits and hyphens, beginning with a letter; `*` and `?` are wildcards' };
const ROLE = { is: /^(?=.{1,256}$)arn:.+:iam::[0-9*?]+:role\/.+$/, rule: 'must contain ARNs of roles; `*` and `?` are wildcards' };
const MOST = 50;

/** Throws if CloudFormation would not accept the filters. */
export function stackFiltersOf(scope: IConstruct, given: HookStackFilters | undefined): CfnLambdaHook.StackFiltersProperty | undefined {
  if (!given) return undefined;
  const { matchAny, ...filters } = shaped(given, STACK_FILTERS, { scope, prefix: 'stackFilters' });
  for (const [name, values] of Object.entries(filters)) {
    const prop = `stackFilters.${name}`;
    const { is, rule } = name.endsWith('Names') ? NAME : ROLE;
    if (values.length === 0 || values.length > MOST) throw invalid(prop, `must contain 1 to ${MOST} values`, values, { scope, wayOut: 'Leave it out to filter nothing' });
    const wrong = values.find((value) => !Token.isUnresolved(value) && !is.test(value));
    if (wrong !== undefined) throw invalid(prop, rule, wrong, { scope });
  }
  const { includeStackNames, excludeStackNames, includeStackRoles, excludeStackRoles } = filters;
  if (Object.keys(filters).length === 0) return undefined;
  return {
    filteringCriteria: matchAny ? 'ANY' : 'ALL',
    ...((includeStackNames ?? excludeStackNames) && { stackNames: { include: includeStackNames, exclude: excludeStackNames } }),
    ...((includeStackRoles ?? excludeStackRoles) && { stackRoles: { include: includeStackRoles, exclude: excludeStackRoles } }),
  };
}
