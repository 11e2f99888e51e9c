import { Arn, ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { EventField, type IRule, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import type { IAlias, IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { AlertMessage, IAlertDestination } from './alert-destination';
import { allRuleTargets, warnNobodyNotified } from './private/alerting';
import { elsewhere, inSight, type Place } from './private/sight';
import { tamperPattern, type TargetNames } from './private/tamper-patterns';
import { CLOUDTRAIL_PRINCIPAL } from '../cloudtrail/names';
import type { TamperTarget } from '../cloudtrail/tampering';
import { knownPartition } from '../private/environments';
import { guardReferences } from '../private/guard';
import { invalid } from '../private/invalid';
import { isAlias, keyBehind } from '../private/keys';
import { logGroupArn } from '../private/resources';
import { type ITrailSource } from '../trail-source';

/**
 * Properties of `TamperDetection`.
 */
export interface TamperDetectionProps {
  /**
   * The trail to monitor. Each of trail, bucket, key and log group is monitored when it is known and in the account and Region of the stack.
   * Throws when none is known.
   */
  readonly trail: ITrailSource;

  /**
   * Where a message in plain words is sent for every event.
   *
   * @default - only to `ruleTargets`
   */
  readonly alerts?: IAlertDestination;

  /**
   * Further targets of every rule, which receive the whole event.
   *
   * @default - only `alerts`
   */
  readonly ruleTargets?: IRuleTarget[];
}

/**
 * EventBridge rules that report attempts to destroy evidence: calls that stop, delete, re-route or narrow this trail, or weaken its bucket,
 * key or log group, and those that take its organization away from it. Alerts usually arrive within minutes; CloudTrail delivers to EventBridge on a best effort basis, and AWS guarantees no time.
 *
 * The rules name the exact ARNs and names of this trail, so calls on other trails and buckets do not match. Refused attempts that CloudTrail
 * records match as well.
 *
 * **Rules see only events of their own account and Region.** Changes to a trail are recorded in its home Region, changes to a bucket, key or
 * log group in theirs, and changes to an organization in one Region of the management account (`us-east-1`; `cn-northwest-1` in China,
 * `us-gov-west-1` in AWS GovCloud). What is known to be elsewhere gets no rule, and a warning says so; create a second `TamperDetection` in a stack there.
 * Deployments that change the trail match too.
 *
 * The rules match events that AWS services send to EventBridge, which is free of charge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 *
 * @example
 * /// fixture=detection
 * declare const trail: ITrailSource;
 * declare const alerts: IAlertDestination;
 *
 * new TamperDetection(this, 'TamperDetection', { trail, alerts });
 */
export class TamperDetection extends Construct {
  /**
   * The rules for what can be seen from here: trail, bucket, key, alias of the key, log group, organization.
   */
  public readonly rules: IRule[];

  constructor(scope: Construct, id: string, props: TamperDetectionProps) {
    super(scope, id);
    guardReferences(this, props);

    const targets = this.targetsOf(props.trail);
    if (targets.length === 0) {
      throw invalid('trail.trailAttributes', 'must contain a trail ARN, bucket, encryption key or log group', 'none', {
        scope: this, wayOut: 'Set one of them in `TrailSource.fromTrailAttributes`',
      });
    }
    this.rules = targets.filter((target) => inSight(this, target.what, target.place, {
      warningId: 'cdk-well-architected-trail:tamperingOutOfSight', blind: 'no rule of this stack receives its events', construct: 'TamperDetection',
    })).map((target) => this.createRule(target, props));

    if (!props.alerts && !props.ruleTargets?.length) {
      warnNobodyNotified(this, 'cdk-well-architected-trail:tamperDetectionWithoutTargets', 'The rules have no targets', 'ruleTargets');
    }
  }

  /** What is known of the trail, in the order of the rules. */
  private targetsOf({ trailAttributes: { trailArn, bucket, encryptionKey, logGroup, organizationId } }: ITrailSource): Target[] {
    const targets: Target[] = [];
    if (trailArn) {
      const { name, ...place } = partsOf(trailArn);
      targets.push({ id: 'Trail', target: 'trail', what: 'trail', how: 'stopped, deleted, re-routed or narrowed', place, names: { arn: trailArn, name } });
    }
    if (bucket) {
      const names = { name: bucket.bucketRef.bucketName };
      targets.push({ id: 'Bucket', target: 'bucket', what: 'bucket', how: 'opened, unprotected, expired or deleted', place: bucket.env, names });
    }
    if (encryptionKey) targets.push(...this.keyTargets(encryptionKey));
    if (logGroup) {
      const name = logGroup.logGroupRef.logGroupName;
      const names = { name, arn: logGroupArn(this, name) };
      targets.push({ id: 'LogGroup', target: 'logGroup', what: 'log group', how: 'deleted, shortened or unprotected', place: logGroup.env, names });
    }
    if (trailArn && organizationId) targets.push(...this.organizationTargets(trailArn));
    return targets;
  }

  /** Events about a key name its ARN, never an alias. Which key an alias stands for is a second thing to change. */
  private keyTargets(key: IKeyRef): Target[] {
    const behind = keyBehind(key);
    const targets: Target[] = [];
    if (behind) {
      const names = { arn: behind.keyRef.keyArn };
      targets.push({ id: 'Key', target: 'key', what: 'key', how: 'disabled, deleted or given to others', place: behind.env, names });
    }
    // Where the key is out of sight, so is its alias: one warning is enough.
    if (isAlias(key) && !(behind && elsewhere(this, key.env))) {
      const names = { name: key.aliasName };
      targets.push({ id: 'Alias', target: 'alias', what: 'alias of the key', how: 'deleted, or sent to another key', place: key.env, names });
    }
    if (!behind) {
      Validations.of(this).addWarning('cdk-well-architected-trail:tamperingWithUnknownKey',
        `The key is known only by the alias \`${(key as IAlias).aliasName}\`, but events name the ARN of the key: no rule sees that it is disabled, deleted or given to others. Describe it with \`Key.fromKeyArn\`.`);
    }
    return targets;
  }

  /** AWS Organizations is one Region in each partition, and its events are seen in that Region by the management account. */
  private organizationTargets(trailArn: string): Target[] {
    const { account } = partsOf(trailArn);
    const names = { name: CLOUDTRAIL_PRINCIPAL };
    const { region: own } = Stack.of(this);
    const region = ORGANIZATIONS_REGIONS.get(knownPartition(own)) ?? own;
    return [{ id: 'Organization', target: 'organization', what: 'organization', how: 'taken away from CloudTrail', place: { account, region }, names }];
  }

  private createRule({ id, target, what, how, names }: Target, props: TamperDetectionProps): IRule {
    const rule = new Rule(this, `${id}Rule`, {
      description: `The ${what} of a CloudTrail trail may have been ${how}`,
      eventPattern: tamperPattern(target, names),
    });
    allRuleTargets(this, props, messageAbout(what)).forEach((ruleTarget) => rule.addTarget(ruleTarget));
    return rule;
  }
}

/** Where the API of AWS Organizations is, and so its events. In other partitions, the Region of the rules is taken to be the one. */
const ORGANIZATIONS_REGIONS: ReadonlyMap<string | undefined, string> = new Map([
  ['aws', 'us-east-1'], ['aws-cn', 'cn-northwest-1'], ['aws-us-gov', 'us-gov-west-1'],
]);

/** A part of a trail, and what a rule about it has to know. */
interface Target {
  readonly id: string;
  readonly target: TamperTarget;
  readonly what: string;
  readonly how: string;
  readonly place: Place;
  readonly names: TargetNames;
}

/** What a person on call reads. */
function messageAbout(what: string): AlertMessage {
  const detail = (path: string) => EventField.fromPath(`$.detail.${path}`);
  return {
    summary: `Possible tampering with the ${what} of your CloudTrail trail: ${detail('eventName')}`,
    details: [
      `Who: ${detail('userIdentity.arn')}`,
      `When: ${detail('eventTime')}`,
      `Where: account ${EventField.account}, Region ${detail('awsRegion')}, from ${detail('sourceIPAddress')}`,
      `Error (empty if the call succeeded): ${detail('errorCode')}`,
      `Event: ${detail('eventID')}`,
      'If no deployment explains the call: undo it first, then revoke the credentials of the caller and review what else was done with them.',
    ].join('\n'),
  };
}

/** Parts of a trail's ARN. Read from the text where it has them, so that they stay readable and comparable when only the partition is a token. */
function partsOf(trailArn: string): Place & { readonly name: string } {
  const [, , , region, account, resource] = trailArn.split(':');
  if (resource?.startsWith('trail/')) return { region, account, name: resource.slice('trail/'.length) };
  const parts = Arn.split(trailArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { region: parts.region!, account: parts.account!, name: parts.resourceName! };
}
