import { asPattern, byKey, type Condition, type Context, holds, inRequest, isPositive, UNKNOWN_KEY } from './conditions';
import { forgottenReference, hasVariable, substitute } from './policy-text';
import { ANYBODY, includes, isExcepted, type Principal } from './principals';
import { overAlternatives } from '../../../cloudtrail/logic/alternatives';
import { allOf, type Answer, anyOf, isUnknown, not, Unknown } from '../../../cloudtrail/logic/answer';
import { POLICY_VARIABLE } from '../../../cloudtrail/logic/marks';
import { matches, overlap } from '../../../cloudtrail/logic/patterns';

/** A request by a principal. */
export interface Request {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** What a statement lists, and whether it means everything else: `NotAction`, `NotResource`, `NotPrincipal`. */
export interface Listed<T> {
  readonly except: boolean;
  readonly items: readonly T[];
}

export interface StatementParts {
  /** Path of the statement under `Properties`. */
  readonly path: string;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Undefined in the policy of a role or user, which is about that role or user. */
  readonly principals?: Listed<Principal>;
  /** Lower case. */
  readonly actions: Listed<string>;
  /** With variables; see `policy-text.ts`. Undefined in a trust policy, which is about its role. */
  readonly resources?: Listed<string>;
  readonly conditions: readonly Condition[];
}

/** One statement of a policy, with its meaning. Actions and resources may be patterns everywhere. */
export class Statement implements StatementParts {
  public readonly path!: string;
  public readonly sid?: string;
  public readonly effect!: 'Allow' | 'Deny';
  public readonly principals?: Listed<Principal>;
  public readonly actions!: Listed<string>;
  public readonly resources?: Listed<string>;
  public readonly conditions!: readonly Condition[];
  /** Whether it is there, where that depends on a condition. */
  public present?: Answer;
  /** The resources with their variables, which a request decides; undefined where there are none. */
  private readonly variable?: Listed<string>;

  constructor(parts: StatementParts) {
    Object.assign(this, parts);
    const { resources } = parts;
    if (resources?.items.some(hasVariable)) {
      this.variable = resources;
      this.resources = { except: resources.except, items: resources.items.map((item) => substitute(item, () => POLICY_VARIABLE) as string) };
    }
  }

  /** Whether the statement is about a principal. */
  public concerns(principal: Principal): Answer {
    if (this.principals === undefined) return true;
    const { except, items } = this.principals;
    return except ? not(isExcepted(items, principal)) : anyOf(items, (item) => includes(item, principal));
  }

  /** Whether it is about everybody, without exception. For "everybody but some", ask `concerns(ANYBODY)`. */
  public get concernsEverybody(): Answer {
    return this.principals !== undefined && !this.principals.except && this.concerns(ANYBODY);
  }

  /** Whether it is about every action that a pattern stands for: `s3:PutObject`, `s3:*`, `*`. */
  public coversAction(action: string): Answer {
    return this.covers(this.actions, action.toLowerCase());
  }

  /** Whether it is about some action that a pattern stands for. */
  public touchesAction(action: string): Answer {
    return this.touches(this.actions, action.toLowerCase());
  }

  /** Whether it is about every resource that a pattern stands for. */
  public coversResource(resource: string, context?: Context): Answer {
    return this.about(context, (resources) => this.covers(resources, resource));
  }

  /** Whether it is about some resource that a pattern stands for. */
  public touchesResource(resource: string, context?: Context): Answer {
    return this.about(context, (resources) => this.touches(resources, resource));
  }

  /** Whether its conditions hold. */
  public holds(context: Context = {}): Answer {
    return allOf(this.conditions, (condition) => holds(condition, context));
  }

  /** Whether its conditions hold for every request of which only this is known: a condition on any other key may not hold. */
  public holdsWhenever(context: Context): Answer {
    const known = byKey(context);
    return allOf(this.conditions, (condition) => (condition.key === UNKNOWN_KEY || known.has(condition.key)) && holds(condition, context));
  }

  /** Whether it applies to a request, and to every part of it where the request is a pattern. */
  public applies({ principal, action, resource, context }: Request): Answer {
    return inTurn(
      () => this.coversAction(action), () => this.concerns(principal), () => this.holds(context), () => this.coversResource(resource, context),
    );
  }

  /** Whether it applies to a part of a request. */
  public interferes({ principal, action, resource, context }: Request): Answer {
    return inTurn(
      () => this.touchesAction(action), () => this.concerns(principal), () => this.holds(context), () => this.touchesResource(resource, context),
    );
  }

  /**
   * Whether a condition lets through only values of a key that are accepted: a positive operator (no `…IfExists`, `ForAllValues:` or `…Not…`)
   * every value of which is. The values may be patterns; where a variable stands, the request decides, so that it may be anything.
   */
  public limits(key: string, accepted: (value: string, operator: string) => Answer): Answer {
    if (this.conditions.length === 0) return false;
    const wanted = key.toLowerCase();
    return anyOf(this.conditions, (condition) => {
      if (condition.key === UNKNOWN_KEY) return new Unknown(condition.values[0]);
      return condition.key === wanted && isPositive(condition) && allOf(condition.values, (value) => {
        // Without `Fn::Sub` around it, a reference of CloudFormation is a text that no request has.
        if (forgottenReference(value) !== undefined) return true;
        if (!hasVariable(value) && !value.includes('${')) return overAlternatives([value], (each) => accepted(each, condition.operator));
        // Also where the version of the policy knows no variables: whoever writes one has no fixed value in mind.
        return accepted(hasVariable(value) ? asPattern(value) : '*', 'stringlike');
      });
    });
  }

  /** Asks about the resources, with their variables as a request decides them. */
  private about(context: Context | undefined, ask: (resources: Listed<string>) => Answer): Answer {
    const { resources, variable } = this;
    if (resources === undefined) return true;
    if (!variable || !context) return ask(resources);
    const items = variable.items.map((item) => inRequest(item, context));
    const known = { except: variable.except, items: items.filter((item) => item !== undefined) };
    // What `NotResource` means where a variable has no value is not documented.
    return known.except && known.items.length < items.length ? ask(resources) : ask(known);
  }

  private covers({ except, items }: Listed<string>, pattern: string): Answer {
    if (!except) return anyOf(items, (item) => matches(item, pattern));
    return not(anyOf(items, (item) => overlap(item, pattern)));
  }

  private touches({ except, items }: Listed<string>, pattern: string): Answer {
    if (!except) return anyOf(items, (item) => overlap(item, pattern));
    return not(anyOf(items, (item) => matches(item, pattern)));
  }
}

/** All of some answers, the cheap ones first: a no ends the search. */
function inTurn(...questions: ReadonlyArray<() => Answer>): Answer {
  let unknown: Unknown | undefined;
  for (const question of questions) {
    const answer = question();
    if (answer === false) return false;
    if (isUnknown(answer)) unknown ??= answer;
  }
  return unknown ?? true;
}
