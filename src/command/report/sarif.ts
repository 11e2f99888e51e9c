import { safeJson, visible } from './escape';
import { fingerprint } from './fingerprint';
import { isComplete, NAME, open, type Report, type ReportedFinding, type ReportedRule, REPOSITORY, type Suppression } from './model';
import { CATALOGS, type Level, type RuleControls } from '../../nag/rules/facts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: { readonly [level in Level]: string } = { error: 'error', warning: 'warning', info: 'note' };
/** What GitHub sorts security findings by. */
const SECURITY_SEVERITY: { readonly [level in Level]: string } = { error: '8.0', warning: '5.0', info: '2.0' };
/** GitHub takes no more. */
const MAX_TAGS = 20;

/** SARIF 2.1.0, as GitHub code scanning and other consumers take it: a run for each pack. */
export function sarif(report: Report): string {
  const tools = [...new Set([...report.rules, ...report.findings].map(({ tool }) => tool))];
  const runs = (tools.length > 0 ? tools : [NAME]).map((tool) => run(report, tool));
  return `${safeJson({ $schema: SCHEMA, version: '2.1.0', runs })}\n`;
}

function run(report: Report, tool: string): object {
  const rules = report.rules.filter((rule) => rule.tool === tool);
  const findings = report.findings.filter((finding) => finding.tool === tool);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const firstFile = report.findings.find(({ place }) => place.file !== '')?.place.file ?? report.inputs[0];
  const driver = { name: NAME, version: report.version, semanticVersion: report.version, informationUri: REPOSITORY };
  return {
    tool: { driver: { ...driver, rules: rules.map(descriptor) } },
    automationDetails: { id: `${NAME}/${tool}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [{
      executionSuccessful: isComplete(report),
      toolExecutionNotifications: [
        ...[...report.problems, ...open(report).filter(({ unjudged }) => unjudged).map((each) => each.message)].map((text) => ({ level: 'error', message: message(text) })),
        ...report.notes.map((text) => ({ level: 'note', message: message(text) })),
      ],
    }],
    results: findings.map((finding) => result(finding, indexes.get(finding.rule), firstFile)),
  };
}

function descriptor({ id, name, title, why = '', fix, docs, level, controls, compliantWhen, area }: ReportedRule): object {
  const help = [why, fix && `Fix: ${fix}`, compliantWhen && `Compliant when ${compliantWhen}.`].filter((text) => text).join('\n\n');
  return {
    id,
    name,
    shortDescription: { text: title },
    fullDescription: { text: `${title} ${why}`.trim() },
    ...(help !== '' && { help: { text: help, markdown: docs ? `${help}\n\n[AWS documentation](${docs})` : help } }),
    ...(docs !== undefined && { helpUri: docs }),
    defaultConfiguration: { level: LEVELS[level] },
    properties: {
      'tags': ['security', ...(area ? [area.toLowerCase().replace(' ', '-')] : []), ...controlTags(controls)].slice(0, MAX_TAGS),
      'precision': 'very-high',
      'problem.severity': level === 'info' ? 'recommendation' : level,
      'security-severity': SECURITY_SEVERITY[level],
      controls,
    },
  };
}

/** A few of each catalog rather than all of the first. */
function controlTags(controls: RuleControls): string[] {
  const lists = (Object.keys(CATALOGS) as Array<keyof RuleControls>).map((catalog) => (controls[catalog] ?? []).map((id) => `${catalog}/${id}`));
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}

/** Written in the template or in the app, or kept beside it. */
function suppressed({ kind, reason, where }: Suppression): object {
  const inSource = kind === 'template' || kind === 'cdk';
  return { kind: inSource ? 'inSource' : 'external', status: 'accepted', justification: visible(reason), properties: { where } };
}

function result(finding: ReportedFinding, ruleIndex: number | undefined, firstFile: string): object {
  const { id, rule, severity, message: text, fix, place, suppression, answer } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[severity],
    message: message(fix && answer === 'non-compliant' ? `${text} ${fix}` : text),
    locations: [{
      physicalLocation: {
        artifactLocation: artifact(place.file || firstFile),
        region: { startLine: place.line ?? 1, startColumn: place.column ?? 1 },
      },
      ...(place.stack !== '' && {
        logicalLocations: [{
          name: place.logicalId ?? place.stack,
          fullyQualifiedName: place.constructPath ?? [place.stack, place.logicalId].filter((part) => part).join('/'),
          kind: 'resource',
        }],
      }),
    }],
    partialFingerprints: { [`${NAME}/v1`]: fingerprint(finding) },
    ...(suppression && { suppressions: [suppressed(suppression)] }),
    properties: { id, answer, ...(place.property !== undefined && { property: place.property }) },
  };
}

/** Brackets would be links, and numbers in braces placeholders. */
function message(text: string): { text: string } {
  return { text: visible(text).replace(/[\\[\]]/g, (character) => `\\${character}`).replace(/\{(\d+)\}/g, '{{$1}}') };
}

function artifact(file: string): { uri: string; uriBaseId?: string } {
  const uri = file.split('/').map((part) => encodeURIComponent(part)).join('/').replace(/%3Cstdin%3E/, 'stdin');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
