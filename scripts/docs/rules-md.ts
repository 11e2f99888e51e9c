/** Writes RULES.md and docs/controls.md from the table of rule facts: `npx tsx scripts/docs/rules-md.ts`. */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Area, PACK_NAME, RULE_NAMES, type RuleName, RULES, RULES_BY_AREA, ruleId } from '../../src/nag/rules';
import { SECURITY_HUB, type SecurityHubId } from '../../src/nag/rules/controls/security-hub';
import { CONTROL_SOURCES, type ControlSource, type ControlSourceName, WITHOUT_RULE } from '../../src/nag/rules/controls/sources';
import { BEST_PRACTICES, CATALOGS, type RuleControls } from '../../src/nag/rules/facts';

const GENERATED = '<!-- Generated from src/nag/rules by scripts/docs/rules-md.ts; do not edit. -->';

/** What a catalog's ids look like in a list of them. */
const PREFIXES: { readonly [C in keyof Required<RuleControls>]: string } = {
  wellArchitected: 'Well-Architected: ',
  securityHub: 'Security Hub: ',
  controlTower: 'Control Tower: ',
  cis14: 'CIS 1.4: ',
  cis30: 'CIS 3.0: ',
  cis50: 'CIS 5.0: ',
  cis70: 'CIS 7.0: ',
  nist80053r5: 'NIST 800-53 r5: ',
  fedRampModerate: 'FedRAMP Moderate: ',
  nist800171r2: 'NIST 800-171 r2: ',
  pci401: 'PCI DSS 4.0.1: ',
  hipaa: 'HIPAA: ',
};

const AREAS: { readonly [A in Area]: string } = {
  'Trail': 'The trail itself.',
  'Bucket': 'The bucket that stores the log files, of the trail or admitting CloudTrail by its policy.',
  'Key': 'The KMS keys that encrypt the log files: the one that the trail names, and the one that the bucket encrypts with.',
  'Log group': 'The log group that the trail delivers to, and the role that it uses. Not applicable where a trail has none.',
  'Topic': 'The topic that announces delivered log files. Not applicable where a trail has none.',
  'Monitoring': 'Who is notified, and who could stop the trail.',
};

const catalogs = Object.keys(CATALOGS) as (keyof RuleControls)[];
const rulesOf = (area: Area) => Object.keys(RULES_BY_AREA[area]) as RuleName[];
const anchor = (name: RuleName) => `#${name.toLowerCase()}`;
const levelOf = (name: RuleName) => RULES[name].level + (RULES[name].optIn ? ', opt-in' : '');

function controlsOf(name: RuleName): string {
  const controls = RULES[name].controls;
  return catalogs.filter((c) => controls[c]).map((c) => `${PREFIXES[c]}${controls[c]!.join(', ')}`).join(' · ');
}

function section(name: RuleName): string {
  const fact = RULES[name];
  return [
    `### ${name}`,
    `\`${ruleId(name)}\` · **${levelOf(name)}** · [AWS documentation](${fact.docs})`,
    [
      `- **Compliant when** ${fact.compliantWhen}.`,
      `- **Otherwise:** ${fact.info} ${fact.why}`,
      `- **Fix:** ${fact.fix}`,
      `- **\`WellArchitectedTrail\`:** ${fact.constructDefault}.`,
      `- **Controls:** ${controlsOf(name)}`,
    ].join('\n'),
  ].join('\n\n');
}

function overview(area: Area): string {
  return [
    '| Rule | Level | Compliant when |',
    '|---|---|---|',
    ...rulesOf(area).map((name) => `| [\`${name}\`](${anchor(name)}) | ${levelOf(name)} | ${RULES[name].compliantWhen} |`),
  ].join('\n');
}

/** The text of RULES.md. */
export function rulesMd(): string {
  const areas = Object.keys(AREAS) as Area[];
  return `${[
    GENERATED,
    '# Rules',
    `The ${RULE_NAMES.length} rules of the pack \`${PACK_NAME}\`. They judge the CloudFormation templates of an app, as they will be deployed: `
      + 'every trail, and its bucket, key, log group, role and topic, wherever in the app they are. Resources that have nothing to do with a trail are never reported.',
    '```ts nofixture\nimport { App, Validations } from \'aws-cdk-lib\';\nimport { WellArchitectedTrailChecks } from \'cdk-well-architected-trail/nag\';\n\n'
      + 'const app = new App();\nValidations.of(app).addPlugins(new WellArchitectedTrailChecks(app));\n```',
    [
      '- **Levels.** A finding of level error fails the synth. A warning fails it with `cdk synth --strict` only, advice (info) never. `ruleLevels` changes the level of a rule or switches it off; `defaultLevel` is a ceiling for the others.',
      '- **Cannot tell.** Where a template does not show enough (something imported, a parameter, a condition), the finding is a warning that says what could not be seen: `…[CannotTell]` for one rule, `WellArchitectedTrail-CannotSee[…]` for one thing that several rules could not look at. `cannotTell` sets its level.',
      `- **Acknowledge** a finding where it is known and wanted, with the reason: \`Validations.of(trail).acknowledge({ id: '${PACK_NAME}::${ruleId('CloudTrailInsightsEnabled')}', reason: '…' })\`. `
        + 'It holds for the construct and all below it. The reason goes into `validation-report.json`.',
    ].join('\n'),
    'The guide [docs/rule-pack.md](docs/rule-pack.md) says more; [docs/controls.md](docs/controls.md) lists the rules by control.',
    ...areas.flatMap((area) => [`## ${area}`, AREAS[area], overview(area), ...rulesOf(area).map(section)]),
  ].join('\n\n')}\n`;
}

/** Sorts "10.2" after "9.1" and "CloudWatch.10" after "CloudWatch.9". */
const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** The rules by control, and by where it says that they are evidence for it. */
function catalogTable(catalog: keyof RuleControls): string {
  const rows = new Map<string, { id: string; source: ControlSourceName; rules: RuleName[] }>();
  for (const name of RULE_NAMES) {
    for (const [id, source] of Object.entries(RULES[name].controlSources[catalog] ?? {})) {
      const row = rows.get(`${id} ${source}`) ?? { id, source, rules: [] };
      rows.set(`${id} ${source}`, { ...row, rules: [...row.rules, name] });
    }
  }
  const title = (id: string) => {
    if (catalog === 'wellArchitected') return `${id} ${BEST_PRACTICES[id]}`;
    return catalog === 'securityHub' ? `${id} ${SECURITY_HUB[id as SecurityHubId].title}` : id;
  };
  return [
    '| Control | Rules | Source |',
    '|---|---|---|',
    ...[...rows.values()].sort((a, b) => byNumber(a.id, b.id))
      .map(({ id, source, rules }) => `| ${title(id)} | ${rules.map((name) => `[\`${name}\`](../RULES.md${anchor(name)})`).join(', ')} | ${SHORT_SOURCES[source]} |`),
  ].join('\n');
}

/** How the tables name a source. */
const SHORT_SOURCES: { readonly [S in ControlSourceName]: string } = {
  securityHub: 'Security Hub', controlTower: 'Control Tower', cis: 'CIS', config: 'AWS Config', prowler: 'prowler', fedRamp: 'FedRAMP', project: 'this project',
};

function sourceTable(): string {
  return [
    '| Source | What it is | Compared |',
    '|---|---|---|',
    ...Object.entries<ControlSource>(CONTROL_SOURCES).map(([name, { title, source, read }]) => [
      '', SHORT_SOURCES[name as ControlSourceName], source ? `[${title}](${source})` : title, read ?? '', '',
    ].join(' | ').trim()),
  ].join('\n');
}

/** The text of docs/controls.md. */
export function controlsMd(): string {
  return `${[
    GENERATED,
    '# Controls',
    'Which rule is evidence for which control, and how a default `WellArchitectedTrail` meets it. A rule looks at what an app deploys; it is a part of the evidence for a control, never all of it.',
    '## Sources',
    'Every number comes from a published mapping of the same check, which the tables name; where several have it, the first of these.',
    sourceTable(),
    'Security Hub prints requirements of PCI DSS v4.0.1. prowler maps PCI DSS v4.0, whose requirements have the same numbers; it is named where Security Hub maps the check to none, or to fewer. '
      + 'FedRAMP maps no checks: its table has those NIST controls of a rule that are in the Moderate baseline. '
      + 'For CloudTrail.5, Security Hub prints CIS 5.0, 3.4, which in the benchmark is about access logs of the bucket; it is left out.',
    'No rule is evidence for these controls on CloudTrail:',
    Object.entries(WITHOUT_RULE).map(([id, why]) => `- **${id}**: ${why}.`).join('\n'),
    'The rule about TLS keeps the name of the AWS Config rule, `s3-bucket-ssl-requests-only`. Security Hub calls S3.5 "should require requests to use TLS" since 2026-09-11.',
    '## By rule',
    [
      '| Rule | Level | Default of `WellArchitectedTrail` | Controls |',
      '|---|---|---|---|',
      ...RULE_NAMES.map((name) => `| [\`${name}\`](../RULES.md${anchor(name)}) | ${levelOf(name)} | ${RULES[name].constructDefault} | ${controlsOf(name)} |`),
    ].join('\n'),
    ...catalogs.flatMap((catalog) => [`## ${CATALOGS[catalog]}`, catalogTable(catalog)]),
  ].join('\n\n')}\n`;
}

/** The generated files, by path from the root of the project. */
export const GENERATED_FILES: { readonly [file: string]: () => string } = { 'RULES.md': rulesMd, 'docs/controls.md': controlsMd };

if (require.main === module) {
  for (const [file, text] of Object.entries(GENERATED_FILES)) {
    writeFileSync(path.join(__dirname, '..', '..', file), text());
  }
}
