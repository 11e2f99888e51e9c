import type { Effect, Migration, Plan } from './model';
import { visible } from '../report/escape';
import { count, type Look } from '../report/model';
import { wrapped } from '../wrap';

const COLOURS = { bold: '1', dim: '2', warning: '33', error: '31', green: '32' };
const ACTION_WIDTH = 10;

/** What people read: for each trail what to write, and what the deployment does. */
export function migrationText(migration: Migration, look: Look): string {
  return new Text(migration, look).lines().map((line) => `${line.trimEnd()}\n`).join('');
}

class Text {
  constructor(private readonly migration: Migration, private readonly look: Look) {}

  public lines(): string[] {
    const { plans, problems } = this.migration;
    return [
      ...plans.flatMap((plan) => [...this.plan(plan), '']),
      ...this.list('Could not be read', problems),
      ...this.summary(),
    ];
  }

  private plan(plan: Plan): string[] {
    const { stack, logicalId, file, position: { line, column }, scope, imports, code } = plan;
    return [
      ...this.wrap(`Trail ${visible(stack)}/${visible(logicalId)}`, 0).map((each) => this.paint('bold', each)),
      ...this.wrap(`at ${visible(file)}:${line}:${column}`, 2).map((each) => this.paint('dim', each)),
      '',
      ...this.wrap(`In ${visible(scope)}, write instead of the old trail:`, 2),
      '',
      ...[...imports, '', ...code].map((each) => `    ${each}`),
      '',
      ...this.section('What the deployment does', plan.effects.flatMap((effect) => this.effect(effect))),
      ...this.list('What is different afterwards', plan.differences, 2),
      ...this.list('What is not carried over', plan.notCarriedOver, 2),
      ...this.list('Before you deploy', plan.warnings, 2, 'warning'),
    ];
  }

  private effect({ logicalId, what, action, why }: Effect): string[] {
    const said = `${logicalId === undefined ? '' : `${visible(logicalId)}, `}${visible(what)}: ${visible(why)}.`;
    const [first, ...more] = this.wrap(said, 4 + ACTION_WIDTH);
    const label = action.padEnd(ACTION_WIDTH);
    return [`    ${action === 'deleted' || action === 'replaced' ? this.paint('warning', label) : label}${first.trimStart()}`, ...more];
  }

  private section(title: string, lines: readonly string[]): string[] {
    return [`  ${this.paint('bold', title)}`, '', ...lines, ''];
  }

  private list(title: string, items: readonly string[], indent = 0, colour: keyof typeof COLOURS = 'bold'): string[] {
    if (items.length === 0) return [];
    const lines = items.flatMap((item) => {
      const [first, ...more] = this.wrap(visible(item), indent + 4);
      return [`${' '.repeat(indent + 2)}- ${first.trimStart()}`, ...more];
    });
    return [`${' '.repeat(indent)}${this.paint(colour, title)}`, '', ...lines, ''];
  }

  private summary(): string[] {
    const { plans, already, templates, problems } = this.migration;
    const ours = already.length === 0 ? '' : `; ${count(already.length, 'trail')} of this package already`;
    const colour = problems.length > 0 ? 'error' : 'green';
    return [
      ...plans.length === 0 ? [] : [...this.wrap('Look at `npx aws-cdk@2 diff` before you deploy: it shows what CloudFormation replaces.', 0), ''],
      ...this.wrap(`${count(plans.length, 'trail')} to migrate in ${count(templates, 'template')}${ours}.`, 0).map((each) => this.paint(colour, each)),
    ];
  }

  private wrap(content: string, indent: number): string[] {
    return wrapped(content, this.look.width, indent);
  }

  private paint(colour: keyof typeof COLOURS, content: string): string {
    return this.look.colours ? `\u001b[${COLOURS[colour]}m${content}\u001b[0m` : content;
  }
}
