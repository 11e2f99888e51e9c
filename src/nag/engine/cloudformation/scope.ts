import { append } from './multimap';
import { type Template } from './template';
import { ANY } from '../../../cloudtrail/logic/marks';

/**
 * Which templates can have to do with CloudTrail, told by a search of their text, so that the others are never parsed. The answer may be too wide and must
 * never be too narrow: what a trail of one template reaches in another by any name that CloudFormation can resolve makes both of them part of it.
 */
class Links {
  private readonly read = new Map<RegExp, readonly string[]>();
  private written?: readonly string[];

  constructor(private readonly text: string) {}

  public get imports(): readonly string[] {
    return this.namesOf(IMPORT);
  }

  public get exports(): readonly string[] {
    return this.namesOf(EXPORT);
  }

  /** Names that `crossRegionReferences` makes, read or written. */
  public get crossRegion(): readonly string[] {
    return this.namesOf(CROSS_REGION);
  }

  /** Names of the stacks whose outputs are read. */
  public get stacks(): readonly string[] {
    return this.namesOf(STACK_OUTPUT);
  }

  /** Names, as far as they are written out, by which resources of different templates can mean each other. */
  public get names(): readonly string[] {
    return this.written ??= readNames(this.text);
  }

  /** Most of them are never needed, and each is a search of the whole text. */
  private namesOf(pattern: RegExp): readonly string[] {
    const known = this.read.get(pattern) ?? namesIn(this.text, pattern);
    this.read.set(pattern, known);
    return known;
  }
}

const MAX_SEARCHED = 50;

/** Properties by which a resource has a name, or refers to another one by its name or ARN. */
const NAMING = [
  'S3BucketName', 'BucketName', 'Bucket', 'DestinationBucketName', 'KMSKeyId', 'KMSMasterKeyID', 'KmsKeyId', 'KmsMasterKeyId', 'TargetKeyId', 'PrimaryKeyArn', 'AliasName',
  'CloudWatchLogsLogGroupArn', 'LogGroupName', 'CloudWatchLogsRoleArn', 'RoleName', 'Roles', 'SnsTopicName', 'TopicName', 'Topics', 'TopicArn',
  'MetricNamespace', 'Namespace', 'ManagedPolicyName', 'ManagedPolicyArns',
];
/** How such keys end, which is searched for first: that they begin with a quote, as half of all texts do, would make the search slow. */
const END = '[BNKARTP](?:ucket|ame(?:space)?|eyI[dD]|rns?|oles|opics|arameters)';
const NAMED = new RegExp(`${END}(?<="(?:${NAMING.join('|')}|(Parameters)))"\\s*:\\s*`, 'g');
/** Nearly every name is a reference to a resource of the same template. */
const ONE_REFERENCE = /\{\s*"Ref"\s*:\s*"(\w+)"\s*\}|\[\s*\{\s*"Ref"\s*:\s*"(\w+)"\s*\}\s*\]/y;
/** What follows is a text, a reference, or an expression. */
const TEXT = /"((?:[^"\\]|\\.){0,2048})"/y;
const REFERENCE = /\{\s*"(?:Ref"\s*:\s*"(\w+)"|Fn::GetAtt"\s*:\s*(?:\[\s*)?"(\w+)[^\]}]*\]?)\s*\}/y;
const REFERENCES = new RegExp(REFERENCE.source, 'g');
const TEXTS = new RegExp(TEXT.source, 'g');
const LOOP = /"Fn::ForEach::\w+"\s*:\s*\[\s*"(\w+)"/g;
/** A name that only the deployment knows, or that a loop writes out. */
const UNWRITTEN = /\{\{resolve:|[$&]\{/;
const PARAMETER = /"(\w+)"\s*:\s*\{[^{}]*"Type"\s*:\s*"(?:String|Number|CommaDelimitedList|List<|AWS::SSM::Parameter|AWS::EC2::[\w:]*(?:Name|Id)|AWS::Route53)/g;

/** References between stacks, with their names where those are written out. */
const IMPORT = /"Fn::ImportValue"(?:\s*:\s*"((?:[^"\\]|\\.){0,2048})")?/g;
const EXPORT = /"Export"(?:\s*:\s*\{\s*"Name"\s*:\s*"((?:[^"\\]|\\.){0,2048})")?/g;
const CROSS_REGION = /"\/cdk\/exports\/(?:((?:[^"\\]|\\.){0,2048})")?/g;
const STACK_OUTPUT = /"Fn::GetStackOutput"(?:\s*:\s*\{\s*"StackName"\s*:\s*"((?:[^"\\]|\\.){0,2048})")?/g;

/** What grants something to principals of the account. */
const GRANTING = /"AWS::(?:IAM|Serverless|SSO)::/;
/** An action of one service, which a list of actions has to be made of not to be broad. */
const NARROW = '"[\\w-]+:[^"]*"';
/** All but some actions, or what may be about CloudTrail without naming it: an expression, a wildcard for the service, a policy in a text. */
const BROAD_ACTION = new RegExp(`"NotAction|"Action\\\\?"(?!\\s*:\\s*(?:${NARROW}|\\[\\s*${NARROW}(?:\\s*,\\s*${NARROW})*\\s*\\]))`);
const BROAD_POLICY = /[:"](?:policy\/)?(?:AdministratorAccess|PowerUserAccess)/;
const NAME_OF_BROAD_POLICY = /(?:Administrator|PowerUser)Access/;
const CLOUDTRAIL = /cloudtrail/i;
/** A text with escapes may say anything; one with macros may become anything. */
const OBSCURE = /\\u[0-9a-fA-F]{4}/;

export function mentionsCloudTrail(text: string): boolean {
  return CLOUDTRAIL.test(text) || (text.includes('\\u') && OBSCURE.test(text));
}

/** Whether a template may grant actions of CloudTrail without naming them. */
export function mayGrantEverything({ text }: Template): boolean {
  return GRANTING.test(text) && (BROAD_ACTION.test(text) || (NAME_OF_BROAD_POLICY.test(text) && BROAD_POLICY.test(text)));
}

/** The templates that can have to do with CloudTrail, as far as needed the whole of the app. */
export function inScope(templates: readonly Template[]): readonly Template[] {
  const scope = new Set(templates.filter(({ text }) => mentionsCloudTrail(text)));
  if (scope.size === templates.length) return templates;
  const links = new Map<Template, Links>();
  const linksOf = (template: Template): Links => {
    const found = links.get(template) ?? new Links(template.text);
    links.set(template, found);
    return found;
  };
  const families = byRoot(templates);
  for (let before = 0; before !== scope.size;) {
    before = scope.size;
    addFamilies(scope, families);
    addExporters(scope, templates, linksOf);
    addImporters(scope, templates, linksOf);
    addSharedNames(scope, templates, linksOf);
  }
  return templates.filter((template) => scope.has(template));
}

/** The names that a pattern reads; one that is not written out is `ANY`. */
function namesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name === undefined || UNWRITTEN.test(name) ? ANY : name);
}

/** Names and the names in ARNs. A reference to a resource of the same template means no other; one to a parameter or to the name of a loop may mean any. */
function readNames(text: string): string[] {
  const names = new Set<string>();
  const references = new Set<string>();
  let parameters = text.length;
  for (const match of text.matchAll(NAMED)) {
    const [element, section] = match;
    const at = match.index + element.length;
    ONE_REFERENCE.lastIndex = at;
    const [reference, alone, inList] = ONE_REFERENCE.exec(text) ?? [];
    if (section !== undefined) parameters = Math.min(parameters, match.index);
    else if (reference !== undefined) references.add(alone ?? inList);
    else if (text[at] === '[') addList(text.slice(at, at + MAX_LIST), names, references);
    else addName(text, at, names);
  }
  const given = () => [...matchesIn(text.slice(parameters), PARAMETER), ...matchesIn(text, LOOP)];
  if (references.size > 0 && given().some((name) => references.has(name))) names.add(ANY);
  return [...names];
}

function addName(text: string, at: number, names: Set<string>): void {
  TEXT.lastIndex = at;
  const name = TEXT.exec(text)?.[1];
  if (name !== undefined) {
    names.add(UNWRITTEN.test(name) ? ANY : name).add(lastPart(name));
    return;
  }
  REFERENCE.lastIndex = at;
  // A text that is too long for a name is none that is written out, either.
  if (!REFERENCE.test(text)) names.add(ANY);
}

/** No list of names is longer. */
const MAX_LIST = 8_192;

/** Of a list, every text; where anything else than a reference to a resource stands in it, or a name that is not written out, any name. */
function addList(text: string, names: Set<string>, references: Set<string>): void {
  const end = text.indexOf(']');
  if (end < 0) names.add(ANY);
  const rest = text.slice(0, end).replace(REFERENCES, (_, ref: string) => {
    references.add(ref);
    return '';
  });
  if (rest.includes('{')) names.add(ANY);
  for (const [, name] of rest.matchAll(TEXTS)) names.add(name).add(lastPart(name));
}

function matchesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name);
}

function addExporters(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const wanted = [...scope];
  const exporters = new Map<string, Template[]>();
  const byStack = new Map<string, Template[]>();
  // A set grows while it is walked: exporters may import in turn.
  let indexed = false;
  for (let template = wanted.pop(); template; template = wanted.pop()) {
    const { imports, crossRegion, stacks } = linksOf(template);
    if (imports.length + crossRegion.length + stacks.length === 0) continue;
    if (!indexed) index(exporters, byStack, templates, linksOf);
    indexed = true;
    const wantedNames = imports.includes(ANY) ? [...exporters.keys()] : [...imports, ...crossRegion, ANY];
    const wantedStacks = stacks.includes(ANY) ? [...byStack.keys()] : stacks;
    const found = [...wantedNames.flatMap((name) => exporters.get(name) ?? []), ...wantedStacks.flatMap((name) => byStack.get(name) ?? [])];
    for (const exporter of found) {
      if (!scope.has(exporter)) wanted.push(exporter);
      scope.add(exporter);
    }
  }
}

function index(
  exporters: Map<string, Template[]>, byStack: Map<string, Template[]>, templates: readonly Template[], linksOf: (template: Template) => Links,
): void {
  for (const template of templates) {
    const { exports, crossRegion } = linksOf(template);
    for (const name of new Set([...exports, ...crossRegion])) append(exporters, name, template);
    if (template.source.stackName !== undefined) append(byStack, template.source.stackName, template);
  }
}

function addImporters(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const offered = new Set([...scope].flatMap((template) => {
    const { exports, crossRegion } = linksOf(template);
    return [...exports, ...crossRegion];
  }));
  const names = new Set([...scope].flatMap(({ source, text }) => source.stackName !== undefined && text.includes('"Outputs"') ? source.stackName : []));
  const takesExport = ({ imports, crossRegion }: Links) => {
    return [...imports, ...crossRegion].some((name) => name === ANY || offered.has(name) || offered.has(ANY));
  };
  const takesOutput = ({ stacks }: Links) => stacks.some((name) => name === ANY || names.has(name));
  for (const template of templates) {
    if (scope.has(template)) continue;
    const links = linksOf(template);
    if ((offered.size > 0 && takesExport(links)) || (names.size > 0 && takesOutput(links))) scope.add(template);
  }
}

function addSharedNames(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const used = new Set([...scope].flatMap((template) => linksOf(template).names));
  if (used.size === 0) return;
  const isOpen = used.has(ANY);
  const mayShare = isOpen ? () => true : anyOf(used);
  for (const template of templates) {
    if (scope.has(template)) continue;
    const { names } = mayShare(template.text) || NAMED_BY_EXPRESSION.test(template.text) ? linksOf(template) : { names: [] };
    if (names.some((name) => name === ANY || used.has(name)) || (isOpen && names.length > 0)) scope.add(template);
  }
}

/** A name that is neither written out nor a plain reference: a quick search before all names are read. */
const NAMED_BY_EXPRESSION = new RegExp(`${END}(?<="(?:${NAMING.join('|')}))"\\s*:\\s*(?:\\{\\s*"(?:Fn::(?!GetAtt")|Ref")|"[^"]*(?:${UNWRITTEN.source})|\\[[^\\]]*\\{)`);

/** Whether a text may hold one of some names: a quick search, worth it as long as they are few. */
function anyOf(searched: ReadonlySet<string>): (text: string) => boolean {
  if (searched.size > MAX_SEARCHED) return () => true;
  const pattern = new RegExp([...searched].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
  return (text) => pattern.test(text);
}

/** The name in an ARN. */
function lastPart(name: string): string {
  return name.replace(/:\*$/, '').replace(/^.*[:/]/s, '');
}

function byRoot(templates: readonly Template[]): ReadonlyMap<Template, readonly Template[]> {
  const byPath = new Map(templates.map((template) => [template.stackPath, template]));
  const members = new Map<Template, Template[]>();
  for (const template of templates) {
    let root = template;
    for (let level = 0; level < 50 && root.source.parent; level++) root = byPath.get(root.source.parent.stackPath) ?? root;
    append(members, root, template);
  }
  return new Map([...members.values()].flatMap((family) => family.map((template) => [template, family])));
}

function addFamilies(scope: Set<Template>, families: ReadonlyMap<Template, readonly Template[]>): void {
  for (const template of [...scope]) for (const member of families.get(template) as readonly Template[]) scope.add(member);
}
