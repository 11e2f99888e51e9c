import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { invalid } from '../cloudtrail/invalid';

/** Throws when there is something wrong with a text. What is not known before deployment passes. */
export function checkText(prop: string, value: string | undefined, problem: (value: string) => string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  const rule = problem(value);
  if (rule) throw invalid(prop, rule, value);
}

/** Throws for a snapshot, which only databases and volumes have. */
export function checkRemovalPolicy(policy: RemovalPolicy | undefined, resources: string): void {
  if (policy === RemovalPolicy.SNAPSHOT) throw invalid('removalPolicy', `must be RETAIN or DESTROY: ${resources} do not support snapshots`, policy);
}
