/**
 * How loud a rule of the pack is when it is not met.
 */
export enum RuleLevel {
  /**
   * A finding fails the synthesis.
   */
  ERROR = 'ERROR',

  /**
   * A finding is shown; it fails the synthesis only with `cdk synth --strict`.
   */
  WARNING = 'WARNING',

  /**
   * A finding is shown as advice and never fails the synthesis.
   */
  INFO = 'INFO',

  /**
   * The rule is not judged.
   */
  OFF = 'OFF',
}
