import type { Pair } from './pair';

/* eslint-disable @typescript-eslint/no-explicit-any */
/** Why our answer is not that of a label. */
export interface Disagreement {
  /**
   * `wrong`: what the label says of the resource is not so. `other question`: the other rule asks for less than ours, and is right about that.
   * `not said`: the template does not hold what the answer depends on.
   */
  readonly kind: 'wrong' | 'other question' | 'not said';
  readonly why: string;
}

interface Known extends Disagreement {
  /** Rules of others, as they write them; with `file`, one pair alone. */
  readonly rules: readonly string[];
  readonly file?: string;
  readonly label: Pair['label'];
  readonly answer: string;
  /** What has to be so for the reason to hold. */
  readonly when?: (properties: any) => boolean;
}

const LOG_GROUP_GUIDE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html';
const TRAIL_REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html';
const ACL_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl';

const KNOWN: readonly Known[] = [
  {
    rules: ['CW_LOGGROUP_RETENTION_PERIOD_CHECK', 'CKV_AWS_66', 'CKV_AWS_338', 'LogsLogGroupRetentionRule', 'W86', 'CloudWatchLogGroupRetentionPeriod'],
    label: 'FAIL',
    answer: 'PASS',
    when: ({ RetentionInDays }) => RetentionInDays === undefined,
    kind: 'wrong',
    why: `a log group without RetentionInDays keeps its events indefinitely, which is no shorter than any required retention (${LOG_GROUP_GUIDE})`,
  },
  {
    rules: ['CW_LOGGROUP_RETENTION_PERIOD_CHECK'],
    label: 'FAIL',
    answer: 'PASS',
    when: ({ RetentionInDays }) => [1096, 2192, 2557, 2922, 3288].includes(Number(RetentionInDays)),
    kind: 'wrong',
    why: `the list of the rule lacks numbers of days that CloudWatch Logs takes (${LOG_GROUP_GUIDE})`,
  },
  {
    rules: ['CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', 'CloudTrailCloudWatchLogsEnabled', 'AWS-0162', 'AVD-AWS-0162'],
    label: 'PASS',
    answer: 'FAIL',
    when: ({ CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn }) => CloudWatchLogsLogGroupArn !== undefined && CloudWatchLogsRoleArn === undefined,
    kind: 'wrong',
    why: `CloudTrail delivers to a log group only with a role, and refuses a trail that names one without the other (${TRAIL_REFERENCE})`,
  },
  {
    rules: ['CLOUDWATCH_ALARM_ACTION_CHECK', 'CloudWatchAlarmAction', 'CT.CLOUDWATCH.PR.1', 'CKV_AWS_319'],
    label: 'PASS',
    answer: 'FAIL',
    when: ({ AlarmActions }) => AlarmActions === undefined,
    kind: 'other question',
    why: 'an alarm that acts only when it is over, or when data are missing, does nothing when the event is there',
  },
  {
    rules: ['S3_DEFAULT_ENCRYPTION_KMS'],
    label: 'PASS',
    answer: 'FAIL',
    when: ({ BucketEncryption }) => JSON.stringify(BucketEncryption ?? '').includes('"AES256"'),
    kind: 'wrong',
    why: 'AES256 is encryption with keys of S3, not with KMS, which the rule is named after (https://docs.aws.amazon.com/config/latest/developerguide/s3-default-encryption-kms.html)',
  },
  {
    rules: ['S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED', 'S3BucketServerSideEncryptionEnabled', 'CKV_AWS_19', 'S3BucketEncryptionSetRule', 'S3BucketEncyptionSetRule', 'W41', 'AWS-0088', 'AVD-AWS-0088', 'FG_R00099'],
    label: 'PASS',
    answer: 'FAIL',
    when: ({ BucketEncryption }) => JSON.stringify(BucketEncryption ?? '').includes('"AES256"'),
    kind: 'other question',
    why: 'any encryption is enough there, which S3 does by itself; the log files of a trail are encrypted with a key of yours',
  },
  {
    rules: ['S3_BUCKET_PUBLIC_READ_ACL', 'S3BucketPublicReadAclRule'],
    label: 'PASS',
    answer: 'FAIL',
    when: ({ AccessControl }) => AccessControl === 'PublicReadWrite',
    kind: 'wrong',
    why: `PublicReadWrite allows public read access (${ACL_GUIDE}); the rule leaves it to another one`,
  },
  {
    rules: ['S3_BUCKET_NO_PUBLIC_RW_ACL', 'S3_BUCKET_PUBLIC_RW_ACL', 'S3BucketPublicReadWriteAclRule'],
    label: 'PASS',
    answer: 'FAIL',
    when: ({ AccessControl }) => AccessControl === 'PublicRead',
    kind: 'other question',
    why: `only public write access is checked there; PublicRead is public as well (${ACL_GUIDE})`,
  },
  // Each of these asks for some of the public ACLs and leaves the others to its sisters.
  ...Object.entries({
    PublicRead: ['CKV_AWS_20', 's3_bucket_acl_allows_read_to_all_users'],
    AuthenticatedRead: ['s3_bucket_acl_allows_read_to_any_authenticated_user'],
    PublicReadWrite: ['CKV_AWS_57', 's3_bucket_acl_allows_read_or_write_to_all_users'],
  }).map(([canned, rules]): Known => ({
    rules,
    label: 'PASS',
    answer: 'FAIL',
    when: ({ AccessControl }) => ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'].includes(AccessControl) && AccessControl !== canned,
    kind: 'other question',
    why: `only the canned ACL ${canned} is checked there; the others are public as well (${ACL_GUIDE})`,
  })),
  ...(['PASS', 'FAIL'] as const).map((label): Known => ({
    rules: ['S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION', 'S3BucketPolicyNotActionRule', 'W20'],
    label,
    answer: 'CANNOT TELL',
    when: ({ PolicyDocument }) => [PolicyDocument?.Statement].flat().some((statement) => statement?.NotAction && Object.keys(statement.NotAction).includes('AWS')),
    kind: 'not said',
    why: 'NotAction holds principals instead of actions, which S3 refuses: such a policy allows nothing and denies nothing',
  })),
  {
    rules: ['SnsTopicKmsMasterKeyIdRule', 'W47', 'SNS_ENCRYPTED_KMS', 'CKV_AWS_26'],
    label: 'PASS',
    answer: 'CANNOT TELL',
    when: ({ KmsMasterKeyId }) => KmsMasterKeyId?.Ref !== undefined,
    kind: 'not said',
    why: 'the key is a parameter, whose default does not bind whoever deploys the template: an empty value leaves the topic without a key',
  },
];

export function disagreementOn({ rule, file, label }: Pair, answer: string, resources: readonly any[]): Disagreement | undefined {
  const known = KNOWN.find((each) => each.rules.includes(rule) && (each.file ?? file) === file && each.label === label && each.answer === answer
    && (!each.when || resources.some(({ Properties }) => each.when!(Properties ?? {}))));
  return known && { kind: known.kind, why: known.why };
}
