import type { Acknowledged } from './inputs/assembly';
import type { LoadedStack } from './inputs/stack';
import type { ReportedFinding, Suppression } from './report/model';
import { nearest } from '../cloudtrail/logic/nearest';
import { matchesWildcard } from '../cloudtrail/logic/wildcard';
import { isObject, own } from '../nag/engine/cloudformation/json';
import { PACK_NAME, RULE_NAMES } from '../nag/rules';

/** A finding before anybody has looked for its acknowledgement. */
export type Candidate = Pick<ReportedFinding, 'place' | 'identity'> & {
  /** Ids that acknowledge it, from the closest to the widest. */
  readonly names: readonly string[];
};

/** Something that may acknowledge findings. */
export interface Acknowledgement {
  /** Name of a rule or finding, with the prefix of the pack. */
  readonly name: string;
  readonly kind: Suppression['kind'];
  readonly reason: string;
  readonly where: string;
  readonly covers: (finding: Candidate) => boolean;
  /** Those that say the same in several places count as used when one of them is. */
  readonly same: string;
  /** The closer one wins. */
  readonly depth: number;
}

/** Every acknowledgement of a run, and which of them were of use. */
export class Acknowledgements {
  private readonly byName = new Map<string, Acknowledgement[]>();
  private readonly used = new Set<string>();

  constructor(private readonly all: readonly Acknowledgement[]) {
    for (const each of all) this.byName.set(each.name, [...this.byName.get(each.name) ?? [], each]);
  }

  public of(finding: Candidate): (Suppression & { readonly name: string }) | undefined {
    const covering = finding.names.flatMap((name) => this.byName.get(name) ?? []).filter((each) => each.covers(finding));
    const [closest] = covering.sort((a, b) => b.depth - a.depth);
    if (!closest) return undefined;
    for (const { same } of covering) this.used.add(same);
    return { kind: closest.kind, reason: closest.reason, where: closest.where, name: closest.name };
  }

  /** One line for each that acknowledges nothing. */
  public get unused(): string[] {
    const seen = new Set(this.used);
    return this.all.filter(({ same }) => !seen.has(same) && seen.add(same)).map(({ name, where, kind }) => {
      const rule = name.slice(PACK_NAME.length + 1).replace(/\[.*$/s, '');
      const near = isKnown(rule) || kind === 'baseline' ? '' : `; the nearest rules are ${nearest(rule, RULE_NAMES).join(', ')}`;
      return `the acknowledgement of ${name} in ${where} matches no finding${near}`;
    });
  }
}

const isKnown = (rule: string) => /^Cannot(?:See|Read)$/.test(rule) || RULE_NAMES.some((known) => known === rule);

/** The id of a rule or finding, however it is written: with the name of the plugin, without the prefix of the pack. */
export function fullName(id: string): string {
  const bare = id.trim().replace(/^(?:WellArchitectedTrail|annotation)::/i, '');
  return /^Cannot(?:See|Read)\b/.test(bare) || RULE_NAMES.some((name) => bare === name || bare.startsWith(`${name}[`)) ? `${PACK_NAME}-${bare}` : bare;
}

const isOurs = (name: string) => name.startsWith(`${PACK_NAME}-`);

/** What the CDK wrote into a cloud assembly: for a construct and all below it. */
export function ofConstructs(acknowledged: readonly Acknowledged[], where: string, stacks: ReadonlySet<string>): Acknowledgement[] {
  return acknowledged.flatMap(({ path, reasons }) => Object.entries(reasons).map(([id, reason]): Acknowledgement => ({
    name: fullName(id),
    kind: 'cdk',
    reason,
    where: path === '' ? `${where} (the whole app)` : `${where} at ${path}`,
    depth: 10 + path.split('/').length,
    same: `cdk\n${id}\n${path}`,
    covers: ({ place }) => {
      const at = place.constructPath ?? place.stack;
      return stacks.has(place.stack) && (path === '' || at === path || at.startsWith(`${path}/`));
    },
  })).filter(({ name }) => isOurs(name)));
}

/** `cdk_nag` in the metadata of resources and of the template as a whole, as cdk-nag 2 and 3 write it. */
export function ofTemplate({ stackPath, file, text, value }: LoadedStack): Acknowledgement[] {
  if (!text.includes('cdk_nag')) return [];
  const template = value();
  const resources = own(template, 'Resources');
  const entries = Object.keys(isObject(resources) ? resources : {}).map((id) => [id, own(own(own(resources, id), 'Metadata'), 'cdk_nag')] as const);
  return [['', own(own(template, 'Metadata'), 'cdk_nag')] as const, ...entries].flatMap(([logicalId, nag]) => {
    const rules = own(nag, 'rules_to_suppress');
    return (Array.isArray(rules) ? rules : []).flatMap((rule: unknown): Acknowledgement[] => {
      const reason = reasonOf(rule);
      const where = logicalId === '' ? `the metadata of ${file}` : `the metadata of ${logicalId} in ${file}`;
      return namesOf(rule).filter(isOurs).map((name) => ({
        name,
        kind: 'template',
        reason,
        where,
        depth: logicalId === '' ? 2 : 1000,
        same: `template\n${name}\n${reason}`,
        covers: ({ place }) => place.stack === stackPath && (logicalId === '' || place.logicalId === logicalId),
      }));
    });
  });
}

/** cdk-nag 2 writes the findings of a rule apart from its id. */
function namesOf(rule: unknown): string[] {
  const name = fullName(String(own(rule, 'id') ?? ''));
  const findings = own(rule, 'applies_to');
  return Array.isArray(findings) ? findings.map((finding) => `${name}[${textOf(finding)}]`) : [name];
}

function reasonOf(rule: unknown): string {
  const reason = textOf(own(rule, 'reason') ?? '');
  return own(rule, 'is_reason_encoded') === true ? Buffer.from(reason, 'base64').toString('utf8') : reason;
}

/** A text; what a short form makes of one is shown as it is. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** An acknowledgement of the configuration file. */
export interface ConfiguredAcknowledgement {
  readonly rule: string;
  readonly reason: string;
  /** Logical id, `stack/logical id` or construct path, with `*` for any text; everything when left out. */
  readonly resource?: string;
}

export function ofConfiguration(entries: readonly ConfiguredAcknowledgement[], where: string): Acknowledgement[] {
  return entries.map(({ rule, reason, resource = '*' }, index) => {
    return {
      name: fullName(rule),
      kind: 'configuration',
      reason,
      where,
      depth: resource === '*' ? 3 : 4,
      same: `configuration\n${index}`,
      covers: ({ place: { stack, logicalId = '', constructPath = '' } }) => [logicalId, `${stack}/${logicalId}`, constructPath].some((name) => matchesWildcard(resource, name)),
    };
  });
}
