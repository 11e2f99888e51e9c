import * as ts from 'typescript';

/** One small mistake in a source file. */
export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly kind: string;
  readonly line: number;
  /** What stood there. */
  readonly original: string;
  /** Where the innermost function around it begins; left out for what runs when the file is loaded. */
  readonly within?: number;
}

/** Each operator and what it is mistaken for. */
const OPERATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['===', ['!==']], ['!==', ['===']], ['<', ['<=', '>=']], ['<=', ['<', '>']], ['>', ['>=', '<=']], ['>=', ['>', '<']],
  ['&&', ['||']], ['||', ['&&']], ['??', ['&&']], ['+', ['-']], ['-', ['+']], ['*', ['/']], ['/', ['*']],
]);

/** Methods and functions that are easily mistaken for each other. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ['some', 'every'], ['startsWith', 'endsWith'], ['any', 'all'], ['covers', 'touches'],
  ['coversAction', 'touchesAction'], ['coversResource', 'touchesResource'],
  ['applies', 'interferes'], ['allowing', 'denying'], ['allows', 'denies'], ['isHidden', 'isAbsent'],
  ['deletionPolicy', 'updateReplacePolicy'], ['matches', 'overlap'],
].flatMap(([a, b]) => [[a, b], [b, a]] as Array<[string, string]>));

/** Methods whose result is of the same kind as what they are called on: left out, something is not selected, put in order or normalized. */
const DROPPED = new Set(['filter', 'slice', 'sort', 'reverse', 'trim', 'toLowerCase', 'replace']);

/** Every mutant of a file. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: Mutant[] = [];
  const functions: number[] = [];
  const add = (node: ts.Node, replacement: string, kind: string) => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    const original = text.slice(start, end);
    if (replacement === original) return;
    const { line } = source.getLineAndCharacterOfPosition(start);
    found.push({ file, start, end, replacement, kind, line: line + 1, original, within: functions.at(-1) });
  };
  const visit = (node: ts.Node): void => {
    if (isLeftOut(node)) return;
    mutate(node, add);
    if (isFunction(node)) functions.push(node.getStart(source));
    ts.forEachChild(node, visit);
    if (isFunction(node)) functions.pop();
  };
  visit(source);
  return found;
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody } {
  return ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;
}

/** A file that says of each of its functions that it runs. */
export function watched(file: string, text: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const inserts: Array<[at: number, text: string]> = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node)) {
      const call = `globalThis.ran(${JSON.stringify(`${file}:${node.getStart(source)}`)})`;
      const { body } = node;
      if (ts.isBlock(body)) inserts.push([body.getStart(source) + 1, `${call};`]);
      else inserts.push([body.getStart(source), `(${call}, `], [body.getEnd(), ')']);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  // What is nested ends first: at one place, the later of two ends is written first.
  let result = text;
  const lastFirst = inserts.map((each, index) => ({ each, index })).sort((a, b) => b.each[0] - a.each[0] || a.index - b.index);
  for (const { each: [at, inserted] } of lastFirst) {
    result = result.slice(0, at) + inserted + result.slice(at);
  }
  return result;
}

/** Types are erased; the texts of a rule are held to RULES.md, and limits only say when to give up. */
function isLeftOut(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isVariableDeclaration(node) && /^(?:MAX_|MOST_|LARGEST_)/.test(node.name.getText())) return true;
  const { parent } = node;
  return parent !== undefined && ts.isCallExpression(parent) && /^(?:trail|grant|app)Rule$/.test(parent.expression.getText()) && parent.arguments[0] === node;
}

/** What people read: tests pin what is said of what, and not each word. */
function isSentence(text: string): boolean {
  return text.trim().split(' ').length > 3;
}

type Add = (node: ts.Node, replacement: string, kind: string) => void;

function mutate(node: ts.Node, add: Add): void {
  if (ts.isBinaryExpression(node)) {
    for (const other of OPERATORS.get(node.operatorToken.getText()) ?? []) add(node.operatorToken, other, 'operator');
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    add(node, node.operand.getText(), 'negation dropped');
  } else if (ts.isConditionalExpression(node)) {
    for (const outcome of ['true', 'false']) add(node.condition, outcome, 'condition decided');
  } else if (ts.isIfStatement(node)) {
    for (const outcome of ['true', 'false']) add(node.expression, outcome, 'condition decided');
  } else if (ts.isWhileStatement(node)) {
    add(node.expression, 'false', 'condition decided');
  } else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    add(node, node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true', 'boolean');
  } else if (ts.isStringLiteral(node) && !isSentence(node.text) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) {
    add(node, node.text === '' ? '\'?\'' : '\'\'', 'text');
  } else if (ts.isNumericLiteral(node)) {
    add(node, String(Number(node.text.replace(/_/g, '')) + 1), 'number');
  } else if ((ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) && !isSentence(node.getText())) {
    add(node, '\'\'', 'text');
  } else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !ts.isBinaryExpression(node.parent)) {
    add(node, '[]', 'list emptied');
  } else if (ts.isRegularExpressionLiteral(node)) {
    const [, pattern, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) as RegExpExecArray;
    if (pattern.startsWith('^')) add(node, `/${pattern.slice(1)}/${flags}`, 'anchor dropped');
    if (pattern.endsWith('$')) add(node, `/${pattern.slice(0, -1)}/${flags}`, 'anchor dropped');
  } else if (ts.isReturnStatement(node) && node.expression && node.expression.getText() !== 'undefined') {
    add(node.expression, 'undefined as never', 'nothing returned');
  } else if (ts.isCallExpression(node)) {
    mutateCall(node, add);
  } else if (ts.isPropertyAccessExpression(node)) {
    if (node.questionDotToken) add(node.questionDotToken, '.', 'optional chain');
    const twin = TWINS.get(node.name.text);
    if (twin !== undefined) add(node.name, twin, 'twin');
  }
}

function mutateCall(node: ts.CallExpression, add: Add): void {
  const { expression } = node;
  if (ts.isIdentifier(expression)) {
    const twin = TWINS.get(expression.text);
    if (twin !== undefined) add(expression, twin, 'twin');
    if (expression.text === 'not') add(node, node.arguments[0].getText(), 'negation dropped');
  } else if (ts.isPropertyAccessExpression(expression) && DROPPED.has(expression.name.text)) {
    add(node, expression.expression.getText(), `${expression.name.text} dropped`);
  }
}
