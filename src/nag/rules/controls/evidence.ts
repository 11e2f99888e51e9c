import type { RuleControls } from './catalogs';
import { AWS_CONFIG, FEDRAMP_MODERATE, MISPRINTED, PROWLER } from './mappings';
import { type RelatedRequirements, SECURITY_HUB, type SecurityHubId } from './security-hub';

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
type Catalog = keyof RuleControls;

/** The checks of others that are the same as a rule, and the ids that nobody maps. */
export interface SameChecks {
  /** Controls of Security Hub, which also give the requirements that it prints for them. */
  readonly securityHub?: readonly SecurityHubId[];
  readonly prowler?: ReadonlyArray<keyof typeof PROWLER>;
  /** Checks of AWS Config, under the names of cdk-nag. */
  readonly config?: ReadonlyArray<keyof typeof AWS_CONFIG>;
  readonly controlTower?: readonly string[];
  /** Sections of the benchmark that no mapping has. */
  readonly cis?: Pick<RuleControls, 'cis14' | 'cis30' | 'cis50' | 'cis70'>;
  readonly wellArchitected: readonly string[];
}

/** The controls that a rule is evidence for, and where each id comes from. */
export interface Evidence {
  readonly controls: RuleControls;
  readonly controlSources: { readonly [C in Catalog]?: { readonly [id: string]: ControlSourceName } };
}

/** What a rule is evidence for, put together when it is first read: most runs need few of them. */
export function evidence(checks: SameChecks): { readonly evidence: () => Evidence } {
  let known: Evidence | undefined;
  return { evidence: () => (known ??= evidenceOf(checks)) };
}

export function evidenceOf(checks: SameChecks): Evidence {
  const found = new Map<Catalog, Map<string, ControlSourceName>>();
  const add = (catalog: Catalog, ids: readonly string[] | undefined, source: ControlSourceName) => {
    for (const id of ids ?? []) {
      const known = found.get(catalog) ?? new Map<string, ControlSourceName>();
      if (!known.has(id)) found.set(catalog, known.set(id, source));
    }
  };
  const addAll = (lists: object, source: ControlSourceName) => {
    for (const [catalog, ids] of Object.entries(lists)) add(catalog as Catalog, ids as readonly string[], source);
  };
  add('wellArchitected', checks.wellArchitected, 'project');
  for (const id of checks.securityHub ?? []) {
    const { title, ...related }: RelatedRequirements = SECURITY_HUB[id];
    add('securityHub', [id], 'securityHub');
    for (const [catalog, ids] of Object.entries<readonly string[]>({ ...related })) {
      add(catalog as Catalog, ids.filter((each) => !isMisprint(id, catalog, each)), 'securityHub');
    }
  }
  add('controlTower', checks.controlTower, 'controlTower');
  addAll(checks.cis ?? {}, 'cis');
  for (const name of checks.config ?? []) addAll(AWS_CONFIG[name], 'config');
  for (const name of checks.prowler ?? []) {
    for (const [catalog, ids] of Object.entries(PROWLER[name])) add(catalog as Catalog, ids, catalog.startsWith('cis') ? 'cis' : 'prowler');
  }
  add('fedRampModerate', [...found.get('nist80053r5')?.keys() ?? []].filter((id) => FEDRAMP_MODERATE.has(id)), 'fedRamp');
  const entries = [...found].map(([catalog, ids]) => [catalog, [...ids].sort(([a], [b]) => compareIds(a, b))] as const);
  return {
    controls: Object.fromEntries(entries.map(([catalog, ids]) => [catalog, ids.map(([id]) => id)])),
    controlSources: Object.fromEntries(entries.map(([catalog, ids]) => [catalog, Object.fromEntries(ids)])),
  };
}

/** Numbers in ids by their value, the rest by its characters. A collator of the platform takes longer to load than an app with one trail takes to judge. */
export function compareIds(a: string, b: string): number {
  const [x, y] = [a, b].map((id) => Array.from(id.matchAll(/\d+|\D+/g), ([part]) => part));
  const at = x.findIndex((part, index) => part !== y[index]);
  if (at < 0) return x.length - y.length;
  const [one, other] = [x[at], y[at] ?? ''];
  return Number(one) - Number(other) || (one < other ? -1 : 1);
}

function isMisprint(control: string, catalog: string, id: string): boolean {
  return MISPRINTED[control]?.[catalog]?.includes(id) ?? false;
}

/** Controls of Security Hub and Control Tower on CloudTrail that no rule is evidence for, and why. */
export const WITHOUT_RULE: { readonly [id: string]: string } = {
  'CloudTrail.9': 'whether a trail has tags is a matter of the tags that you use; `Tags.of(trail).add()` sets them',
  'CloudTrail.10': 'about event data stores of CloudTrail Lake, which is closed to new customers',
  'CT.CLOUDTRAIL.PR.4': 'about event data stores of CloudTrail Lake, which is closed to new customers',
};
