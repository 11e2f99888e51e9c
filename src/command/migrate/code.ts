import { isObject, own, type Raw } from '../../nag/engine/cloudformation/json';
import { visible } from '../report/escape';

/** Where the names come from that a snippet uses. */
const MODULES: { readonly [name: string]: string } = {
  iam: '* aws-cdk-lib/aws-iam',
  kms: '* aws-cdk-lib/aws-kms',
  logs: '* aws-cdk-lib/aws-logs',
  s3: '* aws-cdk-lib/aws-s3',
  sns: '* aws-cdk-lib/aws-sns',
  Aws: 'aws-cdk-lib',
  Fn: 'aws-cdk-lib',
  RemovalPolicy: 'aws-cdk-lib',
  Stack: 'aws-cdk-lib',
  Tags: 'aws-cdk-lib',
  Token: 'aws-cdk-lib',
};
const OWN = 'cdk-well-architected-trail';
/** What is left of 80 columns beside the indentation of a report and of what is around. */
const WIDTH = 68;

/** TypeScript that is being written, with the imports that it needs. */
export class Code {
  private readonly names = new Set<string>();

  /** A name that has to be imported. */
  public use(name: string): string {
    this.names.add(name);
    return name;
  }

  public get imports(): string[] {
    const byModule = new Map<string, string[]>();
    for (const name of [...this.names].sort()) {
      const module = MODULES[name] ?? OWN;
      byModule.set(module, [...byModule.get(module) ?? [], name]);
    }
    return [...byModule].sort(([a], [b]) => order(a) - order(b)).flatMap(([module, names]) => {
      if (module.startsWith('* ')) return names.map((name) => `import * as ${name} from '${module.slice(2)}';`);
      return list('import {', names, `} from '${module}';`, ' ');
    });
  }

  /** A value of the template as an expression: what is written out as a literal, references as functions of the CDK. */
  public value(raw: Raw): string {
    if (typeof raw === 'string') return quoted(raw);
    const members = isObject(raw) ? Object.entries(raw) : [];
    const made = members.length === 1 ? this.intrinsic(...members[0]) : undefined;
    return made ?? `${this.use('Token')}.asString(${this.json(raw)})`;
  }

  /** What is a text for CloudFormation: numbers and booleans, too. */
  public text(raw: Raw): string {
    return this.value(typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw);
  }

  /** JSON of the template as it is written there. */
  public json(raw: Raw): string {
    if (typeof raw === 'string') return quoted(raw);
    if (Array.isArray(raw)) return list('[', raw.map((item: Raw) => this.json(item)), ']').join('\n');
    if (!isObject(raw)) return String(raw ?? null);
    const members = Object.keys(raw).map((key) => `${keyOf(key)}: ${this.json(raw[key])}`);
    return members.length === 0 ? '{}' : call('', members, '').join('\n');
  }

  private intrinsic(name: string, argument: Raw): string | undefined {
    const items: readonly Raw[] = Array.isArray(argument) ? argument : name === 'Fn::GetAtt' ? attributeParts(argument) : [];
    if (name === 'Ref' && typeof argument === 'string') return this.reference(argument);
    if (name === 'Fn::ImportValue') return `${this.use('Fn')}.importValue(${this.value(argument)})`;
    if (name === 'Fn::Sub' && typeof argument === 'string') return `${this.use('Fn')}.sub(${quoted(argument)})`;
    if (name === 'Fn::Join' && items.length === 2 && typeof items[0] === 'string' && Array.isArray(items[1])) {
      return list(`${this.use('Fn')}.join(${quoted(items[0])}, [`, items[1].map((item: Raw) => this.text(item)), '])').join('\n');
    }
    if (name === 'Fn::GetAtt' && items.length === 2 && items.every((item) => typeof item === 'string')) {
      return `${this.use('Fn')}.getAtt(${items.map((item) => quoted(item as string)).join(', ')}).toString()`;
    }
    return undefined;
  }

  private reference(name: string): string | undefined {
    const pseudo = own(PSEUDO, name);
    if (typeof pseudo === 'string') return `${this.use('Aws')}.${pseudo}`;
    return name.startsWith('AWS::') ? undefined : `${this.use('Fn')}.ref(${quoted(name)})`;
  }
}

/** `Logs.Arn`, as YAML writes it. */
function attributeParts(argument: Raw): string[] {
  const [, resource, attribute] = typeof argument === 'string' ? /^([^.]+)\.(.+)$/s.exec(argument) ?? [] : [];
  return resource === undefined ? [] : [resource, attribute];
}

const PSEUDO = {
  'AWS::AccountId': 'ACCOUNT_ID',
  'AWS::Partition': 'PARTITION',
  'AWS::Region': 'REGION',
  'AWS::StackName': 'STACK_NAME',
  'AWS::URLSuffix': 'URL_SUFFIX',
};

/** The CDK first, this package last. */
function order(module: string): number {
  return module === 'aws-cdk-lib' ? 0 : module === OWN ? 2 : 1;
}

/** A literal in which nothing ends the text, moves a cursor or cannot be seen. */
export function quoted(text: string): string {
  return `'${visible(text.replace(/[\\']/g, '\\$&'))}'`;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function keyOf(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return IDENTIFIER.test(key) ? key : quoted(key);
}

/** One line, or a line for each item where that is too long. */
export function list(open: string, items: readonly string[], close: string, space = ''): string[] {
  const line = `${open}${space}${items.join(', ')}${space}${close}`;
  if (line.length <= WIDTH && !line.includes('\n')) return [line];
  return [open, ...items.flatMap((item) => indented(`${item},`.split('\n'))), close];
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A call whose last argument is an object, on as many lines as it takes. */
export function call(before: string, members: readonly string[], after = ')'): string[] {
  return list(`${before}{`, members, `}${after}`, ' ');
}
