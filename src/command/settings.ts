import { normalize } from 'node:path';
import type { Arguments, Options } from './arguments';
import { oneOf } from './arguments';
import { type Config, daysOf, FAIL_ON, levelOf, LEVELS, levelsOf, readConfig } from './config';
import { readParameter, readParameterFile } from './parameters';
import { Problem } from './problem';
import { FORMAT_NAMES, type FormatName } from './report/formats';
import { accountOf, regionOf } from './values';
import type { RuleLevel } from '../nag/rule-level';

/** A report to write, to a file or to standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file?: string;
}

/** The settings of a run. */
export interface Settings extends Omit<Config, 'parameters' | 'parameterFiles' | 'paths' | 'levels'> {
  readonly paths: readonly string[];
  readonly levels: { readonly [rule: string]: RuleLevel };
  readonly parameters: ReadonlyMap<string, string>;
  /** Those that were written for this run, which some template must declare. */
  readonly requiredParameters: readonly string[];
  readonly outputs: readonly Output[];
  readonly writeBaseline?: string;
  /** Whether files that are named may be something else than templates. */
  readonly onlyTemplates: boolean;
  /** The configuration file, empty when there is none. */
  readonly configFile: string;
}

export const OUTPUT_OPTIONS: Options = {
  'format': { value: 'FORMAT', short: 'f', help: `the report: ${FORMAT_NAMES.join(', ')} (default: text); may be given several times` },
  'output': { value: 'FILE', short: 'o', help: 'the file for the --format before it (default: standard output)' },
  'fail-on': { value: 'LEVEL', help: `the level that gives exit code 1: ${FAIL_ON.join(', ')} (default: error)` },
};

export const CHECK_OPTIONS: Options = {
  ...OUTPUT_OPTIONS,
  'only-templates': { help: 'leave out files that are no templates, also where they are named' },
  'config': { value: 'FILE', short: 'c', help: 'the configuration file (default: .well-architected-trail.yaml or .json, where there is one)' },
  'level': { value: 'RULE=LEVEL', help: `the level of a rule: ${LEVELS.join(', ')}` },
  'default-level': { value: 'LEVEL', help: 'the loudest level of rules that have none of their own here' },
  'cannot-tell': { value: 'LEVEL', help: 'the level of what the templates do not show (default: warning)' },
  'required-retention': { value: 'DAYS', help: 'how long logs must be kept, in days (default: 365)' },
  'require-trail': { help: 'ask for at least one trail that meets all rules of error level' },
  'parameter': { value: 'NAME=VALUE', short: 'p', help: 'the value of a parameter of the templates' },
  'parameter-file': { value: 'FILE', help: 'a file of parameters, as the AWS CLI and CodePipeline take it' },
  'account': { value: 'ID', help: 'the account of stacks that do not say where they are deployed' },
  'region': { value: 'REGION', help: 'the Region of stacks that do not say where they are deployed' },
  'baseline': { value: 'FILE', help: 'findings that are known already, and do not count' },
  'write-baseline': { value: 'FILE', help: 'write all findings to a file for --baseline' },
};

/** The settings of a run: what is written on the command line goes before the configuration file. */
export function settingsOf({ options, rest }: Arguments, folder: string): Settings {
  const all = (name: string) => options.filter(([each]) => each === name).map(([, value]) => value);
  const last = (name: string) => all(name).at(-1);
  const { file, config } = readConfig(last('config'), folder);
  const defaultLevel = last('default-level');
  const cannotTell = last('cannot-tell');
  const days = last('required-retention');
  const account = last('account');
  const region = last('region');
  const written = all('parameter').map((text) => readParameter(text, '--parameter'));
  const files = [...config.parameterFiles ?? [], ...all('parameter-file')].flatMap((each) => readParameterFile(each, folder));
  return {
    ...config,
    configFile: file,
    paths: rest.length > 0 ? rest : config.paths ?? [],
    levels: { ...config.levels, ...levelsOf(all('level').map(ruleAndLevel), '--level') },
    ...(defaultLevel !== undefined && { defaultLevel: levelOf(defaultLevel, '--default-level') }),
    ...(cannotTell !== undefined && { cannotTell: levelOf(cannotTell, '--cannot-tell') }),
    ...(days !== undefined && { requiredRetentionDays: daysOf(days, '--required-retention') }),
    ...(last('require-trail') !== undefined && { requireTrail: true }),
    ...(account !== undefined && { account: accountOf(account, '--account') }),
    ...(region !== undefined && { region: regionOf(region, '--region') }),
    ...(last('baseline') !== undefined && { baseline: last('baseline') }),
    ...(last('write-baseline') !== undefined && { writeBaseline: last('write-baseline') }),
    onlyTemplates: last('only-templates') !== undefined,
    parameters: new Map([...Object.entries(config.parameters ?? {}), ...files, ...written]),
    requiredParameters: written.map(([name]) => name),
    failOn: failOnOf(options, config.failOn),
    outputs: outputsOf(options),
  };
}

export function failOnOf(options: Arguments['options'], otherwise: Config['failOn']): Config['failOn'] {
  const given = options.filter(([name]) => name === 'fail-on').at(-1)?.[1];
  return given === undefined ? otherwise : oneOf('--fail-on', given, FAIL_ON);
}

/** Each file belongs to the format before it. */
export function outputsOf(options: Arguments['options']): Output[] {
  const outputs: Array<{ format: FormatName; file?: string }> = [];
  for (const [name, value] of options) {
    if (name === 'format') outputs.push({ format: oneOf('--format', value, FORMAT_NAMES) });
    if (name !== 'output') continue;
    if (outputs.length === 0) outputs.push({ format: 'text' });
    const output = outputs[outputs.length - 1];
    if (output.file !== undefined) throw new Problem(`--output ${value} has no --format of its own before it: ${output.format} goes to ${output.file}`);
    output.file = value;
  }
  if (outputs.length === 0) outputs.push({ format: 'text' });
  const files = [...outputs.flatMap(({ file }) => file ?? []), ...options.filter(([name]) => name === 'write-baseline').slice(-1).map(([, file]) => file)].map((file) => normalize(file));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new Problem(`two reports go to ${twice}`);
  // What a workflow reads is told from what people read by its first characters.
  const printed = outputs.filter(({ file, format }) => file === undefined && format !== 'github');
  if (printed.length > 1) throw new Problem(`${printed.map(({ format }) => format).join(' and ')} both go to standard output: give one of them an --output`);
  return outputs;
}

function ruleAndLevel(text: string): [rule: string, level: string] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new Problem(`--level must be of the form RULE=LEVEL, got: '${text}'`);
  return [text.slice(0, at), text.slice(at + 1)];
}
