/**
 * `npm run check-samples`: compiles every TypeScript sample of the guides, as strict rosetta compiles those of README and docstrings: a sample
 * without imports stands in rosetta/default.ts-fixture, one with imports is fenced as `ts nofixture`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const FENCE = /^( *)```(\S+)([^\n]*)\n([\s\S]*?)^ *```$/gm;
const TYPESCRIPT = ['ts', 'typescript'];

export interface Sample {
  readonly file: string;
  /** The line of the guide that the sample begins at, counted from 0. */
  readonly line: number;
  readonly source: string;
  /** The line of the source that the text of the guide begins at. */
  readonly offset: number;
}

/** The samples of a text in Markdown, completed by their fixture. */
export function samples(file: string, markdown: string, fixture: (name: string) => string): Sample[] {
  return [...markdown.matchAll(FENCE)].filter(([, , language]) => TYPESCRIPT.includes(language)).map((match) => {
    const [, , , options, code] = match;
    const line = markdown.slice(0, match.index).split('\n').length;
    if (/\bnofixture\b/.test(options)) return { file, line, source: `${code}\nexport {};\n`, offset: 0 };
    const { hoisted, rest } = hoist(code);
    const [before, after] = `${hoisted}\n${fixture(options.match(/fixture=(\S+)/)?.[1] ?? 'default')}`.split(/^[ \t]*\/\/\/ here$/m);
    return { file, line, source: `${before}${rest}${after}\nexport {};\n`, offset: before.split('\n').length - 1 };
  });
}

/** Takes what can only stand at the top of a file out of a sample: imports, and what is declared. Lines stay where they are. */
function hoist(code: string): { hoisted: string; rest: string } {
  const tree = ts.createSourceFile('sample.ts', code, ts.ScriptTarget.Latest, true);
  const top = tree.statements.filter((statement) => ts.isImportDeclaration(statement)
    || (ts.isVariableStatement(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)));
  return {
    hoisted: top.map((statement) => statement.getText().replace(/\n/g, ' ')).join(' '),
    rest: top.reduce((text, statement) => text.slice(0, statement.getStart()) + statement.getText().replace(/[^\n]/g, ' ') + text.slice(statement.end), code),
  };
}

/** What the compiler says about samples, with the places in the guides. */
export function diagnose(all: Sample[]): string[] {
  const named = new Map(all.map((sample) => [join(ROOT, `${sample.file}.${sample.line}.ts`), sample]));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile).config, ts.sys, ROOT);
  const settings: ts.CompilerOptions = { ...options, noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true };
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => named.has(path) || fileExists(path);
  host.readFile = (path) => named.get(path)?.source ?? readFile(path);
  const program = ts.createProgram([...named.keys()], settings, host);
  return [...named].flatMap(([path, { file, line, offset }]) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map((diagnostic) => {
    const at = ts.getLineAndCharacterOfPosition(diagnostic.file!, diagnostic.start!);
    return `${file}:${line + 1 + Math.max(0, at.line - offset)}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  }));
}

function guides(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? guides(join(folder, entry.name)) : entry.name.endsWith('.md') ? [join(folder, entry.name)] : []));
}

if (require.main === module) {
  const fixture = (name: string) => readFileSync(join(ROOT, 'rosetta', `${name}.ts-fixture`), 'utf8');
  const all = [join(ROOT, 'RULES.md'), ...guides(join(ROOT, 'docs'))].flatMap((path) => samples(relative(ROOT, path), readFileSync(path, 'utf8'), fixture));
  const problems = diagnose(all);
  for (const problem of problems) console.error(problem);
  console.log(`${all.length} samples in the guides, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
