/** Findings of samples that are known and wanted. Each must occur: the check fails when one no longer does. */
export interface Explanation {
  /** The samples, by the beginning of their names; `''` for all. */
  readonly sample: string;
  /** Ids of findings, as people acknowledge them; a `*` stands for anything. */
  readonly ids: readonly string[];
  readonly reason: string;
}

const rules = (...names: string[]) => names.map((name) => `WellArchitectedTrail::WellArchitectedTrail-${name}`);
const warnings = (...ids: string[]) => ids.map((id) => `Annotation::cdk-well-architected-trail:${id}`);

const CHARGED = 'The sample is about events that are charged for, and the warning states the price';
const ON_A_ROLE = ['AwsSolutions::AwsSolutions-IAM5[*', 'HIPAA.Security::HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'];

export const EXPLAINED: readonly Explanation[] = [
  {
    sample: '',
    ids: rules('CloudTrailBucketObjectLockEnabled', 'CloudTrailCloudWatchLogsEnabled', 'CloudTrailInsightsEnabled', 'CloudTrailAlarmsConfigured[None]'),
    reason: 'Advice on what costs extra, or cannot be undone: a choice of whoever reads the sample',
  },
  { sample: 'README.md', ids: ON_A_ROLE, reason: 'A grant is a policy of the role that it is for' },
  { sample: 'docs/incident-tonight.md', ids: ['AwsSolutions::AwsSolutions-IAM5[*'], reason: 'The page on cdk-nag shows how these paths are acknowledged' },
  { sample: 'docs/second-copy.md', ids: warnings('replicaMustAdmitSource', 'replicaPlaceUnknown'), reason: 'The replica is in another app' },
  { sample: 'docs/analysis.md#analysis-who-did-what-when-and-from-where', ids: ON_A_ROLE, reason: 'A grant is a policy of the role that it is for' },
  {
    sample: 'README.md',
    ids: [...warnings('bucketPolicyNotWritten', 'encryptionKeyPolicyNotWritten'), ...rules('CannotSee[*')],
    reason: 'The bucket and the key are imported: their owner writes their policies',
  },
  {
    sample: 'docs/adopting.md#existing-buckets-and-keys',
    ids: [...warnings('bucketPolicyNotWritten', 'encryptionKeyPolicyNotWritten'), ...rules('CannotSee[*')],
    reason: 'The bucket and the key are imported: their owner writes their policies',
  },
  {
    sample: 'docs/two-accounts.md#archive-and-trail-in-different-apps-or-stages-2',
    ids: [...warnings('archiveMustAdmitTrail'), ...rules('CannotSee[*')],
    reason: 'The archive is in another app',
  },
  { sample: 'README.md', ids: warnings('allDataEvents', 'insightsCost'), reason: CHARGED },
  { sample: 'docs/ai.md', ids: warnings('allDataEvents'), reason: CHARGED },
  { sample: 'docs/events.md', ids: warnings('allDataEvents', 'insightsCost', 'aggregationCost'), reason: CHARGED },
  {
    sample: 'docs/events.md#management-events-2',
    ids: [...warnings('managementReadEventsOff'), ...rules('CloudTrailManagementEventsEnabled')],
    reason: 'The guide says that benchmarks require read events as well',
  },
  { sample: 'docs/events.md#data-events', ids: rules('CloudTrailManagementEventsNotDuplicated'), reason: 'The bucket of the sample is that of another trail here' },
  { sample: 'docs/adopting.md#existing-buckets-and-keys', ids: rules('CloudTrailManagementEventsNotDuplicated'), reason: 'The bucket of the sample is that of another trail here' },
  { sample: 'docs/detection.md#tuning', ids: rules('CloudTrailAlarmsConfigured[OrganizationsChanges]'), reason: 'The sample switches this alarm off' },
  { sample: 'docs/protecting-the-trail.md#prove', ids: warnings('configRecorderNotSeen'), reason: 'The configuration recorder is not in the app' },
  { sample: 'docs/troubleshooting.md#warnings-of-this-package', ids: rules('CloudTrailBucketRetention[Expiration]', 'CloudTrailBucketRetention[NoncurrentExpiration]'), reason: 'The sample is a sandbox with a short retention' },
  { sample: 'docs/rule-pack.md#adopting-it-in-an-app-that-exists-2', ids: rules('CloudTrailTrailPresent'), reason: 'The app of the sample is empty here' },
  { sample: 'README.md', ids: rules('UnusedAcknowledgement'), reason: 'The bucket of the sample is versioned here, so that there is nothing to acknowledge' },
];

/** Samples that show what the rules find: not judged by `--strict`, but by whether the rules find something. */
export const WEAK: { readonly [sample: string]: string } = {
  'docs/getting-started.md#typescript': 'a trail that does not meet the framework',
  'docs/migrating-from-cloudtrail-trail.md#keeping-the-bucket': 'a bucket that `cloudtrail.Trail` made',
  'docs/rule-pack.md#acknowledging-a-finding': 'a `cloudtrail.Trail`',
  'docs/rule-pack.md#when-it-cannot-tell': 'a `cloudtrail.Trail` with a bucket that is imported',
  'docs/rule-pack.md#in-unit-tests': 'a `cloudtrail.Trail`',
};
