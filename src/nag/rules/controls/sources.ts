/** Where it says that a check is evidence for a control. */
export interface ControlSource {
  readonly title: string;
  readonly source?: string;
  readonly read?: string;
}

const READ = '2026-11-26';

/** The sources of control ids, in the order in which they are preferred. */
export const CONTROL_SOURCES = {
  securityHub: {
    title: 'AWS Security Hub CSPM user guide, related requirements of its controls',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
    read: READ,
  },
  controlTower: {
    title: 'AWS Control Tower control reference',
    source: 'https://docs.aws.amazon.com/controltower/latest/controlreference/cloudtrail-rules.html',
    read: READ,
  },
  cis: { title: 'CIS AWS Foundations Benchmark, as prowler lists its numbers', source: 'https://github.com/prowler-cloud/prowler/tree/master/prowler/compliance/aws', read: READ },
  config: {
    title: 'AWS Config conformance pack mapping, as cdk-nag prints it',
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-hipaa_security.html',
    read: READ,
  },
  prowler: { title: 'prowler compliance mapping', source: 'https://github.com/prowler-cloud/prowler/tree/master/prowler/compliance/aws', read: READ },
  fedRamp: {
    title: 'FedRAMP Rev. 5 Moderate baseline, for NIST ids that another source names',
    source: 'https://github.com/GSA/fedramp-automation/blob/master/dist/content/rev5/baselines/json/FedRAMP_rev5_MODERATE-baseline_profile.json',
    read: READ,
  },
  project: { title: 'the reading of this project' },
} as const satisfies { readonly [source: string]: ControlSource };

export type ControlSourceName = keyof typeof CONTROL_SOURCES;

/** Controls of Security Hub and Control Tower on CloudTrail that no rule is evidence for, and why. */
export const WITHOUT_RULE: { readonly [id: string]: string } = {
  'CloudTrail.9': 'whether a trail has tags is a matter of the tags that you use; `Tags.of(trail).add()` sets them',
  'CloudTrail.10': 'about event data stores of CloudTrail Lake, which is closed to new customers',
  'CT.CLOUDTRAIL.PR.4': 'about event data stores of CloudTrail Lake, which is closed to new customers',
};
