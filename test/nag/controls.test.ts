import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { RULE_NAMES, RULES } from '../../src/nag/rules';
import { evidenceOf } from '../../src/nag/rules/controls/evidence-of';
import { AWS_CONFIG, FEDRAMP_MODERATE, type MappedCheck, MISPRINTED, PROWLER } from '../../src/nag/rules/controls/mappings';
import { type RelatedRequirements, SECURITY_HUB } from '../../src/nag/rules/controls/security-hub';
import { CONTROL_SOURCES, WITHOUT_RULE } from '../../src/nag/rules/controls/sources';
import { type RuleControls } from '../../src/nag/rules/facts';
import published from '../fixtures/controls/published.json';

/** Ids of an extract of the published mappings, by control. */
const pages = published.securityHub as Record<string, Record<string, string[]>>;
const sorted = (ids: Iterable<string>) => [...ids].sort();
const idsOf = (catalog: keyof RuleControls) => new Set(RULE_NAMES.flatMap((name) => RULES[name].controls[catalog] ?? []));

describe('Security Hub', () => {
  test.each(Object.entries<RelatedRequirements>(SECURITY_HUB))('%s has the requirements that its page prints', (id, { title, ...related }) => {
    expect(title).toMatch(/\w/);
    expect(Object.fromEntries(Object.entries(related).map(([catalog, ids]) => [catalog, sorted(ids as string[])])))
      .toEqual(Object.fromEntries(Object.entries(pages[id]).map(([catalog, ids]) => [catalog, sorted(ids)])));
  });

  test('every control of the pages has a rule, or a reason for having none', () => {
    const named = idsOf('securityHub');
    expect(Object.keys(pages).filter((id) => !named.has(id) && !(id in WITHOUT_RULE))).toEqual([]);
    expect(Object.keys(SECURITY_HUB).filter((id) => !named.has(id))).toEqual([]);
    expect(Object.keys(WITHOUT_RULE).filter((id) => named.has(id) || idsOf('controlTower').has(id))).toEqual([]);
  });

  test('a rule has every requirement of its controls', () => {
    const missing = RULE_NAMES.flatMap((name) => (RULES[name].controls.securityHub ?? []).flatMap((id) => Object.entries(pages[id])
      .flatMap(([catalog, ids]) => ids
        .filter((each) => !RULES[name].controls[catalog as keyof RuleControls]?.includes(each) && !MISPRINTED[id]?.[catalog]?.includes(each))
        .map((each) => `${name} ${id} ${catalog} ${each}`))));
    expect(missing).toEqual([]);
  });

  test('what is taken for a misprint is printed', () => {
    for (const [id, catalogs] of Object.entries(MISPRINTED)) {
      for (const [catalog, ids] of Object.entries(catalogs)) expect(pages[id][catalog]).toEqual(expect.arrayContaining([...ids]));
    }
    expect(RULES.CloudTrailCloudWatchLogsEnabled.controls.cis50).toBeUndefined();
  });
});

describe('Control Tower', () => {
  test('every control on CloudTrail has a rule, or a reason for having none', () => {
    const named = idsOf('controlTower');
    expect(sorted([...named, ...Object.keys(WITHOUT_RULE).filter((id) => id.startsWith('CT.'))])).toEqual(Object.keys(published.controlTower.controls));
  });
});

describe('prowler', () => {
  const checks = published.prowler.checks as Record<string, Record<string, string[]>>;

  test.each(Object.entries<MappedCheck>(PROWLER))('%s is mapped as prowler maps it', (check, { cis50, cis70, pci401, hipaa }) => {
    const prints = checks[check];
    expect(prints.cis50 ?? []).toEqual(expect.arrayContaining([...cis50 ?? []]));
    expect(prints.cis70 ?? []).toEqual([...cis70 ?? []]);
    // Without the parts of what is listed, and without the appendix for designated entities.
    const listed = prints.pci40 ?? [];
    expect(sorted(pci401 ?? [])).toEqual(sorted(listed.filter((id) => !id.startsWith('A3') && !listed.some((other) => id.startsWith(`${other}.`)))));
    if (hipaa) expect(sorted(hipaa.map((id) => id.toLowerCase()))).toEqual(sorted(prints.hipaa));
  });

  test('every check of the extract is the check of some rule', () => {
    expect(Object.keys(checks).filter((check) => !(check in PROWLER))).toEqual([]);
  });
});

describe('AWS Config, as the installed cdk-nag prints it', () => {
  const packs = path.join(path.dirname(require.resolve('cdk-nag/package.json')), 'lib', 'packs');
  const prints = (pack: string, check: string) => {
    const [, text] = new RegExp(`Control IDs?: ([^']*)\\)\\.[^}]*\\.${check},`).exec(readFileSync(path.join(packs, `${pack}.js`), 'utf8'))!;
    return text.split(', ');
  };

  test.each(Object.entries<MappedCheck>(AWS_CONFIG))('%s', (check, { hipaa, nist80053r5 = [] }) => {
    expect(sorted(hipaa!)).toEqual(sorted(prints('hipaa-security', check)));
    expect(prints('nist-800-53-r5', check)).toEqual(expect.arrayContaining([...nist80053r5]));
  });
});

describe('FedRAMP', () => {
  test('a rule names the NIST controls that it has and the Moderate baseline has', () => {
    const baseline = new Set(published.fedRampModerate.controls);
    const expected = [...idsOf('nist80053r5')].filter((id) => baseline.has(id));
    expect(sorted(FEDRAMP_MODERATE)).toEqual(sorted(expected));
    for (const name of RULE_NAMES) {
      const { nist80053r5 = [], fedRampModerate = [] } = RULES[name].controls;
      expect(sorted(fedRampModerate)).toEqual(sorted(nist80053r5.filter((id) => baseline.has(id))));
    }
  });
});

test('every id has a source, and every source is named with its page and day', () => {
  for (const name of RULE_NAMES) {
    const { controls, controlSources } = RULES[name];
    for (const [catalog, ids] of Object.entries<readonly string[]>({ ...controls })) {
      expect(Object.keys(controlSources[catalog as keyof RuleControls]!)).toEqual(expect.arrayContaining([...ids]));
      expect(Object.values(controlSources[catalog as keyof RuleControls]!).filter((source) => !(source in CONTROL_SOURCES))).toEqual([]);
    }
  }
  const { project, ...others } = CONTROL_SOURCES;
  expect(Object.values(others).filter(({ source, read }) => !/^https:/.test(source) || !/^20\d\d-\d\d-\d\d$/.test(read))).toEqual([]);
});

test('the first source that names an id counts, and each id is there once', () => {
  const { controls, controlSources } = evidenceOf({ securityHub: ['KMS.4'], prowler: ['kms_cmk_rotation_enabled'], wellArchitected: ['SEC08-BP01'] });
  expect(controls.pci401).toEqual(['3.7.4', '3.7.5']);
  expect(controlSources.pci401).toEqual({ '3.7.4': 'securityHub', '3.7.5': 'prowler' });
  expect(controlSources.cis70).toEqual({ 4.6: 'cis' });
});
