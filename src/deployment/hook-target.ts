/**
 * Operations whose templates a `TrailDeploymentHook` judges.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/hooks-concepts.html
 */
export enum HookTarget {
  /**
   * Stacks that are created or updated, change sets that are executed included.
   */
  STACK = 'STACK',

  /**
   * Change sets that are created, so that the findings are known before anybody executes one. A change set shows the values of parameters, so more can
   * be told than with `STACK`.
   */
  CHANGE_SET = 'CHANGE_SET',
}
