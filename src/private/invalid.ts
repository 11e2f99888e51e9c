import '../supported/cdk';
import type { IConstruct } from 'constructs';
import { cdkError } from '../cdk-error';
import { codeOf, invalidMessage, words } from '../cloudtrail/invalid';

export { words } from '../cloudtrail/invalid';

export interface InvalidOptions {
  /** The construct that has the prop; value classes have none. */
  readonly scope?: IConstruct;
  /** What to do instead: a sentence without its period. */
  readonly wayOut?: string;
}

/** The error for an invalid value: it names the prop, the rule, the value, the construct and the way out. */
export function invalid(prop: string, rule: string, got: unknown, { scope, wayOut }: InvalidOptions = {}): Error {
  return cdkError(codeOf(prop), invalidMessage(prop, rule, got, { path: scope?.node.path, wayOut }), scope);
}

/** The error of a companion that knows nothing of the trail that it is for. */
export function nothingKnown(scope: IConstruct): Error {
  return invalid('trail.trailAttributes', 'must contain a trail ARN, bucket, encryption key or log group', words('none'), {
    scope, wayOut: 'Set one of them in `TrailSource.fromTrailAttributes`',
  });
}
