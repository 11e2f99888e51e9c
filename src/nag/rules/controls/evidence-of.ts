import type { RuleControls } from './catalogs';
import { AWS_CONFIG, FEDRAMP_MODERATE, MISPRINTED, PROWLER } from './mappings';
import { type RelatedRequirements, SECURITY_HUB, type SecurityHubId } from './security-hub';
import type { ControlSourceName } from './sources';

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

/** The controls of all checks that are the same as a rule, each id with the first source that names it. */
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
