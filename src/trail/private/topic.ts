import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { toPolicyStatements } from './policies';
import { topicTransport } from '../../cloudtrail/statements';
import { asTopic } from '../../private/resources';
import type { TrailNotificationsOptions } from '../options';

/** The topic for notifications about log files. */
export function trailTopic(scope: Construct, options: TrailNotificationsOptions | undefined, key: IKey | undefined): ITopic | undefined {
  return options && (options.topic ? asTopic(scope, options.topic) : createTopic(scope, key));
}

function createTopic(scope: Construct, key: IKey | undefined): Topic {
  const topic = new Topic(scope, 'Topic', { displayName: 'CloudTrail log files', masterKey: key });
  toPolicyStatements([topicTransport(topic.topicArn)]).forEach((statement) => topic.addToResourcePolicy(statement));
  return topic;
}
