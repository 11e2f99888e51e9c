import type { IConstruct } from 'constructs';
import { invalidMessage } from '../cloudtrail/invalid';

export interface InvalidOptions {
  /** The construct that has the prop; value classes have none. */
  readonly scope?: IConstruct;
  /** What to do instead: a sentence without its period. */
  readonly wayOut?: string;
}

/** The error for an invalid value: it names the prop, the rule, the value, the construct and the way out. */
export function invalid(prop: string, rule: string, got: unknown, { scope, wayOut }: InvalidOptions = {}): Error {
  const message = invalidMessage(prop, rule, got, { path: scope?.node.path, wayOut });
  return asCdkShowsIt(`Invalid${pascalCase(prop)}`, message, scope) ?? new Error(message);
}

/** The error of a companion that knows nothing of the trail that it is for. */
export function nothingKnown(scope: IConstruct): Error {
  return invalid('trail.trailAttributes', 'must contain a trail ARN, bucket, encryption key or log group', 'none', {
    scope, wayOut: 'Set one of them in `TrailSource.fromTrailAttributes`',
  });
}

/**
 * The error class that the constructs of the CDK use: with a code, the user's line first and the construct tree. The class is
 * internal to the CDK, so a later version may remove or change it.
 */
function asCdkShowsIt(code: string, message: string, scope: IConstruct | undefined): Error | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would fail if the module does not exist
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
