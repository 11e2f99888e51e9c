import type { RuleControls } from './controls/catalogs';
import type { Evidence } from './controls/evidence-of';

export { CATALOGS, type RuleControls } from './controls/catalogs';

/** How a rule speaks when it is not met: an error stops the synth, a warning and an advisory (info) do not. */
export type Level = 'error' | 'warning' | 'info';

/** All that is known of a rule apart from how it judges. */
export interface RuleFact {
  readonly level: Level;
  /** Off unless its level is set. */
  readonly optIn?: boolean;
  /** Ids of findings that are advice, whatever the level of the rule. */
  readonly advice?: readonly string[];
  /**
   * Ids of findings that are advice on what a `WellArchitectedTrail` made, where the level of the rule was not set by name. The finding without
   * an id is ''.
   */
  readonly constructAdvice?: readonly string[];
  /** A clause that continues "compliant when" and "cannot tell whether". */
  readonly compliantWhen: string;
  /** What is wrong. */
  readonly info: string;
  /** What could happen. */
  readonly why: string;
  /** What to write. */
  readonly fix: string;
  /** The resource type that a finding points at unless the rule names another. */
  readonly resource: string;
  /** The property, or attribute such as `DependsOn`, that a finding points at unless the rule names another. */
  readonly property: string;
  readonly docs: string;
  readonly controls: RuleControls;
  /** Where each of these ids comes from. */
  readonly controlSources: Evidence['controlSources'];
  /**
   * What to write where a construct of this package made the resource: the prop that changes it. Left out where no prop does: then something else has
   * changed what the construct sets. Names `WellArchitectedTrail`, which stands for the construct at hand.
   */
  readonly constructFix?: string;
  /** How a default `WellArchitectedTrail` meets the rule, or what switches it on. */
  readonly constructDefault: string;
}

/** Titles of the best practices that the rules name, as the framework prints them. */
export const BEST_PRACTICES: { readonly [id: string]: string } = {
  'SEC01-BP06': 'Automate deployment of standard security controls',
  'SEC03-BP02': 'Grant least privilege access',
  'SEC03-BP05': 'Define permission guardrails for your organization',
  'SEC03-BP07': 'Analyze public and cross-account access',
  'SEC04-BP01': 'Configure service and application logging',
  'SEC04-BP02': 'Capture logs, findings, and metrics in standardized locations',
  'SEC04-BP03': 'Correlate and enrich security alerts',
  'SEC07-BP04': 'Define scalable data lifecycle management',
  'SEC08-BP01': 'Implement secure key management',
  'SEC08-BP02': 'Enforce encryption at rest',
  'SEC08-BP04': 'Enforce access control',
  'SEC09-BP02': 'Enforce encryption in transit',
  'SEC10-BP03': 'Prepare forensic capabilities',
  'OPS08-BP04': 'Create actionable alerts',
  'REL06-BP03': 'Send notifications (Real-time processing and alarming)',
  'COST04-BP05': 'Enforce data retention policies',
  'SUS04-BP03': 'Use policies to manage the lifecycle of your datasets',
  'SUS04-BP05': 'Remove unneeded or redundant data',
};

export const TRAIL = 'AWS::CloudTrail::Trail';
export const BUCKET = 'AWS::S3::Bucket';
export const BUCKET_POLICY = 'AWS::S3::BucketPolicy';
export const KEY = 'AWS::KMS::Key';
export const LOG_GROUP = 'AWS::Logs::LogGroup';
export const ROLE = 'AWS::IAM::Role';
export const POLICY = 'AWS::IAM::Policy';
export const TOPIC = 'AWS::SNS::Topic';
export const TOPIC_POLICY = 'AWS::SNS::TopicPolicy';

export const CLOUDTRAIL_GUIDE = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide';
export const CLOUDTRAIL_API = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference';
export const S3_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
export const KMS_GUIDE = 'https://docs.aws.amazon.com/kms/latest/developerguide';
export const LOGS_GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs';
export const SNS_GUIDE = 'https://docs.aws.amazon.com/sns/latest/dg';

/** The ids of a section of a benchmark that a rule covers from the first to the last. */
export const numbered = (prefix: string, last: number): string[] => Array.from({ length: last }, (_, i) => `${prefix}.${i + 1}`);
