import { Arn, ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type AlertTopic } from './alert-topic';
import { elsewhere, type Place } from './private/sight';
import { bucketTampering, keyTampering, logGroupTampering, trailTampering } from './private/tamper-patterns';
import { invalid } from '../cloudtrail/invalid';
import { type ITrailSource } from '../trail-source';

/**
 * Properties of `TamperDetection`.
 */
export interface TamperDetectionProps {
  /**
   * The trail to watch. Each of trail, bucket, key and log group is watched when it is known and in the account and Region of
   * the stack. Throws when none is known.
   */
  readonly trail: ITrailSource;

  /**
   * The topic that gets a message in plain words for every event.
   *
   * @default - only `targets`
   */
  readonly alerts?: AlertTopic;

  /**
   * Further targets of every rule, which get the whole event.
   *
   * @default - only `alerts`
   */
  readonly targets?: events.IRuleTarget[];
}

/**
 * EventBridge rules that notice within seconds when somebody takes away the evidence: stops, deletes or re-routes this
 * trail, or weakens its bucket, key or log group.
 *
 * The rules name the exact ARNs and names of this trail, so other trails and buckets do not ring. Attempts that were refused
 * ring as well.
 *
 * **Rules see only events of their own account and Region.** Changes to a trail arise in its home Region, changes to a
 * bucket, key or log group in theirs. What is known to be elsewhere gets no rule, and a warning says so; make a second
 * `TamperDetection` in a stack there. Deployments of the trail itself ring too.
 *
 * The rules match events that AWS services send to EventBridge, which costs nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 *
 * @example
 * /// fixture=detection
 * declare const trail: ITrailSource;
 * declare const alerts: AlertTopic;
 *
 * new TamperDetection(this, 'TamperDetection', { trail, alerts });
 */
export class TamperDetection extends Construct {
  /**
   * The rules, of what can be seen from here: trail, bucket, key, log group.
   */
  public readonly rules: events.IRule[] = [];

  constructor(scope: Construct, id: string, props: TamperDetectionProps) {
    super(scope, id);

    const { trailArn, bucket, encryptionKey, logGroup } = props.trail.trailAttributes;
    if (!trailArn && !bucket && !encryptionKey && !logGroup) {
      throw invalid('trail.trailAttributes', 'must name a trail ARN, bucket, encryption key or log group to watch', 'none');
    }

    if (trailArn && this.inSight('trail', partsOf(trailArn))) {
      this.addRule('Trail', 'trail', 'stopped, deleted, re-routed or narrowed', trailTampering(trailArn, partsOf(trailArn).name), props);
    }
    if (bucket && this.inSight('bucket', bucket.env)) {
      this.addRule('Bucket', 'bucket', 'opened, unprotected, expired or deleted', bucketTampering(bucket.bucketRef.bucketName), props);
    }
    if (encryptionKey && this.inSight('key', encryptionKey.env)) {
      this.addRule('Key', 'key', 'disabled, deleted or given to others', keyTampering(encryptionKey.keyRef.keyArn), props);
    }
    if (logGroup && this.inSight('log group', logGroup.env)) {
      const pattern = logGroupTampering(logGroup.logGroupRef.logGroupName, this.logGroupArn(logGroup));
      this.addRule('LogGroup', 'log group', 'deleted, shortened or unprotected', pattern, props);
    }

    if (!props.alerts && !props.targets?.length) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:tamperDetectionWithoutTargets',
        'The rules have no target, so nobody hears of tampering. Give them `alerts` or `targets`.',
      );
    }
  }

  /** Without the `:*` at the end that CloudFormation puts there and requests leave out. */
  private logGroupArn(logGroup: ILogGroupRef): string {
    return Stack.of(this).formatArn({
      service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupRef.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private inSight(what: string, place: Place): boolean {
    const away = elsewhere(this, place);
    if (away) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:tamperingOutOfSight',
        `The ${what} is in ${away}, whose events no rule of this stack can see. Make another TamperDetection in a stack there.`,
      );
    }
    return !away;
  }

  private addRule(id: string, what: string, how: string, eventPattern: events.EventPattern, props: TamperDetectionProps) {
    const rule = new events.Rule(this, `${id}Rule`, { description: `The ${what} of a CloudTrail trail may have been ${how}`, eventPattern });
    for (const target of [...(props.alerts ? [props.alerts.ruleTarget(messageAbout(what))] : []), ...(props.targets ?? [])]) {
      rule.addTarget(target);
    }
    this.rules.push(rule);
  }
}

/** What a person on call reads. */
function messageAbout(what: string): events.RuleTargetInput {
  const detail = (path: string) => events.EventField.fromPath(`$.detail.${path}`);
  return events.RuleTargetInput.fromMultilineText([
    `Somebody touched the ${what} of your CloudTrail trail: ${detail('eventName')}`,
    `Who: ${detail('userIdentity.arn')}`,
    `When: ${detail('eventTime')}`,
    `Where: account ${events.EventField.account}, Region ${detail('awsRegion')}, from ${detail('sourceIPAddress')}`,
    `Refused with (empty if it was done): ${detail('errorCode')}`,
    `Event: ${detail('eventID')}`,
    'If no deployment explains it: undo it first, then revoke the caller\'s credentials and read what else they did.',
  ].join('\n'));
}

/** Parts of a trail's ARN. Read from the text where it has them, so that they stay readable and comparable when only the partition is a token. */
function partsOf(trailArn: string): Place & { readonly name: string } {
  const [, , , region, account, resource] = trailArn.split(':');
  if (resource?.startsWith('trail/')) return { region, account, name: resource.slice('trail/'.length) };
  const parts = Arn.split(trailArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { region: parts.region!, account: parts.account!, name: parts.resourceName! };
}
