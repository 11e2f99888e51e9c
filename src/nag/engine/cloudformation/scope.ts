import { type Template } from './template';

/**
 * Which templates can have to do with CloudTrail, told by a search of their text, so that the others are never parsed. The answer may be too wide and must
 * never be too narrow: what a trail of one template reaches in another by any name that CloudFormation can resolve makes both of them part of it.
 */
interface Links {
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** Names that `crossRegionReferences` makes, read or written. */
  readonly crossRegion: readonly string[];
  /** Names of the stacks whose outputs are read. */
  readonly stacks: readonly string[];
  /** Names, as far as they are written out, by which resources of different templates can mean each other. */
  readonly names: readonly string[];
}

/** Stands for a name that is an expression: it may be any. */
const ANY_NAME = '';
const MAX_SEARCHED = 50;

/** Properties by which a resource has a name, or refers to another one by its name or ARN. */
const NAMING = [
  'S3BucketName', 'BucketName', 'Bucket', 'DestinationBucketName', 'KMSKeyId', 'KMSMasterKeyID', 'KmsKeyId', 'KmsMasterKeyId', 'TargetKeyId', 'PrimaryKeyArn', 'AliasName',
  'CloudWatchLogsLogGroupArn', 'LogGroupName', 'CloudWatchLogsRoleArn', 'RoleName', 'Roles', 'SnsTopicName', 'TopicName', 'Topics', 'TopicArn',
  'MetricNamespace', 'Namespace', 'ManagedPolicyName', 'ManagedPolicyArns',
];
const NAMED = new RegExp(`"(?:${NAMING.join('|')})"\\s*:\\s*`, 'g');
/** What follows is a text, a reference, or an expression. */
const TEXT = /"((?:[^"\\]|\\.){0,2048})"/y;
const REFERENCE = /\{\s*"(?:Ref"\s*:\s*"(\w+)"|Fn::GetAtt"\s*:\s*(?:\[\s*)?"(\w+)[^\]}]*\]?)\s*\}/y;
const PARAMETER = /"(\w+)"\s*:\s*\{[^{}]*"Type"\s*:\s*"(?:String|Number|CommaDelimitedList|List<|AWS::SSM::Parameter|AWS::EC2::[\w:]*(?:Name|Id)|AWS::Route53)/g;

/** `"Action"` with a wildcard for the service, an expression, or all but some actions: what could be about CloudTrail without naming it. */
const BROAD_GRANT = /"NotAction\\?"|"Action\\?"\s*:\s*(?:\{|\[[^\]{]{0,12000}\{)|"Action\\?"\s*:\s*(?:\[[^\]]{0,12000})?"[^":\]]*[*?]|[:"](?:policy\/)?(?:AdministratorAccess|PowerUserAccess)/;
const CLOUDTRAIL = /cloudtrail/i;
/** A text with escapes may say anything; one with macros may become anything. */
const OBSCURE = /\\u[0-9a-fA-F]{4}/;

export function mentionsCloudTrail(text: string): boolean {
  return CLOUDTRAIL.test(text) || OBSCURE.test(text);
}

/** Whether a template may grant actions of CloudTrail without naming them. */
export function mayGrantEverything({ text }: Template): boolean {
  return /"AWS::(?:IAM|Serverless|SSO)::/.test(text) && BROAD_GRANT.test(text);
}

/** The templates that can have to do with CloudTrail, as far as needed the whole of the app. */
export function inScope(templates: readonly Template[]): readonly Template[] {
  const scope = new Set(templates.filter(({ text }) => mentionsCloudTrail(text)));
  if (scope.size === 0 || scope.size === templates.length) return [...scope];
  const links = new Map<Template, Links>();
  const linksOf = (template: Template): Links => {
    const found = links.get(template) ?? readLinks(template.text);
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

function readLinks(text: string): Links {
  return {
    imports: after(text, '"Fn::ImportValue"', /\s*:\s*(?:"((?:[^"\\]|\\.){0,2048})")?/y),
    exports: after(text, '"Export"', /\s*:\s*\{\s*"Name"\s*:\s*(?:"((?:[^"\\]|\\.){0,2048})")?/y),
    crossRegion: after(text, '"/cdk/exports/', /((?:[^"\\]|\\.){0,2048})"/y),
    stacks: after(text, '"Fn::GetStackOutput"', /\s*:\s*\{\s*"StackName"\s*:\s*(?:"((?:[^"\\]|\\.){0,2048})")?/y),
    names: readNames(text),
  };
}

/** What a pattern reads behind every occurrence of a text. */
function after(text: string, needle: string, pattern: RegExp): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
    pattern.lastIndex = at + needle.length;
    found.push(pattern.exec(text)?.[1] ?? ANY_NAME);
  }
  return found;
}

/** Names and the names in ARNs. A reference to a resource of the same template means no other; one to a parameter may mean any. */
function readNames(text: string): string[] {
  const found = new Set<string>();
  let parameters: ReadonlySet<string> | undefined;
  for (const match of text.matchAll(NAMED)) {
    const at = match.index + match[0].length;
    if (text[at] === '[') {
      const list = text.slice(at, text.indexOf(']', at) + 1);
      addList(list, found, (name) => (parameters ??= parametersIn(text)).has(name));
      continue;
    }
    addName(text, at, found, (name) => (parameters ??= parametersIn(text)).has(name));
  }
  return [...found];
}

function addName(text: string, at: number, found: Set<string>, isParameter: (name: string) => boolean): void {
  TEXT.lastIndex = at;
  const name = TEXT.exec(text)?.[1];
  // A text that is too long for a name is none that is written out.
  if (name === undefined && text[at] === '"') found.add(ANY_NAME);
  if (name !== undefined) {
    found.add(name.includes('{{resolve:') ? ANY_NAME : name).add(lastPart(name));
    return;
  }
  REFERENCE.lastIndex = at;
  const [, ref, resource] = REFERENCE.exec(text) ?? [];
  if (ref === undefined ? resource === undefined : isParameter(ref)) found.add(ANY_NAME);
}

/** Of a list, every text; where anything else than a reference to a resource stands in it, any name. */
function addList(list: string, found: Set<string>, isParameter: (name: string) => boolean): void {
  const rest = list.replace(new RegExp(REFERENCE.source, 'g'), (_, ref?: string) => {
    if (ref !== undefined && isParameter(ref)) found.add(ANY_NAME);
    return '';
  });
  if (rest.includes('{')) found.add(ANY_NAME);
  for (const [, name] of rest.matchAll(new RegExp(TEXT.source, 'g'))) found.add(name.includes('{{resolve:') ? ANY_NAME : name).add(lastPart(name));
}

function parametersIn(text: string): ReadonlySet<string> {
  const begin = text.indexOf('"Parameters"');
  return new Set(begin < 0 ? [] : [...text.slice(begin).matchAll(PARAMETER)].map(([, name]) => name));
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
    const wantedNames = imports.includes(ANY_NAME) ? [...exporters.keys()] : [...imports, ...crossRegion, ANY_NAME];
    const wantedStacks = stacks.includes(ANY_NAME) ? [...byStack.keys()] : stacks;
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
  const add = (map: Map<string, Template[]>, name: string, template: Template) => {
    const list = map.get(name);
    if (list) list.push(template);
    else map.set(name, [template]);
  };
  for (const template of templates) {
    const { exports, crossRegion } = linksOf(template);
    for (const name of new Set([...exports, ...crossRegion])) add(exporters, name, template);
    if (template.source.stackName !== undefined) add(byStack, template.source.stackName, template);
  }
}

function addImporters(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const offered = new Set([...scope].flatMap((template) => {
    const { exports, crossRegion } = linksOf(template);
    return [...exports, ...crossRegion];
  }));
  const names = new Set([...scope].flatMap(({ source, text }) => source.stackName !== undefined && text.includes('"Outputs"') ? source.stackName : []));
  for (const template of templates) {
    if (scope.has(template)) continue;
    const { imports, crossRegion, stacks } = linksOf(template);
    const takes = offered.size > 0 && [...imports, ...crossRegion].some((name) => name === ANY_NAME || offered.has(name) || offered.has(ANY_NAME));
    if (takes || stacks.some((name) => names.has(name) || (name === ANY_NAME && names.size > 0))) scope.add(template);
  }
}

function addSharedNames(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const used = new Set([...scope].flatMap((template) => linksOf(template).names));
  if (used.size === 0) return;
  const isOpen = used.has(ANY_NAME);
  const mayShare = isOpen ? () => true : anyOf(used);
  for (const template of templates) {
    if (scope.has(template)) continue;
    const { names } = mayShare(template.text) || NAMED_BY_EXPRESSION.test(template.text) ? linksOf(template) : { names: [] };
    if (names.some((name) => name === ANY_NAME || used.has(name)) || (isOpen && names.length > 0)) scope.add(template);
  }
}

/** A name that is neither written out nor a plain reference: a quick search before all names are read. */
const NAMED_BY_EXPRESSION = new RegExp(`"(?:${NAMING.join('|')})"\\s*:\\s*(?:\\[\\s*)?(?:\\{\\s*"(?:Fn::(?!GetAtt"))|\\{\\s*"Ref"|"\\{\\{resolve:)`);

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
    members.set(root, [...members.get(root) ?? [], template]);
  }
  return new Map([...members.values()].flatMap((family) => family.length > 1 ? family.map((template) => [template, family] as const) : []));
}

function addFamilies(scope: Set<Template>, families: ReadonlyMap<Template, readonly Template[]>): void {
  for (const template of [...scope]) for (const member of families.get(template) ?? []) scope.add(member);
}
