import { ArnFormat, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRuleTarget, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { type IResourceWithPolicyV2, PolicyStatement, ResourceWithPolicies, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import { CfnTopic, type ITopic, type ITopicRef, type ITopicSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { AlertMessage, IAlertDestination } from './alert-destination';
import { checkRemovalPolicy } from '../private/checks';
import { invalid } from '../private/invalid';
import { keyDependencies } from '../private/keys';
import { readableStatements } from '../private/readable';
import { asKey, asTopic } from '../private/resources';
import { topicPolicy } from '../private/topic-policy';

/**
 * Properties of `AlertTopic`.
 */
export interface AlertTopicProps {
  /**
   * E-mail addresses that receive every alert. Each recipient has to confirm the subscription. Throws if a value is not an e-mail address.
   *
   * @default - none
   */
  readonly emails?: string[];

  /**
   * Further subscriptions: a queue, a function, an HTTPS endpoint.
   *
   * @default - none
   */
  readonly subscriptions?: ITopicSubscription[];

  /**
   * An existing topic. The permissions that CloudWatch alarms and EventBridge need are added to its policy; if the policy is not managed
   * by this app, a warning contains the statements to add.
   *
   * @default - a new topic that accepts messages over TLS only
   */
  readonly topic?: ITopicRef;

  /**
   * The KMS key of the topic. Must be customer managed: neither alarms nor EventBridge can use `alias/aws/sns`. Costs the same as any
   * customer managed key.
   *
   * The permissions that both senders need are added to its policy; if the policy is not managed by this app, a warning contains the
   * statements to add.
   *
   * @default - a new key for a new topic; for an existing topic, the key that it is known to have
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Removal policy of the topic and the key that this construct creates. Messages are gone once they are delivered, so nothing needs them
   * later; a topic that is retained keeps its subscriptions.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * An encrypted SNS topic that CloudWatch alarms and EventBridge rules of this account and Region can publish to.
 *
 * Each sender needs a statement in the topic policy and one in the key policy, and the two differ: alarms are limited to this account,
 * but EventBridge sends no context keys with its messages, so that a condition in its statement drops every message. CDK's own alarm
 * action and rule target write only half of this.
 *
 * For chat, give `topic` to `aws_chatbot.SlackChannelConfiguration`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 *
 * @example
 * /// fixture=detection
 * const alerts = new AlertTopic(this, 'Alerts', { emails: ['security@example.com'] });
 *
 * declare const alarm: cloudwatch.Alarm;
 * alarm.addAlarmAction(alerts.alarmAction());
 */
export class AlertTopic extends Construct implements IAlertDestination {
  /**
   * The topic.
   */
  public readonly topic: ITopic;

  /**
   * The key that encrypts the topic. Undefined for an existing topic whose key is not known.
   */
  public readonly encryptionKey?: IKey;

  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    super(scope, id);
    for (const email of props.emails ?? []) {
      if (!Token.isUnresolved(email) && !/^[^@\s]+@[^@\s]+$/.test(email)) throw invalid('emails', 'must be e-mail addresses', email, { scope: this });
    }
    checkRemovalPolicy(props.removalPolicy, 'topics and keys', { scope: this });

    const { topic: existing, encryptionKey: givenKey, removalPolicy } = props;
    if (givenKey) {
      this.encryptionKey = asKey(this, givenKey);
    } else {
      this.encryptionKey = existing ? knownKey(existing) : createKey(this, removalPolicy);
    }
    this.topic = existing ? asTopic(this, existing) : createTopic(this, this.encryptionKey as IKey, removalPolicy);
    this.allowSenders(existing ?? this.topic);

    const emails = (props.emails ?? []).map((email) => new EmailSubscription(email));
    [...emails, ...(props.subscriptions ?? [])].forEach((subscription) => this.topic.addSubscription(subscription));
  }

  /**
   * The action that makes an alarm publish to the topic.
   */
  public alarmAction(): IAlarmAction {
    return { bind: () => ({ alarmActionArn: this.topic.topicArn }) };
  }

  /**
   * The target that makes a rule publish a message to the topic. Unlike the target in `aws-events-targets`, it adds nothing to the topic
   * policy, which already allows it.
   *
   * @param message The text of the message. The summary is the first line.
   */
  public ruleTarget(message: AlertMessage): IRuleTarget {
    const { summary, details } = message;
    const input = RuleTargetInput.fromMultilineText(details === undefined ? summary : `${summary}\n${details}`);
    return { bind: () => ({ arn: this.topic.topicArn, input, targetResource: this.topic }) };
  }

  private allowSenders(topic: ITopicRef) {
    const byAlarms = { principals: [new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: this.onlyOwnAlarms() })] };
    // No conditions: EventBridge sends no context keys here.
    const byRules = { principals: [new ServicePrincipal('events.amazonaws.com')] };
    const publish = { actions: ['sns:Publish'], resources: [this.topic.topicArn] };
    const encrypt = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };

    this.addTo('topic', CfnTopic.isCfnTopic(topic) ? topicPolicy(topic) : ResourceWithPolicies.of(topic), [
      new PolicyStatement({ sid: 'AllowAlarms', ...byAlarms, ...publish }),
      new PolicyStatement({ sid: 'AllowRules', ...byRules, ...publish }),
    ]);
    if (!this.encryptionKey && !hasUnknownKey(topic)) return;
    this.addTo('key', this.encryptionKey && ResourceWithPolicies.of(this.encryptionKey), [
      new PolicyStatement({ sid: 'AllowAlarms', ...byAlarms, ...encrypt }),
      new PolicyStatement({ sid: 'AllowRules', ...byRules, ...encrypt }),
    ]);
  }

  private onlyOwnAlarms() {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } };
  }

  private addTo(what: 'topic' | 'key', policies: IResourceWithPolicyV2 | undefined, statements: PolicyStatement[]) {
    const missing = statements.filter((statement) => !policies?.addToResourcePolicy(statement).statementAdded);
    if (missing.length > 0) {
      Validations.of(this).addWarning(
        what === 'topic' ? 'cdk-well-architected-trail:alertTopicPolicyNotManaged' : 'cdk-well-architected-trail:alertKeyPolicyNotManaged',
        `The policy of the alert ${what} is not managed by this app. Alerts arrive only if it contains these statements: `
        + readableStatements(this, missing.map((statement) => statement.toStatementJson())),
      );
    }
  }
}

function createKey(scope: Construct, removalPolicy = RemovalPolicy.DESTROY): Key {
  return new Key(scope, 'Key', {
    description: 'Encrypts the alerts about a trail on their way to the subscribers',
    enableKeyRotation: true,
    removalPolicy,
  });
}

function createTopic(scope: Construct, masterKey: IKey, removalPolicy?: RemovalPolicy): Topic {
  const topic = new Topic(scope, 'Topic', { masterKey, enforceSSL: true });
  topic.node.addDependency(...keyDependencies(masterKey));
  if (removalPolicy) topic.applyRemovalPolicy(removalPolicy);
  return topic;
}

/** The key that an existing topic says it has. A low-level topic knows only a name. */
function knownKey(topic: ITopicRef): IKey | undefined {
  return 'masterKey' in topic ? (topic as ITopic).masterKey : undefined;
}

function hasUnknownKey(topic: ITopicRef): boolean {
  return CfnTopic.isCfnTopic(topic) && topic.kmsMasterKeyId !== undefined;
}
