import { Fn, Token } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { IConstruct } from 'constructs';
import { type OpaqueText } from './opaque-text';
import { type EventFilterConditions } from '../event-filter';

/** What the events of a trail depend on. */
export interface EventsContext {
  /** The construct of the trail, for errors. */
  readonly scope?: IConstruct;
  /** `Stack.partition` of the trail. */
  readonly partition: string;
  /** Names of the trail's bucket and of the bucket for its access logs. */
  readonly logBucketNames: readonly string[];
  /** Whether the trail delivers to a log group. */
  readonly logGroup?: boolean;
}

/** A warning for the construct to emit. */
export interface EventsWarning {
  /** Without the prefix of the package. */
  readonly id: string;
  readonly message: string;
}

/** Selectors, and the warnings about them. */
export interface BoundEvents {
  /** Empty when nothing is selected. */
  readonly selectors: readonly CfnTrail.AdvancedEventSelectorProperty[];
  readonly warnings: readonly EventsWarning[];
}

type FieldSelector = CfnTrail.AdvancedFieldSelectorProperty;

const SPELLING: Readonly<Record<string, keyof FieldSelector>> = {
  Equals: 'equalTo',
  StartsWith: 'startsWith',
  EndsWith: 'endsWith',
  NotEquals: 'notEquals',
  NotStartsWith: 'notStartsWith',
  NotEndsWith: 'notEndsWith',
};

/** The conditions of a filter as the L1 spells them. */
export function fieldSelector(field: string, { notEqualTo, ...conditions }: EventFilterConditions): FieldSelector {
  return { field, ...conditions, ...(notEqualTo && { notEquals: notEqualTo }) };
}

export function equalTo(field: string, value: string): FieldSelector {
  return { field, equalTo: [value] };
}

/** A selector as CloudFormation spells it. */
export interface SelectorTemplate {
  readonly Name?: string;
  readonly FieldSelectors: readonly unknown[];
}

/** The selector as CloudFormation spells it, its tokens opaque: for `src/cloudtrail`, which knows no tokens. */
export function toTemplate(selector: CfnTrail.AdvancedEventSelectorProperty, opaque: OpaqueText): SelectorTemplate {
  return {
    ...(selector.name !== undefined && { Name: opaque.of(selector.name) }),
    FieldSelectors: (selector.fieldSelectors as FieldSelector[]).map((field) => ({
      Field: field.field,
      ...Object.fromEntries(Object.entries(SPELLING)
        .filter(([, property]) => field[property] !== undefined)
        .map(([operator, property]) => [operator, opaque.ofList(field[property] as string[])])),
    })),
  };
}

/** Appends values to a list, which can be a token. */
export function append(values: string[] | undefined, more: string[]): string[] {
  if (values === undefined || more.length === 0) return values ?? more;
  return Token.isUnresolved(values) ? Fn.split(',', Fn.join(',', [Fn.join(',', values), ...more])) : [...values, ...more];
}
