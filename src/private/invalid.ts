import type { IConstruct } from 'constructs';
import { invalidMessage } from '../cloudtrail/invalid';

export interface InvalidOptions {
  /** The construct that was given the value; classes of values have none. */
  readonly scope?: IConstruct;
  /** What to do instead: a sentence without its period. */
  readonly wayOut?: string;
}

/** The error for a value that cannot work: it names the prop, the rule, the value, the construct and the way out. */
export function invalid(prop: string, rule: string, got: unknown, { scope, wayOut }: InvalidOptions = {}): Error {
  const message = invalidMessage(prop, rule, got, { path: scope?.node.path, wayOut });
  return asCdkShowsIt(`Invalid${pascalCase(prop)}`, message, scope) ?? new Error(message);
}

/**
 * The error that the constructs of the CDK throw: with a code, the user's line first and the construct tree. The CDK calls its
 * classes internal, so they may be gone in a later version, or take something else.
 */
function asCdkShowsIt(code: string, message: string, scope: IConstruct | undefined): Error | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would fail to load where the module is gone
    const { ValidationError, UnscopedValidationError } = require('aws-cdk-lib/core/lib/errors');
    const error: unknown = scope ? new ValidationError(code, message, scope) : new UnscopedValidationError(code, message);
    return error instanceof Error && error.message === message ? error : undefined;
  } catch {
    return undefined;
  }
}

function pascalCase(prop: string): string {
  return prop.replace(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
