/** The samples of README and guides as modules, each with an app of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from '../../lib/workspace';

const FENCE = /^( *)```(ts|typescript)\b([^\n]*)\n([\s\S]*?)^ *```$/gm;

export interface Sample {
  /** File and heading, such as `README.md#watch-it`: what people call it, whatever line it is on. */
  readonly name: string;
  /** Name of its module, and of its cloud assembly. */
  readonly id: string;
  /** The module: a function that adds the sample to an app. */
  readonly source: string;
}

/** Every sample in TypeScript. */
export function allSamples(): Sample[] {
  const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).sort().map((name) => join('docs', name));
  return ['README.md', ...guides, 'RULES.md'].flatMap((file) => samplesIn(file, readFileSync(join(ROOT, file), 'utf8')));
}

function samplesIn(file: string, markdown: string): Sample[] {
  const found = new Map<string, number>();
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [, , , options, code] = match;
    const before = markdown.slice(0, match.index);
    // A heading may be a comment in another sample.
    const [, heading = ''] = before.replace(/^ *```[\s\S]*?^ *```$/gm, '').match(/[\s\S]*^#+ (.*)$/m) ?? [];
    const section = `${file}#${slug(heading)}`;
    const count = (found.get(section) ?? 0) + 1;
    found.set(section, count);
    const name = count === 1 ? section : `${section}-${count}`;
    return { name, id: slug(`${basename(file, '.md')}-${name.slice(file.length + 1)}`), source: moduleOf(code, options) };
  });
}

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

function moduleOf(code: string, options: string): string {
  const { imports, rest } = withoutImports(code);
  if (/\bnofixture\b/.test(options)) {
    return `${imports}\nimport { given, type Scope } from '../given';\n\nexport default function (scope: Scope): void {\n${declared(inApp(rest), 'scope')}\n}\n`;
  }
  const fixture = readFileSync(join(ROOT, 'rosetta', `${options.match(/fixture=(\S+)/)?.[1] ?? 'default'}.ts-fixture`), 'utf8');
  const shared = withoutImports(fixture).imports;
  return `${shared}\n${imports}\nimport { given, type Scope } from '../given';\n
class Sample extends Stack {
  constructor(scope: Scope) {
    super(scope, 'Sample'${inAccount(rest)});
${declared(rest, 'this')}${used(rest)}
  }
}

export default function (scope: Scope): void {
  new Sample(scope);
}
`;
}

/** The app of the sample is the one that the packs are registered with. */
const inApp = (code: string) => code.replace(/new App\(\)/g, 'scope').replace(/^\w+\.synth\(\);$/gm, '');

/** What a sample says that there is, is made. */
const declared = (code: string, scope: string) => code.replace(/declare const (\w+): ([\w.]+);/g, (_, name: string, type: string) => `const ${name}: ${type} = given.${type.split('.').at(-1)}(${scope}, '${name}');`);

/** The names of an archive are derived from its account. */
const inAccount = (code: string) => (/new TrailLogArchive\(this/.test(code) ? ", { env: { account: '222233334444', region: 'eu-west-1' } }" : '');

/** Samples of events alone are those of a trail. */
function used(code: string): string {
  const props = ['events', 'insights', 'aggregation'].filter((name) => new RegExp(`^ *const ${name} = \\[`, 'm').test(code));
  return props.length === 0 || code.includes('new WellArchitectedTrail(') ? '' : `    new WellArchitectedTrail(this, 'Trail', { ${props.join(', ')} });`;
}

function withoutImports(code: string): { imports: string; rest: string } {
  const tree = ts.createSourceFile('sample.ts', code, ts.ScriptTarget.Latest, true);
  const imports = tree.statements.filter((statement) => ts.isImportDeclaration(statement));
  return {
    imports: imports.map((statement) => statement.getText()).join('\n'),
    rest: imports.reduceRight((text, statement) => text.slice(0, statement.getStart()) + text.slice(statement.end), code),
  };
}
