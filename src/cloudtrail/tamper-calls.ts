/**
 * What a call is that stops, weakens or removes something, and where its event names the target.
 */

/** A part of a trail, or of what monitors it, that can be tampered with. */
export type TamperTarget =
  | 'trail' | 'bucket' | 'publicAccess' | 'key' | 'alias' | 'logGroup' | 'logsOfAccount' | 'logsRole' | 'replicationRole' | 'organization' | 'administrators' | 'topic' | 'rule' | 'eventBus' | 'alarm' | 'muteRules';

/** How an event names a target: in full, by its name or ID, or by the ARN of something that belongs to it. */
export type TargetForm = 'arn' | 'name' | 'child';

/** A field of the event that names the target, and in which forms callers may name it there. */
export interface TargetField {
  readonly field: string;
  readonly forms: readonly TargetForm[];
}

/** One call. */
export interface TamperCall {
  readonly eventName: string;
  /** What a principal needs to make the call. */
  readonly actions: readonly string[];
  /** What the call can do, as the end of a sentence that begins with its name. */
  readonly effect: string;
  /** Where the event names the target. Any of them may be used. Empty if the call is about the whole account or organization. */
  readonly fields: readonly TargetField[];
  /** The page that says so. */
  readonly source: string;
  /** Whether AWS documents that CloudTrail records the call. What is not documented is watched for all the same. */
  readonly recorded: 'documented' | 'undocumented';
}

/** The calls against one part of a trail, or of what monitors it. All of a part go to one service. */
export interface TamperTable {
  /** The event source is `<service>.amazonaws.com`, the source on the event bus `aws.<service>`. */
  readonly service: string;
  /** The prefix of the IAM actions, if it is not the service. */
  readonly actionPrefix?: string;
  /** The Region that records the calls, and so the only one whose event bus sees them. */
  readonly recordedIn: 'the home Region of the trail' | 'the Region of the resource' | 'the Region of AWS Organizations' | 'the Region of IAM' | 'the Region of the call';
  readonly calls: readonly TamperCall[];
}

/** A request parameter that names the target. */
export const parameter = (name: string, ...forms: TargetField['forms']): TargetField => ({ field: `requestParameters.${name}`, forms });

/** A call whose event names its target in these fields. */
export const callOn = <Name extends string>(
  eventName: Name, action: string, effect: string, fields: readonly TargetField[], source: string, recorded: TamperCall['recorded'] = 'documented',
) => ({ eventName, actions: [action], effect, fields, source, recorded } as const);

/** A call that names none of the resources of the trail: it is about the account or the organization. */
export const accountCall = <Name extends string>(eventName: Name, action: string, effect: string, source: string, recorded?: TamperCall['recorded']) => (
  callOn(eventName, action, effect, [], source, recorded)
);
