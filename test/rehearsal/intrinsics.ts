/** Intrinsic functions, with the values of the moment: what CloudFormation does right before it makes a resource. */
import type { Environment, Template } from './assembly';
import { Refusal } from './report';
import { type Physical, stackKey, type World } from './world';

/** Where references of a template lead to. */
export interface Surroundings {
  readonly world: World;
  readonly stackName: string;
  readonly environment: Environment;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, unknown>>;
  physical(logicalId: string): Physical | undefined;
  /** Outputs of a nested stack. */
  nestedOutput(logicalId: string, output: string): string | undefined;
  /** Told about every export of another stack that is used. */
  imported(name: string): void;
}

export function resolve(value: unknown, at: Surroundings): any {
  if (Array.isArray(value)) return value.map((item) => resolve(item, at)).filter((item) => item !== undefined);
  if (typeof value === 'string') return value.replace(/\{\{resolve:ssm:([^}]+)\}\}/g, (_, name: string) => parameterValue(name, at));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === 'Ref' || name!.startsWith('Fn::'))) return intrinsic(name!, argument, at);
  return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, at)]).filter(([, item]) => item !== undefined));
}

export function conditionHolds(name: string, at: Surroundings): boolean {
  const holds = (condition: any): boolean => {
    const [[operator, argument]] = Object.entries<any>(condition);
    switch (operator) {
      case 'Condition': return conditionHolds(argument, at);
      case 'Fn::Equals': return String(resolve(argument[0], at)) === String(resolve(argument[1], at));
      case 'Fn::Not': return !holds(argument[0]);
      case 'Fn::And': return argument.every(holds);
      case 'Fn::Or': return argument.some(holds);
      default: throw new Error(`unknown condition: ${operator}`);
    }
  };
  return holds(at.template.Conditions![name]);
}

function intrinsic(name: string, argument: any, at: Surroundings): unknown {
  switch (name) {
    case 'Ref': return ref(argument, at);
    case 'Fn::GetAtt': return attribute(...(Array.isArray(argument) ? argument : argument.split(/\.(.*)/, 2)) as [string, string], at);
    case 'Fn::Join': return resolve(argument[1], at).join(argument[0]);
    case 'Fn::Select': return resolve(argument[1], at)[Number(resolve(argument[0], at))];
    case 'Fn::Split': return String(resolve(argument[1], at)).split(argument[0]);
    case 'Fn::Sub': return substitute(argument, at);
    case 'Fn::If': return resolve(conditionHolds(argument[0], at) ? argument[1] : argument[2], at);
    case 'Fn::FindInMap': return argument.map((key: unknown) => resolve(key, at)).reduce((map: any, key: string) => map[key], at.template.Mappings);
    case 'Fn::ImportValue': return importValue(resolve(argument, at), at);
    case 'Fn::GetStackOutput': return stackOutput(argument, at);
    default: throw new Error(`unknown intrinsic function: ${name}`);
  }
}

function ref(name: string, at: Surroundings): unknown {
  const { account, region, partition } = at.environment;
  const pseudo: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::StackName': at.stackName,
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${at.stackName}/1`,
  };
  if (name === 'AWS::NoValue') return undefined;
  if (name in pseudo) return pseudo[name];
  if (name in at.parameters) return at.parameters[name];
  const parameter = at.template.Parameters?.[name];
  if (parameter) {
    if (parameter.Default === undefined) throw new Error(`parameter without value: ${name}`);
    return parameter.Default;
  }
  return found(name, at).ref;
}

function attribute(logicalId: string, name: string, at: Surroundings): string {
  const output = /^Outputs\.(.+)$/.exec(name)?.[1];
  const value = output === undefined ? attributeOf(found(logicalId, at), name, at) : at.nestedOutput(logicalId, output);
  if (value === undefined) throw new Error(`unknown attribute: ${logicalId}.${name}`);
  return value;
}

function attributeOf(physical: Physical, name: string, at: Surroundings): string | undefined {
  // The custom resource of the CDK reads parameters that the stack of another Region has written.
  if (physical.type === 'Custom::CrossRegionExportReader') return parameterValue(name, at);
  if (physical.type.startsWith('Custom::') || physical.type === 'AWS::CloudFormation::CustomResource') return physical.attributes[name] ?? `${physical.name}.${name}`;
  return physical.attributes[name];
}

function found(logicalId: string, at: Surroundings): Physical {
  const physical = at.physical(logicalId);
  if (!physical) throw new Refusal('missing-resource', `${logicalId} does not exist when it is referred to`);
  return physical;
}

function substitute(argument: string | [string, Record<string, unknown>], at: Surroundings): string {
  const [text, variables] = typeof argument === 'string' ? [argument, {} as Record<string, unknown>] : argument;
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in variables) return String(resolve(variables[name], at));
    const [logicalId, rest] = name.split(/\.(.*)/, 2);
    return String(rest === undefined ? ref(name, at) : attribute(logicalId, rest, at));
  });
}

function importValue(name: string, at: Surroundings): string {
  const { account, region } = at.environment;
  const exporting = [...at.world.stacks.values()].find(({ environment, exports }) =>
    environment.account === account && environment.region === region && exports.has(name));
  if (!exporting) throw new Refusal('missing-output', `no stack exports ${name}`);
  at.imported(name);
  return exporting.exports.get(name)!;
}

function stackOutput(argument: any, at: Surroundings): string {
  const { StackName, OutputName, Region, RoleArn } = resolve(argument, at);
  const account = RoleArn?.split(':')[4] ?? at.environment.account;
  const stack = at.world.stacks.get(stackKey(StackName, { ...at.environment, account, region: Region ?? at.environment.region }));
  const value = stack?.outputs.get(OutputName);
  if (value === undefined) throw new Refusal('missing-output', `the stack ${StackName} has no output ${OutputName} yet`);
  return value;
}

function parameterValue(name: string, { world, environment }: Surroundings): string {
  const parameter = world.all('AWS::SSM::Parameter').find((one) => one.name === name
    && one.environment.region === environment.region && one.environment.account === environment.account);
  if (!parameter) throw new Refusal('missing-output', `the parameter ${name} does not exist yet`);
  return parameter.properties.Value;
}
