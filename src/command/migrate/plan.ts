import { Code, indented, quoted } from './code';
import { eventsPlan } from './events';
import { LOGICAL_ID, propertyPath } from './kept';
import type { Effect, Plan, Reference } from './model';
import { isAbsent, isStruct, itemsIn } from './raw';
import type { TrailReading } from './reading';
import { isRetained, storagePlan } from './storage';
import { keyPrefixProblem, trailNameProblem } from '../../cloudtrail/names';
import { readBoolean, UNKNOWN } from '../../cloudtrail/selectors/unknown';
import { asList, own, type Raw, type RawObject } from '../../nag/engine/cloudformation/json';

export interface PlanOptions {
  readonly newStorage: boolean;
}

/** What the construct has instead of a property, or does itself. */
const KNOWN: ReadonlySet<string> = new Set([
  'AdvancedEventSelectors', 'AggregationConfigurations', 'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn', 'EnableLogFileValidation', 'EventSelectors',
  'IncludeGlobalServiceEvents', 'InsightSelectors', 'IsLogging', 'IsMultiRegionTrail', 'IsOrganizationTrail', 'KMSKeyId', 'S3BucketName', 'S3KeyPrefix',
  'SnsTopicName', 'Tags', 'TrailName',
]);

/** What to do about a trail. */
export function planOf(reading: TrailReading, { newStorage }: PlanOptions): Plan {
  const { trail, stack, path, construct } = reading;
  const properties = reading.properties ?? {};
  const code = new Code();
  const id = idOf(reading);
  const name = textProp(code, reading, 'trailName', properties.TrailName, trailNameProblem);
  const prefix = textProp(code, reading, 'bucketKeyPrefix', properties.S3KeyPrefix, keyPrefixProblem);
  const isReplaced = name.props.length === 0;
  const storage = storagePlan({ code, reading, properties, id, newStorage, isReplaced, prefix: prefix.expression });
  const events = eventsPlan(code, { raw: properties, resolve: (raw) => reading.resolve(raw) });
  const organization = organizationPlan(reading, properties);
  const props = [...name.props, ...storage.props.slice(0, 1), ...prefix.props, ...storage.props.slice(1), ...organization.props, ...events.props];
  const keepsId = LOGICAL_ID.test(trail.logicalId);
  const after = [
    ...keepsId ? [`trail.cfnTrail.overrideLogicalId('${trail.logicalId}');`] : [],
    ...tagLines(code, properties.Tags),
    ...events.overrides,
    ...storage.after,
  ];
  const references = [...storage.references, ...organization.references];
  return {
    key: trail.key,
    stack: trail.template.stackPath,
    logicalId: trail.logicalId,
    file: stack.file,
    position: stack.locate(['Resources', trail.logicalId]),
    ...(path !== undefined && { constructPath: construct }),
    scope: construct?.replace(/\/[^/]*$/, '') ?? trail.template.stackPath,
    code: [...declarations(references), ...separated(storage.before), ...construction(code, id, props, after)].flatMap((each) => each.split('\n')),
    imports: code.imports,
    references,
    keeps: [...keepsId ? [trail.logicalId] : [], ...storage.keeps],
    effects: [trailEffect(reading, isReplaced), ...storage.effects, ...otherEffects(reading, id, storage.keeps, storage.effects, properties)],
    differences: [...switches(reading, properties), ...storage.notes, ...events.notes],
    notCarriedOver: notCarriedOver(reading, properties),
    warnings: [
      ...[name, prefix, organization, storage].flatMap(({ warnings }) => warnings), ...events.refused, ...trailWarnings(reading, isReplaced, keepsId),
    ],
  };
}

/** Id of the construct: that of the old one. What has none gets one after its logical id. */
function idOf({ construct, trail }: TrailReading): string {
  return construct?.split('/').at(-1) || trail.logicalId.replace(/[^A-Za-z0-9]/g, '') || 'Trail';
}

interface TextProp {
  readonly props: readonly string[];
  readonly expression?: string;
  readonly warnings: readonly string[];
}

/** A text as a prop. One that the construct would refuse is said, not written. */
function textProp(code: Code, reading: TrailReading, prop: string, raw: Raw, problem: (text: string) => string | undefined): TextProp {
  if (isAbsent(raw)) return { props: [], warnings: [] };
  const rule = typeof raw === 'string' ? problem(raw) : undefined;
  if (rule !== undefined) return { props: [], warnings: [`\`${prop}\` ${rule}, which ${reading.shown(raw)} is not: the construct would refuse it, and the trail gets another one.`] };
  const expression = code.text(raw);
  return { props: [`${prop}: ${expression}`], expression, warnings: [] };
}

function declarations(references: readonly Reference[]): string[] {
  return separated(references.map(({ variable, type, stack, logicalId, constructPath }) => {
    const where = logicalId === undefined ? 'the id of the organization' : constructPath ?? `the resource ${logicalId} of ${stack}`;
    return `declare const ${variable}: ${type}; // ${oneLine(where)}`;
  }));
}

const oneLine = (text: string) => quoted(text).slice(1, -1);

const separated = (lines: readonly string[]) => (lines.length === 0 ? [] : [...lines[0] === '' ? lines.slice(1) : lines, '']);

function construction(code: Code, id: string, props: readonly string[], after: readonly string[]): string[] {
  const before = `new ${code.use('WellArchitectedTrail')}(this, ${quoted(id)}`;
  const assigned = after.some((line) => line.includes('trail')) ? `const trail = ${before}` : before;
  const members = props.flatMap((prop) => indented(`${prop},`.split('\n')));
  return [...props.length === 0 ? [`${assigned});`] : [`${assigned}, {`, ...members, '});'], ...after];
}

interface OrganizationPlan {
  readonly props: readonly string[];
  readonly references: readonly Reference[];
  readonly warnings: readonly string[];
}

function organizationPlan(reading: TrailReading, { IsOrganizationTrail: raw }: RawObject): OrganizationPlan {
  const is = readBoolean(reading.resolve(raw));
  if (is === undefined || is === false) return { props: [], references: [], warnings: [] };
  if (is !== true) {
    return { props: [], references: [], warnings: [`Whether the trail is one of an organization depends on ${reading.shown(raw)}: set \`organization\` where it is.`] };
  }
  const id = /AWSLogs\/(o-[a-z0-9]{10,32})\b/.exec(reading.trail.template.text)?.[1];
  const reference: Reference = { variable: 'organizationId', type: 'string', stack: reading.trail.template.stackPath };
  return { props: [`organization: { organizationId${id === undefined ? '' : `: ${quoted(id)}`} }`], references: id === undefined ? [reference] : [], warnings: [] };
}

function tagLines(code: Code, raw: Raw): string[] {
  const tags = itemsIn(raw);
  if (!tags?.every((tag) => isStruct(tag) && typeof tag.Key === 'string')) return [`trail.cfnTrail.addPropertyOverride('Tags', ${code.json(raw)});`];
  return tags.map((tag) => `${code.use('Tags')}.of(trail.cfnTrail).add(${quoted(own(tag, 'Key') as string)}, ${code.text(own(tag, 'Value') ?? '')});`);
}

function trailEffect({ trail }: TrailReading, isReplaced: boolean): Effect {
  const { logicalId } = trail;
  if (!isReplaced) return { logicalId, what: 'the trail', action: 'updated', why: 'in place: its name and its logical id stay' };
  return {
    logicalId,
    what: 'the trail',
    action: 'replaced',
    why: 'CloudFormation made its name up, and a name that is set replaces it: the new trail is created before the old one is deleted. Its ARN changes, and a new chain of digest files begins',
  };
}

/** What else the old construct made, and what the new one makes beside it. */
function otherEffects(reading: TrailReading, id: string, kept: readonly string[], known: readonly Effect[], properties: RawObject): Effect[] {
  const said = new Set([...kept, ...known.map(({ logicalId }) => logicalId)]);
  const rest = reading.own.filter(({ logicalId }) => !said.has(logicalId));
  const isRole = (path: string | undefined) => path === `${reading.construct}/LogsRole/Resource`;
  return [
    ...rest.map((each): Effect => {
      const { logicalId, type } = each;
      if (isRole(reading.pathOf(each))) return { logicalId, what: 'the role for the log group', action: 'updated', why: `in place: the construct ${id} has a role of the same id` };
      const action = isRetained(each) ? 'kept' : 'deleted';
      return { logicalId, what: type, action, why: 'the old construct made it, and the new one does not need it' };
    }),
    ...isAbsent(properties.CloudWatchLogsLogGroupArn) ? [] : [{ what: 'the policy of the role for the log group', action: 'created' as const, why: 'a managed policy for the log streams of this trail' }],
  ];
}

/** Settings that the construct always has. */
const SWITCHES: ReadonlyArray<readonly [property: string, otherwise: string]> = [
  ['IsLogging', 'The trail was switched off. It logs from now on.'],
  ['IsMultiRegionTrail', 'The trail logs in all Regions from now on, not only in its own. The first copy of management events in each Region is free.'],
  ['IncludeGlobalServiceEvents', 'Events of global services, such as IAM, are logged from now on.'],
  ['EnableLogFileValidation', 'Digest files are written from now on, with which changes of log files are noticed.'],
];

function switches(reading: TrailReading, properties: RawObject): string[] {
  return SWITCHES.flatMap(([property, otherwise]) => {
    const is = readBoolean(reading.resolve(properties[property]));
    if (is === UNKNOWN) return [`${property} (${reading.shown(properties[property])}) is true from now on.`];
    return is === true ? [] : [otherwise];
  });
}

function notCarriedOver(reading: TrailReading, properties: RawObject): string[] {
  const { raw } = reading.trail;
  const attribute = (name: string, what: string) => (isAbsent(own(raw, name)) ? [] : [`${name} (${reading.shown(own(raw, name))}): ${what}`]);
  return [
    ...Object.keys(properties).filter((name) => !KNOWN.has(name)).map((name) => `${name} is no property that this version knows: trail.cfnTrail.addPropertyOverride(${propertyPath(name)}, …) sets it`),
    ...attribute('Condition', 'the construct makes other resources, too; make it only where the condition holds'),
    ...attribute('DeletionPolicy', 'the trail has none; the bucket, the key and the log group are retained'),
    ...waits(reading),
  ];
}

/** The trail waits for its policies by itself. */
function waits(reading: TrailReading): string[] {
  const { raw, template } = reading.trail;
  const others = asList(own(raw, 'DependsOn')).filter((id) => {
    const resource = template.resources.get(String(id));
    return !resource || !(/Policy$/.test(resource.type) || reading.made(resource));
  });
  return others.map((id) => `DependsOn ${String(id)}: trail.node.addDependency(…) waits for it`);
}

const UNDELIVERED = 'A trail that is deleted loses events that it has not delivered yet, usually those of its last minutes. To lose none, deploy what '
  + '--new-storage prints beside the old construct, under another id, and remove the old one an hour later.';

function trailWarnings(reading: TrailReading, isReplaced: boolean, keepsId: boolean): string[] {
  const { trail: { raw, logicalId }, properties } = reading;
  return [
    ...properties === undefined ? ['The properties of the trail are made by a condition or a macro: only the deployment knows them. The snippet has none of them.'] : [],
    ...isReplaced ? [UNDELIVERED] : [],
    ...keepsId ? [] : [`${logicalId} is no logical id that CloudFormation takes.`],
    ...isReplaced && ['Retain'].includes(String(own(raw, 'UpdateReplacePolicy'))) ? ['UpdateReplacePolicy is Retain: the old trail goes on logging, and is charged for, until you delete it.'] : [],
  ];
}
