/** Describes the findings of the rule pack, from the validation report of the synthesis. */
import { bold, counted, cyan, dim, green, heading, point, red, say, title, yellow } from '../lib/screen';

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly severity: string;
  readonly ruleMetadata?: { readonly [name: string]: string };
  readonly violatingConstructs: readonly { readonly constructPath: string; readonly cloudFormationResource?: { readonly logicalId: string } }[];
  readonly reason?: string;
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

export interface Report {
  readonly pluginReports: readonly PluginReport[];
}

const MARKS: { [severity: string]: string } = { error: red('✗ error  '), warning: yellow('! warning'), info: cyan('i info   ') };
const ORDER = Object.keys(MARKS);
const INDENT = ' '.repeat(13);
/** The catalogs of controls that are shown, by their names in the metadata. */
const CATALOGS = [['wellArchitected', 'Well-Architected'], ['securityHub', 'Security Hub'], ['cis50', 'CIS 5.0']];

export function describeFindings(report: Report): void {
  const { sorted, acknowledged, sum } = own(report);
  sorted.forEach(describe);
  heading('Acknowledged, with a reason that stays in the report');
  acknowledged.forEach(({ ruleName, reason }) => point(`${short(ruleName)}: ${reason}`));
  heading(`${sum}: this synth fails`);
}

/** Findings of the given rules with their fixes for constructs, and how many there are in all. */
export function findingsInShort(report: Report, about: string, rules: string[]): void {
  const { sorted, acknowledged, sum } = own(report);
  title(about);
  for (const { ruleName, description, suggestedFix = '', severity } of rules.flatMap((rule) => sorted.filter((violation) => short(violation.ruleName).replace(/\[.*/, '') === rule))) {
    say(`${MARKS[severity]} ${bold(short(ruleName))}: ${withoutRule(description)}`, '  ', ' '.repeat(11));
    say(`${green('fix')} ${suggestedFix.replace(/ \(CloudFormation: [\s\S]*/, '.')}`, ' '.repeat(11));
  }
  say(dim(`${sum}; ${acknowledged.length} acknowledged, with its reason. All: npm run demo -- findings`));
}

function own(report: Report) {
  const { violations, suppressedViolations: acknowledged = [] } = report.pluginReports.find(({ pluginName }) => pluginName === 'WellArchitectedTrail')!;
  const count = (severity: string, what: string) => counted(violations.filter((violation) => violation.severity === severity).length, what);
  return {
    sorted: [...violations].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)),
    acknowledged,
    sum: `${count('error', 'error')}, ${count('warning', 'warning')}, ${count('info', 'info finding')}`,
  };
}

function describe({ ruleName, description, suggestedFix, severity, ruleMetadata = {}, violatingConstructs }: Violation): void {
  const where = violatingConstructs.map(({ constructPath }) => constructPath).join(', ');
  console.log(`\n  ${MARKS[severity] ?? severity}  ${bold(short(ruleName))}  ${dim(where)}`);
  say(withoutRule(description), INDENT);
  if (ruleMetadata.why) say(dim(ruleMetadata.why), INDENT);
  if (suggestedFix) say(`${green('fix')} ${suggestedFix}`, INDENT);
  const controls = CATALOGS.flatMap(([catalog, name]) => (ruleMetadata[catalog] ? `${name} ${ruleMetadata[catalog]}` : []));
  if (controls.length > 0) say(dim(controls.join('; ')), INDENT);
}

function short(ruleName: string): string {
  return ruleName.replace('WellArchitectedTrail-CloudTrail', '');
}

/** The description begins with the rule, which stands before it here. */
function withoutRule(description: string): string {
  return description.replace(/^\w+: /, '');
}
