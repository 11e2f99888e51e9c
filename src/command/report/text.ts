import { shortened, visible } from './escape';
import { count, type Look, open, type Report, type ReportedFinding, SEVERITIES } from './model';
import type { Level } from '../../nag/rules/facts';
import { columnsOf } from '../wrap';

const COLOURS = { error: '31', warning: '33', info: '36', bold: '1', dim: '2', green: '32' };
const TITLES: { readonly [level in Level]: string } = { error: 'error', warning: 'warning', info: 'advice' };
const INDENT = 10;
const MAX_NAME = 200;

/** What people read: what fails first, by trail and by cause. */
export function text(report: Report, look: Look): string {
  return new Text(report, look).lines().map((line) => `${line.trimEnd()}\n`).join('');
}

/** What fails for one reason. */
interface Cause {
  readonly severity: Level;
  readonly findings: readonly ReportedFinding[];
}

class Text {
  constructor(private readonly report: Report, private readonly look: Look) {}

  public lines(): string[] {
    return [
      ...this.sections(),
      ...this.acknowledged(),
      ...this.list('Also', this.report.notes),
      ...this.list('Could not be judged', this.report.problems),
      ...this.summary(),
    ];
  }

  private sections(): string[] {
    const groups = new Map<string, ReportedFinding[]>();
    for (const finding of open(this.report)) {
      const title = this.titleOf(finding);
      groups.set(title, [...groups.get(title) ?? [], finding]);
    }
    const sections = [...groups].map(([title, findings]) => ({ title, causes: causesOf(findings) }));
    sections.sort((a, b) => rank(a.causes[0].severity) - rank(b.causes[0].severity));
    return sections.flatMap(({ title, causes }) => [...this.wrapped(this.paint('bold', title), 0), '', ...causes.flatMap((cause) => [...this.cause(cause), ''])]);
  }

  private titleOf({ trails, place, tool }: ReportedFinding): string {
    const named = this.report.trails.filter(({ key }) => trails.includes(key)).map(({ stack, logicalId }) => `${name(stack)}/${name(logicalId)}`);
    if (named.length > 3) return `Trails ${named.slice(0, 2).join(', ')} and ${count(named.length - 2, 'more trail')}`;
    if (named.length > 0) return `${named.length > 1 ? 'Trails' : 'Trail'} ${named.join(', ')}`;
    if (tool !== 'WellArchitectedTrail') return tool;
    return place.stack === '' ? 'All templates together' : `${name(place.stack)}, apart from its trails`;
  }

  private cause({ severity, findings }: Cause): string[] {
    const [first] = findings;
    const label = this.paint(severity, TITLES[severity].padEnd(INDENT - 2));
    const head = findings.length === 1 ? first.message : sentence(first.cause);
    const [line, ...more] = this.wrapped(visible(head), INDENT);
    const names = [...new Set(findings.map(shortName))];
    const rules = names.length === 1 ? names[0] : `${names.length} rules cannot answer: ${names.join(', ')}`;
    return [
      `  ${label}${line.trimStart()}`,
      ...more,
      ...this.wrapped(rules, INDENT).map((each) => this.paint('dim', each)),
      ...[...new Set(findings.map(({ place }) => placeText(place)))].filter((place) => place !== '').flatMap((place) => this.wrapped(`at ${place}`, INDENT)).map((each) => this.paint('dim', each)),
      ...first.answer === 'cannot-tell' || !first.fix ? [] : this.wrapped(`Fix: ${visible(first.fix)}`, INDENT),
    ];
  }

  private acknowledged(): string[] {
    const groups = new Map<string, ReportedFinding[]>();
    for (const finding of this.report.findings) {
      if (!finding.suppression) continue;
      const { reason, where } = finding.suppression;
      const key = `${visible(reason) || 'no reason given'} (${visible(where)})`;
      groups.set(key, [...groups.get(key) ?? [], finding]);
    }
    return this.list('Acknowledged', [...groups].map(([reason, findings]) => {
      const names = findings.slice(0, 5).map((finding) => `${shortName(finding)} at ${name(finding.place.logicalId ?? finding.place.stack)}`);
      return `${names.join(', ')}${findings.length > 5 ? ` and ${findings.length - 5} more` : ''}: ${reason}`;
    }));
  }

  private list(title: string, items: readonly string[]): string[] {
    if (items.length === 0) return [];
    return [this.paint('bold', title), '', ...items.flatMap((item) => this.item(visible(item))), ''];
  }

  private item(item: string): string[] {
    const [line, ...more] = this.wrapped(item, 4);
    return [`  - ${line.trimStart()}`, ...more];
  }

  private summary(): string[] {
    const { trails, templates, findings, problems } = this.report;
    const found = open(this.report);
    const of = (level: Level) => found.filter(({ severity }) => severity === level).length;
    const met = trails.flatMap(({ outcomes }) => Object.values(outcomes)).filter((outcome) => outcome === 'met').length;
    const unseen = found.filter(({ answer }) => answer === 'cannot-tell').length;
    const colour = of('error') > 0 || problems.length > 0 ? 'error' : of('warning') > 0 ? 'warning' : 'green';
    const counts = [
      count(of('error'), 'error'), count(of('warning'), 'warning'), `${of('info')} advice`,
      ...(findings.length > found.length ? [`${findings.length - found.length} acknowledged`] : []),
    ];
    return [
      ...(unseen > 0 ? [...this.wrapped('What cannot be seen can be told with the other templates of the deployment, --parameter, --account and --region.', 0), ''] : []),
      ...this.wrapped(this.paint(colour, `${counts.join(', ')} in ${count(templates, 'template')} with ${count(trails.length, 'trail')}${met > 0 ? `; ${count(met, 'rule')} met` : ''}.`), 0),
    ];
  }

  /** Lines that fit; what has no space to break at is shortened. */
  private wrapped(content: string, indent: number): string[] {
    const width = this.look.width - indent;
    const lines = [''];
    for (const word of content.split(' ')) {
      const piece = shortened(word, Math.max(width, MAX_NAME));
      const last = lines[lines.length - 1];
      if (last === '' || columnsOf(bare(last)) + 1 + columnsOf(bare(piece)) <= width) lines[lines.length - 1] = last === '' ? piece : `${last} ${piece}`;
      else lines.push(piece);
    }
    return lines.map((line) => ' '.repeat(indent) + line);
  }

  private paint(colour: keyof typeof COLOURS, content: string): string {
    return this.look.colours ? `\u001b[${COLOURS[colour]}m${content}\u001b[0m` : content;
  }
}

const rank = (severity: Level) => SEVERITIES.indexOf(severity);

/** One thing that is not seen is one cause, whatever number of rules it keeps from answering. */
function causesOf(findings: readonly ReportedFinding[]): Cause[] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const key = finding.answer === 'cannot-tell' ? `${finding.severity}\n${finding.cause}` : `${finding.identity.join('\n')}\n${finding.message}`;
    groups.set(key, [...groups.get(key) ?? [], finding]);
  }
  return [...groups.values()].map((group) => ({ severity: group[0].severity, findings: group })).sort((a, b) => rank(a.severity) - rank(b.severity));
}

const name = (given: string) => shortened(visible(given), MAX_NAME);

const shortName = ({ id, tool }: ReportedFinding) => visible(id.startsWith(`${tool}-`) ? id.slice(tool.length + 1).replace('[CannotTell]', '') : id);

const sentence = (cause: string) => (cause.endsWith('.') ? cause : `${cause}.`);

// eslint-disable-next-line no-control-regex
const bare = (line: string) => line.replace(/\u001b\[\d+m/g, '');

function placeText({ file, line, column, logicalId, stack }: ReportedFinding['place']): string {
  if (logicalId === undefined) return name(stack);
  return `${name(file)}${line === undefined ? '' : `:${line}:${column}`} (${name(logicalId)})`;
}
