import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { invalid, type InvalidOptions } from './invalid';

/** What is wrong with a text, or nothing. */
export type Problem = (value: string) => string | undefined;

/** Throws when there is something wrong with a text that may be missing. What is not known before deployment passes. */
export function checkText(prop: string, value: string | undefined, problem: Problem, options?: InvalidOptions): void {
  if (value !== undefined) checkRequiredText(prop, value, problem, options);
}

/** Throws when a text is missing, which only compilers of TypeScript notice, or when there is something wrong with it. */
export function checkRequiredText(prop: string, value: string, problem: Problem, options?: InvalidOptions): void {
  if (Token.isUnresolved(value)) return;
  const rule = typeof value === 'string' ? problem(value) : 'must be a text';
  if (rule) throw invalid(prop, rule, value, options);
}

/** Throws when a value is not of the class that it must be of, which only compilers of TypeScript notice. */
export function checkClass(prop: string, value: unknown, type: Class, example: string, options?: InvalidOptions): void {
  if (!(value instanceof type)) throw invalid(prop, `must be ${/^[AEIOU]/.test(type.name) ? 'an' : 'a'} \`${type.name}\`, such as \`${example}\``, value, options);
}

/** Throws when a value is not a list of objects of one class. */
export function checkList(prop: string, values: unknown, type: Class, example: string, options?: InvalidOptions): void {
  if (values === undefined) return;
  if (!Array.isArray(values)) throw invalid(prop, `must be a list, such as \`[${example}]\``, values, options);
  values.forEach((value) => checkClass(prop, value, type, example, options));
}

/** Throws for a snapshot, which only databases and volumes have. */
export function checkRemovalPolicy(policy: RemovalPolicy | undefined, resources: string, options?: InvalidOptions): void {
  if (policy === RemovalPolicy.SNAPSHOT) throw invalid('removalPolicy', `must be RETAIN or DESTROY: ${resources} do not support snapshots`, policy, options);
}

/** A class, also one whose constructor is private. */
interface Class {
  readonly name: string;
  [Symbol.hasInstance](value: unknown): boolean;
}
