import { sep } from 'node:path';
import type { IConstruct } from 'constructs';

/**
 * An error as those of the CDK's own constructs: with a code, a trace that begins at the caller, and the construct tree. The class for it is internal
 * to the CDK, so a later version may remove or change it; then the error has the same message, and a trace without this package.
 */
export function cdkError(code: string, message: string, scope?: IConstruct): Error {
  return ofTheCdk(code, message, scope) ?? fromCaller(new Error(message));
}

/** What some work returns. Errors of modules that do without the CDK are shown like any others. */
export function withCdkErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cdkError((error as Error).name, (error as Error).message);
  }
}

function ofTheCdk(code: string, message: string, scope: IConstruct | undefined): Error | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would fail if the module does not exist
    const { ValidationError, UnscopedValidationError } = require('aws-cdk-lib/core/lib/errors');
    const error: unknown = scope ? new ValidationError(code, message, scope) : new UnscopedValidationError(code, message);
    return error instanceof Error && error.message === message ? error : undefined;
  } catch {
    return undefined;
  }
}

/** This folder has all modules of the package. */
function fromCaller(error: Error): Error {
  const lines = String(error.stack).split('\n');
  error.stack = lines.filter((line) => !(line.startsWith('    at ') && line.includes(__dirname + sep))).join('\n');
  return error;
}
