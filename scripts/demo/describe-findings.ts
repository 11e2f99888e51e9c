/** Describes the findings of the rule pack, from the validation report of the synthesis. */
import { bold, cyan, dim, green, heading, point, red, say, yellow } from '../lib/screen';

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
  const { violations, suppressedViolations: acknowledged = [] } = report.pluginReports.find(({ pluginName }) => pluginName === 'WellArchitectedTrail')!;
  const sorted = [...violations].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  sorted.forEach(describe);
  heading('Acknowledged, with a reason that stays in the report');
  acknowledged.forEach(({ ruleName, reason }) => point(`${short(ruleName)}: ${reason}`));

  const count = (severity: string) => violations.filter((violation) => violation.severity === severity).length;
  heading(`${count('error')} errors, ${count('warning')} warnings, ${count('info')} advisories: this synth fails`);
}

function describe({ ruleName, description, suggestedFix, severity, ruleMetadata = {}, violatingConstructs }: Violation): void {
  const where = violatingConstructs.map(({ constructPath }) => constructPath).join(', ');
  console.log(`\n  ${MARKS[severity] ?? severity}  ${bold(short(ruleName))}  ${dim(where)}`);
  say(description, INDENT);
  if (ruleMetadata.why) say(dim(ruleMetadata.why), INDENT);
  if (suggestedFix) say(`${green('fix')} ${suggestedFix}`, INDENT);
  const controls = CATALOGS.flatMap(([catalog, name]) => (ruleMetadata[catalog] ? `${name} ${ruleMetadata[catalog]}` : []));
  if (controls.length > 0) say(dim(controls.join('; ')), INDENT);
}

function short(ruleName: string): string {
  return ruleName.replace('WellArchitectedTrail-CloudTrail', '');
}
