import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { TAMPERING, type TamperTable, type TamperTarget, type TargetField, type TargetForm } from '../../cloudtrail/tampering';

/** By what events name the resources that a rule is about. Any of them may be a token. */
export interface TargetNames {
  readonly arns?: readonly string[];
  readonly names?: readonly string[];
}

/**
 * Matches the calls against one part of a trail. Names and ARNs are matched exactly: those of other trails may begin or end alike.
 */
export function tamperPattern(target: TamperTarget, names: TargetNames): EventPattern {
  const { service, calls }: TamperTable = TAMPERING[target];
  const named = fieldsOf(calls).map((field) => ({
    eventName: calls.filter(({ fields }) => fields.some((each) => each.field === field.field)).map(({ eventName }) => eventName),
    ...nested(field.field.split('.'), field.forms.flatMap((form) => inForm(form, names))),
  }));
  const parts = named.length > 0 ? named : [{ eventName: calls.map(({ eventName }) => eventName) }];
  return {
    source: [`aws.${service}`],
    detailType: ['AWS API Call via CloudTrail'],
    detail: { eventSource: [`${service}.amazonaws.com`], ...(parts.length === 1 ? parts[0] : { $or: parts }) },
  };
}

function inForm(form: TargetForm, { arns = [], names = [] }: TargetNames): unknown[] {
  if (form === 'child') return arns.map((arn) => ({ prefix: `${arn}:` }));
  return [...(form === 'arn' ? arns : names)];
}

/** Every field that names the target: first those that a call is known by, then what else it may use. */
function fieldsOf(calls: TamperTable['calls']): TargetField[] {
  const all = [...calls.flatMap(({ fields }) => fields.slice(0, 1)), ...calls.flatMap(({ fields }) => fields.slice(1))];
  return all.filter(({ field }, index) => all.findIndex((other) => other.field === field) === index);
}

function nested([first, ...rest]: string[], value: unknown): Record<string, unknown> {
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}
