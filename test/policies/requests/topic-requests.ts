/** Requests to the topic of the notifications, and to the key on its behalf. */
import { cases, CLOUDTRAIL, forEach, otherArns, otherTrails, unauthorizedPrincipals, without } from './request-building';
import { type Case, type Facts } from './trail-requests';
import { type AccessRequest } from '../../oracles/policy-evaluator';

export function topicCases(facts: Facts): Case[] {
  const { partition, account, trailArn, topic } = facts;
  if (!topic) return [];
  const publish: AccessRequest = { principal: CLOUDTRAIL, action: 'sns:Publish', resource: topic.ref, context: { 'aws:SourceArn': trailArn, 'aws:SecureTransport': 'true' } };
  const insecure = { 'aws:SecureTransport': 'false' };
  return [
    ...cases('topic', publish, [
      ['allow', { 'announces a log file': {} }],
      ['implicit deny', {
        ...forEach(otherTrails(trailArn), 'announces for', (arn) => ({ context: without({ ...publish.context, 'aws:SourceArn': arn }) })),
        ...forEach(otherArns(topic.ref), 'announces on', (resource) => ({ resource })),
        ...forEach(otherArns(topic.ref), 'without TLS on', (resource) => ({ resource, context: insecure })),
        'subscribes without TLS': { action: 'sns:Subscribe', context: insecure },
        ...forEach(['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:DeleteTopic'], 'asks for', (action) => ({ action })),
        ...forEach(unauthorizedPrincipals(facts), 'by', (principal) => ({ principal })),
      }],
      ['explicit deny', {
        'announces without TLS': { context: { ...publish.context, ...insecure } },
        'a role announces without TLS': { principal: { arn: `arn:${partition}:iam::${account}:role/app` }, context: insecure },
      }],
    ]),
    ...cases('key', { principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', resource: facts.key.arn!, context: { 'aws:SourceArn': trailArn } }, [
      ['allow', { 'topic: encrypts a notice': {}, 'topic: decrypts its data key': { action: 'kms:Decrypt' } }],
    ]),
  ];
}
