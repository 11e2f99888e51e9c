import type { Options } from './arguments';
import { MIGRATE_OPTIONS } from './migrate/options';
import { NAME } from './report/model';
import { RULES_OPTIONS } from './rules';
import { CHECK_OPTIONS, OUTPUT_OPTIONS } from './settings';
import { wrapped } from './wrap';
import { VERSION } from '../nag/version';

const GUIDE = 'https://github.com/cdk-well-architected-trail/cdk-well-architected-trail/blob/main/docs/command.md';

interface Help {
  readonly summary: string;
  readonly usage: string;
  readonly about: readonly string[];
  readonly options: Options;
}

const USAGE: { readonly [command: string]: Help } = {
  check: {
    summary: 'judge templates, folders and cloud assemblies',
    usage: 'check [PATH...] [options]',
    about: [
      'Judges CloudFormation and SAM templates (JSON or YAML), folders, patterns, cloud assemblies and, with -, standard input. What is given together '
      + 'is one deployment: references between the templates are followed. Without a path it judges cdk.out.',
      'Exit code 0: nothing at the failing level; 1: findings; 2: something could not be judged.',
    ],
    options: CHECK_OPTIONS,
  },
  report: {
    summary: 'turn the validation report of a CDK app into other reports',
    usage: 'report [PATH] [options]',
    about: [
      'Turns validation-report.json of a cloud assembly, with the findings of all its plugins, into other reports. PATH is the assembly or the file '
      + '(default: cdk.out). Nothing is judged again.',
    ],
    options: OUTPUT_OPTIONS,
  },
  migrate: {
    summary: 'what to write instead of the trails of an app',
    usage: 'migrate [PATH...] [options]',
    about: [
      'Reads templates and cloud assemblies as check does, and says for each trail that this package did not make: the code of a WellArchitectedTrail with the same '
      + 'settings, the logical ids that it keeps, what the deployment replaces, keeps or deletes, and what to look at before. Without a path it reads cdk.out.',
      'Nothing is changed. Exit code 0; 2 if something could not be read.',
    ],
    options: MIGRATE_OPTIONS,
  },
  rules: { summary: 'list the rules', usage: 'rules [options]', about: ['Lists the rules with their levels.'], options: RULES_OPTIONS },
  explain: {
    summary: 'show the details of a rule',
    usage: 'explain RULE [options]',
    about: ['Shows when a rule is met, why it matters, how to meet it, and the controls that it is evidence for.'],
    options: RULES_OPTIONS,
  },
};

export function help(): string {
  const commands = Object.entries(USAGE).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return [
    `${NAME} ${VERSION}: judges and migrates AWS CloudTrail trails`, '',
    `Usage: ${NAME} <command> [options]`, '', ...commands, '',
    `See ${NAME} <command> --help and`, GUIDE, '',
  ].join('\n');
}

export function helpOf(command: string, width: number): string {
  const { usage, about, options } = USAGE[command];
  const lines = Object.entries(options).map(([name, { value, short, help: text }]) => {
    return [`  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`, ...wrapped(text, width, 10)].join('\n');
  });
  const paragraphs = about.map((text) => `${wrapped(text, width).join('\n')}\n\n`).join('');
  return `Usage: ${NAME} ${usage}\n\n${paragraphs}Options:\n${lines.join('\n')}\n`;
}
