import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { invalid, type InvalidOptions } from './invalid';

/** The rule that a text breaks, or nothing. */
export type Problem = (value: string) => string | undefined;

/** Throws if an optional text breaks a rule. Tokens pass. */
export function checkText(prop: string, value: string | undefined, problem: Problem, options?: InvalidOptions): void {
  if (value !== undefined) checkRequiredText(prop, value, problem, options);
}

/** Throws if a text is missing, which not every language checks, or breaks a rule. Tokens pass. */
export function checkRequiredText(prop: string, value: string, problem: Problem, options?: InvalidOptions): void {
  if (Token.isUnresolved(value)) return;
  const rule = typeof value === 'string' ? problem(value) : 'must be a string';
  if (rule) throw invalid(prop, rule, value, options);
}

/** Throws if a value is not an instance of the class, which not every language checks. */
export function checkClass(prop: string, value: unknown, type: Class, example: string, options?: InvalidOptions): void {
  if (!(value instanceof type)) throw invalid(prop, `must be ${/^[AEIOU]/.test(type.name) ? 'an' : 'a'} \`${type.name}\`, such as \`${example}\``, value, options);
}

/** Throws if a value is not a list of instances of the class. */
export function checkList(prop: string, values: unknown, type: Class, example: string, options?: InvalidOptions): void {
  if (values === undefined) return;
  if (!Array.isArray(values)) throw invalid(prop, `must be a list, such as \`[${example}]\``, values, options);
  values.forEach((value) => checkClass(prop, value, type, example, options));
}

/** The interface of constructs that have a reference: `IBucketRef` for `bucketRef`. */
export function refInterface(reference: string): string {
  return `I${reference[0].toUpperCase()}${reference.slice(1)}`;
}

/** Throws for an account that is not 12 digits. Tokens pass. */
export function checkAccounts(prop: string, accounts: readonly string[] = [], options?: InvalidOptions): void {
  for (const account of accounts) {
    if (!Token.isUnresolved(account) && !/^\d{12}$/.test(account)) throw invalid(prop, 'must contain account IDs of 12 digits', account, options);
  }
}

/** Throws for SNAPSHOT, which only databases and volumes support. */
export function checkRemovalPolicy(policy: RemovalPolicy | undefined, resources: string, options?: InvalidOptions): void {
  if (policy === RemovalPolicy.SNAPSHOT) throw invalid('removalPolicy', `must be RETAIN or DESTROY: ${resources} do not support snapshots`, policy, options);
}

/** A class, also one whose constructor is private. */
export interface Class {
  readonly name: string;
  [Symbol.hasInstance](value: unknown): boolean;
}
