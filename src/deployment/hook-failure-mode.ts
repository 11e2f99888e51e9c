/**
 * What a `TrailDeploymentHook` does with a template that has errors.
 */
export enum HookFailureMode {
  /**
   * The deployment goes on; the findings are shown with the events of the stack.
   */
  WARN = 'WARN',

  /**
   * The deployment is refused before anything is changed.
   */
  FAIL = 'FAIL',
}
