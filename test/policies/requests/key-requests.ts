/** Requests to the key that encrypts the log files. */
import { administration, cases, CLOUDTRAIL, CONTEXT, elsewhere, forEach, foreignContexts, otherTrails, unauthorizedPrincipals, without } from './request-building';
import { type Case, type Facts } from './trail-requests';
import { type AccessRequest } from '../../oracles/policy-evaluator';

export function keyCases(facts: Facts): Case[] {
  const { region, trailArn } = facts;
  const encrypt: AccessRequest = {
    principal: CLOUDTRAIL,
    action: 'kms:GenerateDataKey',
    resource: facts.key.arn!,
    context: { 'aws:SourceArn': trailArn, [CONTEXT]: trailArn },
  };
  const from = (sourceArn: string | undefined) => ({ context: without({ ...encrypt.context, 'aws:SourceArn': sourceArn }) });
  const encrypting = (arn: string | undefined) => ({ context: without({ ...encrypt.context, [CONTEXT]: arn }) });
  // Without the log file's context: S3 Bucket Keys and the check when the trail is created send others.
  const plain = { context: { 'aws:SourceArn': trailArn } };

  return cases('key', encrypt, [
    ['allow', {
      'encrypts a log file': {},
      'encrypts without plaintext': { action: 'kms:GenerateDataKeyWithoutPlaintext' },
      'encrypts a log file of another Region': encrypting(trailArn.replace(`:${region}:`, `:${elsewhere(region)}:`)),
      'decrypts a bucket key': { action: 'kms:Decrypt', ...plain },
      'describes the key': { action: 'kms:DescribeKey', ...plain },
      ...administration(facts, facts.key).allowed,
    }],
    ['implicit deny', {
      ...forEach(otherTrails(trailArn), 'encrypts for', (arn) => from(arn)),
      ...forEach(['kms:Decrypt', 'kms:DescribeKey'], 'for other trails', (action) => otherTrails(trailArn).map((arn) => ({ action, ...from(arn) }))),
      // The key of an encrypted topic is used with the context of SNS.
      ...(facts.topic ? {} : {
        'encrypts something that is not a log file': encrypting(undefined),
        ...forEach(foreignContexts(trailArn), 'encrypts with the context', (arn) => encrypting(arn)),
      }),
      ...forEach(['kms:Encrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:GetKeyPolicy'], 'asks for', (action) => ({ action })),
      ...forEach(unauthorizedPrincipals(facts), 'by', (principal) => ({ principal })),
      ...forEach(unauthorizedPrincipals(facts), 'decryption by', (principal) => ({ principal, action: 'kms:Decrypt' })),
      ...forEach(unauthorizedPrincipals(facts), 'description by', (principal) => ({ principal, action: 'kms:DescribeKey' })),
      ...administration(facts, facts.key).refused,
    }],
  ]);
}
