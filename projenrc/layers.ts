import { JsonFile, type Project } from 'projen';

/** Folders and files of `src`, and which others each may import. */
const MAY_IMPORT: { readonly [folder: string]: string[] } = {
  'cloudtrail': [],
  'private': ['cloudtrail'],
  'retention': ['private', 'cloudtrail'],
  'events': ['private', 'cloudtrail'],
  'trail-source.ts': ['retention', 'private', 'cloudtrail'],
  'trail': ['events', 'retention', 'trail-source.ts', 'private', 'cloudtrail'],
  'detection': ['trail-source.ts', 'retention', 'private', 'cloudtrail'],
  'analysis': ['trail-source.ts', 'retention', 'private', 'cloudtrail'],
  'nag': ['cloudtrail'],
  'command': ['nag/engine', 'nag/reporting', 'nag/rules', 'nag/rule-level.ts', 'nag/version.ts', 'cloudtrail'],
};

/** Parts of the rule pack, from the lowest, and which others each may import. */
const PACK_MAY_IMPORT: { readonly [part: string]: string[] } = {
  'engine/cloudformation': [],
  'engine/graph': ['engine/cloudformation'],
  'engine': ['engine/cloudformation', 'engine/graph'],
  'rules': ['engine'],
  'reporting': ['rules', 'engine', 'rule-level.ts'],
  'adapter': ['reporting', 'rules', 'engine', 'rule-level.ts'],
};

/** Subjects whose `private` folder is for themselves. */
const SUBJECTS = ['retention', 'events', 'trail', 'detection', 'analysis'];

/** Plain TypeScript, which runs without the CDK. */
const PLAIN = ['cloudtrail', 'nag/engine', 'nag/reporting', 'nag/rules'];

const within = (folder: string, names: readonly string[]) => `^src/${folder}(${names.join('|').replace(/\./g, '\\.')})(/|$)`;

function onlyBelow(table: { readonly [name: string]: readonly string[] }, root: string): object[] {
  return Object.entries(table).map(([name, allowed]) => ({
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
  ...onlyBelow(MAY_IMPORT, ''),
  ...onlyBelow(PACK_MAY_IMPORT, 'nag/'),
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
    comment: 'src/command runs without the CDK, and needs no package but the bundled one',
    severity: 'error',
    from: { path: '^src/command/' },
    to: { path: 'node_modules', pathNot: 'node_modules/yaml/' },
  },
];

/** The layers that CONTRIBUTING.md draws, as rules for dependency-cruiser. */
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
  const layers = project.addTask('layers', { description: 'Checks that no import of src goes against the layers', exec: 'depcruise --config .dependency-cruiser.json src' });
  project.testTask.prependSpawn(layers);
}
