/**
 * The AWS Config managed rules that evaluate a trail and what it delivers to, and the rule of the pack that asks the same of a template.
 */

export interface ConfigRule {
  /** The identifier of the managed rule. */
  readonly identifier: string;
  /** What the rule evaluates. Rules about one bucket or topic are limited to it; AWS Config evaluates the others periodically, for the whole account. */
  readonly evaluates: 'trail' | 'bucket' | 'key' | 'logGroup' | 'topic';
  /** What is evaluated, as the end of a sentence that begins with "whether". */
  readonly whether: string;
  /** The rule of the pack with the same demand, without its prefix. */
  readonly packRule: string;
}

/** The page of a rule, whose name is the identifier with hyphens. */
export const configRulePage = ({ identifier }: ConfigRule): string => (
  `https://docs.aws.amazon.com/config/latest/developerguide/${identifier.toLowerCase().replaceAll('_', '-')}.html`
);

/** Rules that need a parameter for every account have it in `TrailConfigRules`. */
export const CONFIG_RULES: readonly ConfigRule[] = [
  { identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED', evaluates: 'trail', whether: 'there is a multi-Region trail that logs all management events', packRule: 'MultiRegionEnabled' },
  { identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED', evaluates: 'trail', whether: 'trails encrypt log files with a KMS key', packRule: 'EncryptionEnabled' },
  { identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', evaluates: 'trail', whether: 'trails create digest files', packRule: 'LogFileValidationEnabled' },
  { identifier: 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', evaluates: 'logGroup', whether: 'trails deliver to CloudWatch Logs, and did so lately', packRule: 'CloudWatchLogsEnabled' },
  { identifier: 'CW_LOGGROUP_RETENTION_PERIOD_CHECK', evaluates: 'logGroup', whether: 'the log group keeps events for a year', packRule: 'LogGroupRetention' },
  { identifier: 'S3_BUCKET_VERSIONING_ENABLED', evaluates: 'bucket', whether: 'the bucket keeps versions', packRule: 'BucketVersioningEnabled' },
  { identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY', evaluates: 'bucket', whether: 'the bucket policy requires TLS', packRule: 'BucketSSLRequestsOnly' },
  { identifier: 'S3_BUCKET_LOGGING_ENABLED', evaluates: 'bucket', whether: 'the bucket has access logs', packRule: 'BucketAccessLoggingEnabled' },
  { identifier: 'S3_DEFAULT_ENCRYPTION_KMS', evaluates: 'bucket', whether: 'the bucket encrypts with a KMS key by default', packRule: 'BucketEncryptionKMS' },
  { identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', evaluates: 'bucket', whether: 'the bucket blocks public access', packRule: 'BucketPublicAccessBlocked' },
  { identifier: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION', evaluates: 'key', whether: 'the key is not about to be deleted', packRule: 'KeyUsable' },
  { identifier: 'SNS_ENCRYPTED_KMS', evaluates: 'topic', whether: 'the topic encrypts messages with a KMS key', packRule: 'TopicEncrypted' },
];
