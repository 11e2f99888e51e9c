import { CLOUDTRAIL_GUIDE, LOG_GROUP, LOGS_GUIDE, ROLE, type RuleFacts } from './fact';

/** Rules about the log group that the trail delivers to, and the role that it does that with. */
export const LOG_GROUP_FACTS = {
  CloudTrailLogGroupEncrypted: {
    level: 'warning',
    area: 'Log group',
    compliantWhen: 'the log group has a customer managed KMS key whose policy admits CloudWatch Logs',
    info: 'The log group of the trail is not encrypted with a key that CloudWatch Logs may use.',
    why: 'The log group holds the same events as the log files: without a key of its own, whoever may read log groups reads them.',
    fix: 'Set `encryptionKey` on the `LogGroup` or `kmsKeyId` on the `CfnLogGroup` (CloudFormation: `KmsKeyId`), and allow the principal '
      + '`logs.<region>.amazonaws.com` '
      + '`kms:Encrypt`, `kms:Decrypt`, `kms:ReEncrypt*` and `kms:GenerateDataKey*` in the key policy with `ArnEquals` '
      + '`kms:EncryptionContext:aws:logs:arn` = the ARN of the log group.',
    resource: LOG_GROUP,
    property: 'KmsKeyId',
    docs: `${LOGS_GUIDE}/encrypt-log-data-kms.html`,
    controls: {
      nist80053r5: ['AU-9(3)', 'SC-28(1)'],
      wellArchitected: ['SEC08-BP02'],
    },
    constructDefault: 'with `cloudWatchLogs: {}`: encrypted with the key of the trail',
  },
  CloudTrailLogGroupRetention: {
    level: 'error',
    area: 'Log group',
    compliantWhen: 'the log group keeps its events for the required days or never expires them',
    info: 'The log group of the trail drops events before the required days are over.',
    why: 'Break-ins are often found months later: by then the events that show how it happened are gone from the place where people search.',
    fix: 'Set `retention: RetentionDays.ONE_YEAR` or longer on the `LogGroup`, `retentionInDays: 365` or more on the `CfnLogGroup` '
      + '(CloudFormation: `RetentionInDays`; left out = kept for ever).',
    resource: LOG_GROUP,
    property: 'RetentionInDays',
    docs: `${LOGS_GUIDE}/Working-with-log-groups-and-streams.html`,
    controls: {
      securityHub: ['CloudWatch.16'],
      nist80053r5: ['AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-11', 'CA-7', 'SI-12'],
      pci40: ['3.2.1', '10.5.1'],
      hipaa: ['164.312(b)'],
      wellArchitected: ['COST04-BP05', 'SEC07-BP04'],
    },
    constructDefault: 'with `cloudWatchLogs: {}`: one year',
  },
  CloudTrailLogGroupRetained: {
    level: 'warning',
    area: 'Log group',
    compliantWhen: 'the log group outlives its stack (`DeletionPolicy` retains it, or deletion protection is on)',
    info: 'The log group of the trail is deleted with its stack.',
    why: 'Deleting or replacing a stack, by mistake or to cover tracks, takes all events in the log group with it.',
    fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `LogGroup` (CloudFormation: `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`), '
      + 'or `deletionProtectionEnabled: true`.',
    resource: LOG_GROUP,
    property: 'DeletionPolicy',
    docs: `${LOGS_GUIDE}/Working-with-log-groups-and-streams.html`,
    controls: {
      wellArchitected: ['SEC10-BP03'],
    },
    constructDefault: 'with `cloudWatchLogs: {}`: retained, with deletion protection',
  },
  CloudTrailLogsRoleLeastPrivilege: {
    level: 'error',
    area: 'Log group',
    compliantWhen: 'the CloudWatch Logs role of the trail trusts CloudTrail alone and may create streams and put events in the log group of the '
      + 'trail, and nothing else',
    info: 'The CloudWatch Logs role of the trail cannot deliver, or may do more than deliver.',
    why: 'With too little the events do not arrive; with too much, whoever gets hold of the role can read, overwrite or delete other logs.',
    fix: 'Trust only `cloudtrail.amazonaws.com` for `sts:AssumeRole`, without `aws:SourceArn` (delivery stops with it), and allow only '
      + '`logs:CreateLogStream` and `logs:PutLogEvents` on '
      + '`<log group ARN>:log-stream:<account>_CloudTrail_<region>*` (CloudFormation: `AssumeRolePolicyDocument` and `Policies` of the role).',
    resource: ROLE,
    property: 'Policies',
    docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-required-policy-for-cloudwatch-logs.html`,
    controls: {
      wellArchitected: ['SEC03-BP02'],
    },
    constructDefault: 'with `cloudWatchLogs: {}`: may write the streams of this trail only',
  },
} as const satisfies RuleFacts;
