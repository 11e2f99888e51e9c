import { ArnFormat, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { invalid } from '../cloudtrail/invalid';
import { readableJson } from '../private/readable';

/**
 * Properties of `AlertTopic`.
 */
export interface AlertTopicProps {
  /**
   * E-mail addresses that get every alert. Each of them has to confirm the subscription. Throws on what is no address.
   *
   * @default - none
   */
  readonly emails?: string[];

  /**
   * Further subscriptions: a queue, a function, an HTTPS endpoint.
   *
   * @default - none
   */
  readonly subscriptions?: sns.ITopicSubscription[];

  /**
   * A topic that exists already. The permissions that CloudWatch alarms and EventBridge need are added to its policy; where
   * that policy belongs to somebody else, a warning holds the statements to add.
   *
   * @default - a new topic that takes messages over TLS only
   */
  readonly topic?: sns.ITopic;

  /**
   * The KMS key of the topic. Must be customer managed: neither alarms nor EventBridge can use `alias/aws/sns`. Costs as any
   * customer managed key.
   *
   * The permissions that both senders need are added to its policy; where that policy belongs to somebody else, a warning
   * holds the statements to add.
   *
   * @default - a new key for a new topic; the key that a `topic` brought along is known to have
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * An encrypted SNS topic that CloudWatch alarms and EventBridge rules of this account and Region can publish to.
 *
 * Both need a statement in the topic policy and one in the key policy, and not the same: alarms are limited to this account,
 * but EventBridge sends no context keys with its messages, and a condition in its statement drops every one of them. CDK's
 * own alarm action and rule target write only half of this.
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
export class AlertTopic extends Construct {
  /**
   * The topic.
   */
  public readonly topic: sns.ITopic;

  /**
   * The key that encrypts the topic. Undefined when a topic was brought along whose key is not known.
   */
  public readonly encryptionKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    super(scope, id);

    for (const email of props.emails ?? []) {
      if (!Token.isUnresolved(email) && !/^[^@\s]+@[^@\s]+$/.test(email)) {
        throw invalid('emails', 'must be e-mail addresses', email);
      }
    }

    this.encryptionKey = props.encryptionKey ?? (props.topic ? props.topic.masterKey : this.createKey());
    this.topic = props.topic ?? new sns.Topic(this, 'Topic', { masterKey: this.encryptionKey, enforceSSL: true });
    this.allowSenders();

    for (const email of props.emails ?? []) {
      this.topic.addSubscription(new subscriptions.EmailSubscription(email));
    }
    for (const subscription of props.subscriptions ?? []) {
      this.topic.addSubscription(subscription);
    }
  }

  /**
   * The action that makes an alarm publish to the topic.
   */
  public alarmAction(): cloudwatch.IAlarmAction {
    return { bind: () => ({ alarmActionArn: this.topic.topicArn }) };
  }

  /**
   * The target that makes a rule publish to the topic. Unlike the one in `aws-events-targets` it adds nothing to the topic
   * policy, which allows it already.
   *
   * @param message What is published; the whole event when it is left out.
   */
  public ruleTarget(message?: events.RuleTargetInput): events.IRuleTarget {
    return { bind: () => ({ arn: this.topic.topicArn, input: message, targetResource: this.topic }) };
  }

  private createKey(): kms.Key {
    return new kms.Key(this, 'Key', {
      description: 'Encrypts the alerts about a trail on their way to the subscribers',
      enableKeyRotation: true,
      // Messages are gone once they are delivered, so there is nothing that needs the key later.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private allowSenders() {
    const byAlarms = { principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com', { conditions: this.onlyOwnAlarms() })] };
    // No conditions: EventBridge fills in no context keys here.
    const byRules = { principals: [new iam.ServicePrincipal('events.amazonaws.com')] };
    const publish = { actions: ['sns:Publish'], resources: [this.topic.topicArn] };
    const encrypt = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };

    this.addTo('topic', this.topic, [
      new iam.PolicyStatement({ sid: 'AllowAlarms', ...byAlarms, ...publish }),
      new iam.PolicyStatement({ sid: 'AllowRules', ...byRules, ...publish }),
    ]);
    if (this.encryptionKey) {
      this.addTo('key', this.encryptionKey, [
        new iam.PolicyStatement({ sid: 'AllowAlarms', ...byAlarms, ...encrypt }),
        new iam.PolicyStatement({ sid: 'AllowRules', ...byRules, ...encrypt }),
      ]);
    }
  }

  private onlyOwnAlarms() {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } };
  }

  private addTo(what: 'topic' | 'key', resource: sns.ITopic | kms.IKey, statements: iam.PolicyStatement[]) {
    const policies = iam.ResourceWithPolicies.of(resource);
    const missing = statements.filter((statement) => !policies?.addToResourcePolicy(statement).statementAdded);
    if (missing.length > 0) {
      Validations.of(this).addWarning(
        what === 'topic' ? 'cdk-well-architected-trail:alertTopicPolicyNotManaged' : 'cdk-well-architected-trail:alertKeyPolicyNotManaged',
        `The policy of the alert ${what} belongs to somebody else. Alerts arrive only when it holds these statements: `
        + readableJson(this, missing.map((statement) => statement.toStatementJson())),
      );
    }
  }
}
