import type { RuleLevel } from '../../nag/rule-level';

/** What the function judges by. The construct writes it into an environment variable of the function, as JSON. */
export interface HookSettings {
  readonly ruleLevels: { readonly [rule: string]: RuleLevel };
  readonly defaultLevel?: RuleLevel;
  readonly cannotTell?: RuleLevel;
  readonly requireTrail: boolean;
  readonly requiredRetentionDays: number;
  /** Whether what the function cannot judge counts as a failure. */
  readonly failClosed: boolean;
  /** Whether acknowledgements in the metadata of the template count. */
  readonly acceptAcknowledgements: boolean;
}

/** The environment variable. */
export const SETTINGS = 'SETTINGS';
