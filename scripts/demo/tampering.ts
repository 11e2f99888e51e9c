/**
 * One attempt to switch a trail off, as examples/incident.ts answers it: whether the organization's policy refuses it, whether a rule matches its
 * event, and what people are told. Nothing runs on AWS: the policy is judged by the evaluator of the tests, the event by its own fields.
 */
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ACTORS, refused } from '../../test/fixtures/cloudtrail-events';
import { authorize, type Decision, type PolicyDocument } from '../../test/oracles/policy-evaluator';
import { bold, dim, green, red, say, table, title } from '../lib/screen';

export interface Attempt {
  readonly call: string;
  readonly caller: string;
  readonly decision: Decision;
  /** What would be decided without the policy. */
  readonly without: Decision;
  /** Name of the rule that reports the call; undefined if none does. */
  readonly rule?: string;
  /** The message, line by line. */
  readonly message: string[];
}

const ALLOW_EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** An administrator calls `StopLogging`. */
export function attempt(assembly: CloudAssembly): Attempt {
  const resources = assembly.stacks.flatMap(({ template }) => Object.values<any>(template.Resources));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const policies = ofType('AWS::Organizations::Policy')
    .filter(({ Type }) => Type === 'SERVICE_CONTROL_POLICY').map(({ Content }) => inPartition(Content));
  const trailArn = policies.flatMap(({ Statement }) => Statement as any[]).find(({ Sid }) => Sid === 'ProtectTrail')?.Resource[0] as string;
  const [, , , region, account] = trailArn.split(':');

  const { user } = ACTORS;
  const decide = (...more: PolicyDocument[]) => authorize({ resourceAccount: account, identityPolicies: [ALLOW_EVERYTHING, ...more] }, {
    principal: { arn: user.arn }, action: 'cloudtrail:StopLogging', resource: trailArn,
  });
  const decision = decide(...policies);

  const detail = refused('cloudtrail', 'StopLogging', decision === 'explicit deny' ? 'AccessDenied' : '', {
    userIdentity: user, awsRegion: region, sourceIPAddress: '198.51.100.7', requestParameters: { name: trailArn },
  });
  const event = { 'source': 'aws.cloudtrail', 'detail-type': 'AWS API Call via CloudTrail', account, region, detail };
  const rule = ofType('AWS::Events::Rule').find(({ EventPattern }) => matches(EventPattern, event));
  return {
    call: 'StopLogging',
    caller: user.arn,
    decision,
    without: decide(),
    rule: rule?.Name,
    message: rule ? transformed(rule.Targets[0].InputTransformer, event) : [],
  };
}

/** Shows the attempt. */
export function showTampering(assembly: CloudAssembly, about: string): void {
  const { call, caller, decision, without, rule, message } = attempt(assembly);
  title(about);
  say(`${bold(caller)}, an administrator, calls ${bold(call)}. IAM alone would ${without} it.`);
  table([
    [red('refused'), `${decision}, by the service control policy of TrailGuardrails`],
    [green('alerted'), `the refused call matches ${rule}, which writes:`],
  ]);
  message.slice(0, 1).forEach((line, index) => say(index === 0 ? bold(line) : line, ' '.repeat(11)));
  say(dim('Judged without AWS: by the evaluator of policies in the tests, and the pattern and template of the rule.'));
}

/** A policy with the partition in place of the pseudo parameter. */
function inPartition(policy: unknown): PolicyDocument {
  const text = (part: unknown) => (typeof part === 'string' ? part : 'aws');
  return JSON.parse(JSON.stringify(policy), (_, value) => (value?.['Fn::Join'] ? value['Fn::Join'][1].map(text).join('') : value));
}

/** Whether an event has one of the values that a pattern lists, in every field; `$or` takes one of its parts. */
function matches(pattern: any, event: any): boolean {
  return Object.entries<any>(pattern).every(([field, wanted]) => {
    if (field === '$or') return (wanted as unknown[]).some((part) => matches(part, event));
    const value = event?.[field];
    return Array.isArray(wanted) ? wanted.includes(value) : typeof value === 'object' && matches(wanted, value);
  });
}

interface InputTransformer {
  readonly InputPathsMap: Record<string, string>;
  readonly InputTemplate: string;
}

/** The text that a rule sends: paths in the event for the names in its template, nothing where the event has nothing. */
function transformed({ InputPathsMap: paths, InputTemplate: template }: InputTransformer, event: any): string[] {
  const at = (path: string) => path.replace(/^\$\./, '').split('.').reduce<any>((value, name) => value?.[name], event) ?? '';
  const text = Object.entries(paths).reduce((result, [name, path]) => result.replaceAll(`<${name}>`, at(path)), template);
  return text.split('\n').map((line) => line.replace(/^"|"$/g, ''));
}
