import { JsonFile, type Project } from 'projen';

interface Layer {
  /** What it is about. */
  readonly holds: string;
  /** The others of its table that it may import. */
  readonly mayImport: readonly string[];
}
type Layers = { readonly [part: string]: Layer };

const PLAIN_COMPANION = ['trail-source.ts', 'retention', 'private', 'cloudtrail'];

/** Folders and files of `src`, from the lowest. */
const SOURCES: Layers = {
  'cloudtrail': { holds: 'facts about CloudTrail: names, paths, policy statements, selectors, limits, CIS controls, queries; plain TypeScript', mayImport: [] },
  'cdk-error.ts': { holds: 'errors as the CDK shows those of its own constructs', mayImport: [] },
  'supported': { holds: 'the lowest versions of the CDK and cdk-nag, checked in one line', mayImport: [] },
  'private': { holds: 'the few helpers that several subjects share', mayImport: ['supported', 'cdk-error.ts', 'cloudtrail'] },
  'retention': { holds: 'how long log files are kept', mayImport: ['private', 'cloudtrail'] },
  'events': { holds: 'which events are logged', mayImport: ['private', 'cloudtrail'] },
  'trail-source.ts': { holds: 'the attributes of a trail that companions work with', mayImport: ['retention', 'private', 'cloudtrail'] },
  'trail': { holds: 'the construct and the log archive', mayImport: ['events', 'retention', 'trail-source.ts', 'private', 'cloudtrail'] },
  'detection': { holds: 'companions: alarms, tamper detection, delivery health, dashboard, saved queries', mayImport: PLAIN_COMPANION },
  'prevention': { holds: 'companion: organization policies that protect a trail', mayImport: ['detection', ...PLAIN_COMPANION] },
  'compliance': { holds: 'companion: AWS Config rules that evaluate a trail', mayImport: PLAIN_COMPANION },
  'deployment/function': {
    holds: 'the function of the deployment hook: the rules without the CDK',
    mayImport: ['deployment/private', 'command', 'nag/engine', 'nag/reporting', 'nag/rules', 'nag/rule-level.ts', 'cloudtrail'],
  },
  'deployment': { holds: 'companion: the rules in front of every deployment', mayImport: ['nag/reporting', 'nag/rules', 'nag/rule-level.ts', 'private', 'cloudtrail'] },
  'analysis': { holds: 'companion: queries in Athena', mayImport: PLAIN_COMPANION },
  'nag': { holds: 'the rule pack', mayImport: ['supported', 'cdk-error.ts', 'cloudtrail'] },
  'command': {
    holds: 'the command line: the rules without the CDK',
    mayImport: ['nag/engine', 'nag/reporting', 'nag/rules', 'nag/rule-level.ts', 'nag/version.ts', 'cloudtrail'],
  },
};

/** Parts of `src/nag`, from the lowest. */
const RULE_PACK: Layers = {
  'engine/cloudformation': { holds: 'reads and resolves templates', mayImport: [] },
  'engine/graph': { holds: 'finds trails and the resources that they use', mayImport: ['engine/cloudformation'] },
  'engine': { holds: 'evaluates rules in every combination of conditions', mayImport: ['engine/cloudformation', 'engine/graph'] },
  'rules': { holds: 'one file per rule, with its texts and controls; plain TypeScript', mayImport: ['engine'] },
  'reporting': { holds: 'what is reported of a finding, and at which level', mayImport: ['rules', 'engine', 'rule-level.ts'] },
  'adapter': { holds: 'the CDK side: templates of an app, acknowledgements', mayImport: ['reporting', 'rules', 'engine', 'rule-level.ts'] },
};

/** Subjects whose `private` folder is for themselves. */
const SUBJECTS = ['retention', 'events', 'trail', 'detection', 'prevention', 'deployment', 'analysis'];

/** Plain TypeScript, which runs without the CDK. */
const PLAIN = ['cloudtrail', 'nag/engine', 'nag/reporting', 'nag/rules'];

const within = (folder: string, names: readonly string[]) => `^src/${folder}(${names.join('|').replace(/\./g, '\\.')})(/|$)`;

function onlyBelow(table: Layers, root: string): object[] {
  return Object.entries(table).map(([name, { mayImport: allowed }]) => ({
    name: `${root}${name}`,
    comment: `src/${root}${name} imports ${allowed.length > 0 ? allowed.join(', ') : 'nothing else of src'}`,
    severity: 'error',
    from: { path: within(root, [name]), pathNot: lowerParts(table, root, name) },
    to: { path: `^src/${root}`, pathNot: within(root, [name, ...allowed]) },
  }));
}

/** Parts inside a part have a rule of their own. */
function lowerParts(table: object, root: string, name: string): string[] {
  return Object.keys(table).filter((other) => other.startsWith(`${name}/`)).map((other) => within(root, [other]));
}

const RULES = [
  { name: 'no-cycle', comment: 'type imports count', severity: 'error', from: {}, to: { circular: true } },
  ...onlyBelow(SOURCES, ''),
  ...onlyBelow(RULE_PACK, 'nag/'),
  ...SUBJECTS.map((subject) => ({
    name: `${subject}/private`,
    comment: `src/${subject}/private is for src/${subject}`,
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/${subject}/` },
    to: { path: `^src/${subject}/private/` },
  })),
  {
    name: 'plain',
    comment: `${PLAIN.join(', ')} run without the CDK`,
    severity: 'error',
    from: { path: within('', PLAIN) },
    to: { path: 'node_modules' },
  },
  {
    name: 'command/packages',
    comment: 'src/command and the function of the hook run without the CDK, and need no package but the bundled one',
    severity: 'error',
    from: { path: '^src/(command|deployment/function)/' },
    to: { path: 'node_modules', pathNot: 'node_modules/yaml/' },
  },
];

/** The table of CONTRIBUTING.md. */
export function layerRows(): string[][] {
  const rows = (table: Layers, root: string) => Object.entries(table).map(([part, { holds, mayImport }]) => [
    `\`src/${root}${part}\``, holds, mayImport.length > 0 ? mayImport.map((other) => `\`${other}\``).join(', ') : 'nothing',
  ]);
  return [...rows(SOURCES, ''), ...rows(RULE_PACK, 'nag/')];
}

/** The layers of CONTRIBUTING.md, as rules for dependency-cruiser. */
export function addLayers(project: Project): void {
  new JsonFile(project, '.dependency-cruiser.json', {
    marker: false, // the schema of dependency-cruiser has no place for it
    obj: {
      forbidden: RULES,
      options: {
        doNotFollow: { path: 'node_modules' },
        tsConfig: { fileName: 'tsconfig.dev.json' },
        tsPreCompilationDeps: true, // imports of types are arrows too
      },
    },
  });
  project.addTask('layers', { description: 'Checks that no import of src goes against the layers or makes a cycle', exec: 'depcruise --config .dependency-cruiser.json src' });
  project.addTask('layers:graph', { description: 'Prints the folders of src and their imports as a Mermaid graph', exec: 'depcruise --config .dependency-cruiser.json --include-only "^src" --output-type mermaid --collapse "^src/(nag/[^/]+|[^/]+)" src' });
}
