import { type Template } from './template';

/** What a template says in plain text about others, found without parsing it. */
interface Links {
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** Names that `crossRegionReferences` makes, read or written. */
  readonly crossRegion: readonly string[];
}

/** Stands for a name that is an expression: it may be any. */
const ANY_NAME = '';
const ROUNDS = 2;
const MAX_SEARCHED = 50;

/** Properties by which what belongs to a trail names something, and those by which something outside takes part in it. */
const NAMES_USED = names('S3BucketName|BucketName|DestinationBucketName|KMSKeyId|KMSMasterKeyID|KmsKeyId|KmsMasterKeyId|CloudWatchLogsLogGroupArn|LogGroupName|'
  + 'CloudWatchLogsRoleArn|RoleName|SnsTopicName|TopicName|MetricNamespace');
const NAMES_GIVEN = names('BucketName|Bucket|LogGroupName|RoleName|TopicName|AliasName|Namespace');

/** `"Action"` with a wildcard for the service, or all but some actions: what could be about CloudTrail without naming it. */
const BROAD_GRANT = /"NotAction"|"Action"\s*:\s*(?:\[[^\]]*)?"[^":\]]*[*?]|:policy\/(?:AdministratorAccess|PowerUserAccess)/;

function names(properties: string): RegExp {
  return new RegExp(`"(?:${properties})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)+)"`, 'g');
}

/** One expression takes a sixth of the time of two searches for a text. */
const CLOUDTRAIL = /[Cc]loud[Tt]rail/;

export function mentionsCloudTrail(text: string): boolean {
  return CLOUDTRAIL.test(text);
}

/** Whether a template may grant actions of CloudTrail without naming them. */
export function mayGrantEverything({ text }: Template): boolean {
  return text.includes('"AWS::IAM::') && BROAD_GRANT.test(text);
}

/**
 * The templates that can have to do with CloudTrail: those that mention it, what they import from, what imports from them or shares a written-out
 * name with them, and the nested templates around all of these. Text search alone decides, so that the other templates are never parsed.
 */
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
  for (let round = 0; round < ROUNDS; round++) {
    const before = scope.size;
    addFamilies(scope, families);
    addExporters(scope, templates, linksOf);
    addImporters(scope, templates, linksOf);
    addSharedNames(scope, templates);
    addFamilies(scope, families);
    if (scope.size === before) break;
  }
  return templates.filter((template) => scope.has(template));
}

function readLinks(text: string): Links {
  return {
    imports: after(text, '"Fn::ImportValue"', /\s*:\s*(?:"((?:[^"\\]|\\.)*)")?/y),
    exports: after(text, '"Export"', /\s*:\s*\{\s*"Name"\s*:\s*(?:"((?:[^"\\]|\\.)*)")?/y),
    crossRegion: after(text, '"/cdk/exports/', /((?:[^"\\]|\\.)*)"/y),
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

function addExporters(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const wanted = [...scope];
  const exporters = new Map<string, Template[]>();
  // A set grows while it is walked: exporters may import in turn.
  let indexed = false;
  for (let template = wanted.pop(); template; template = wanted.pop()) {
    const { imports, crossRegion } = linksOf(template);
    if (imports.length + crossRegion.length === 0) continue;
    if (!indexed) index(exporters, templates, linksOf);
    indexed = true;
    const wantedNames = imports.includes(ANY_NAME) ? [...exporters.keys()] : [...imports, ...crossRegion, ANY_NAME];
    for (const exporter of wantedNames.flatMap((name) => exporters.get(name) ?? [])) {
      if (!scope.has(exporter)) wanted.push(exporter);
      scope.add(exporter);
    }
  }
}

function index(exporters: Map<string, Template[]>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  for (const template of templates) {
    const { exports, crossRegion } = linksOf(template);
    for (const name of new Set([...exports, ...crossRegion])) exporters.set(name, [...exporters.get(name) ?? [], template]);
  }
}

function addImporters(scope: Set<Template>, templates: readonly Template[], linksOf: (template: Template) => Links): void {
  const offered = new Set([...scope].flatMap((template) => {
    const { exports, crossRegion } = linksOf(template);
    return [...exports, ...crossRegion];
  }));
  if (offered.size === 0) return;
  for (const template of templates) {
    if (scope.has(template)) continue;
    const { imports, crossRegion } = linksOf(template);
    if ([...imports, ...crossRegion].some((name) => name === ANY_NAME || offered.has(name) || offered.has(ANY_NAME))) scope.add(template);
  }
}

function addSharedNames(scope: Set<Template>, templates: readonly Template[]): void {
  const used = new Set([...scope].flatMap(({ text }) => [...text.matchAll(NAMES_USED)].flatMap(([, name]) => [name, lastPart(name)])));
  if (used.size === 0) return;
  const mayShare = anyOf(used);
  for (const template of templates) {
    if (scope.has(template) || !mayShare(template.text)) continue;
    if ([...template.text.matchAll(NAMES_GIVEN)].some(([, name]) => used.has(name))) scope.add(template);
  }
}

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
