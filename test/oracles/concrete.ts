/**
 * Turns synthesized templates into what CloudFormation would deploy: every intrinsic function replaced by its value,
 * with readable physical names, so that documents can be evaluated and compared.
 *
 * Refuses what it does not know.
 */
import * as fs from 'fs';
import * as path from 'path';
import { type App, type NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';

/** Where a template is deployed. */
export interface Target {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export interface ConcreteResource {
  readonly stack: string;
  readonly account: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Record<string, any>;
  readonly definition: Record<string, any>;
  /** What `Ref` of the resource is. */
  readonly ref: string;
  /** The ARN of the resource, where it has one that is known before the deployment. */
  readonly arn?: string;
}

interface Template {
  readonly Resources?: Record<string, any>;
  readonly Parameters?: Record<string, any>;
  readonly Outputs?: Record<string, any>;
}

interface Deployed {
  readonly name: string;
  readonly stackName: string;
  readonly template: Template;
  readonly target: Target;
  readonly parent?: { readonly stack: Deployed; readonly logicalId: string };
}

interface Physical {
  readonly ref: string;
  readonly arn?: string;
  readonly attributes?: Record<string, string>;
}

/** The account that environment-agnostic stacks are deployed to. */
export const DEFAULT_TARGET: Target = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };

/**
 * All stacks of an app, deployed. Stacks without an environment of their own go to `target`; what has no physical name
 * of its own is called after its logical id.
 */
export class Deployment {
  public static of(scope: App | Stack, target: Partial<Target> = {}): Deployment {
    const root = scope.node.root as App;
    root.synth();
    return new Deployment(root, { ...DEFAULT_TARGET, ...target });
  }

  private readonly stacks = new Map<Stack, Deployed>();

  private constructor(app: App, target: Target) {
    for (const stack of app.node.findAll().filter(Stack.isStack)) {
      const parent = stack.nestedStackParent && this.stacks.get(stack.nestedStackParent);
      this.stacks.set(stack, {
        name: stack.node.path,
        stackName: stack.stackName,
        template: JSON.parse(fs.readFileSync(path.join(Stage.of(stack)!.outdir, stack.templateFile), 'utf8')),
        target: {
          ...target,
          ...(Token.isUnresolved(stack.account) ? {} : { account: stack.account }),
          ...(Token.isUnresolved(stack.region) ? {} : { region: stack.region, partition: partitionOf(stack.region) }),
        },
        parent: parent && { stack: parent, logicalId: stack.resolve((stack as NestedStack).nestedStackResource!.logicalId) },
      });
    }
  }

  /** All resources of one type, of all stacks. */
  public resources(type: string): ConcreteResource[] {
    return [...this.stacks.values()].flatMap((stack) => Object.entries(stack.template.Resources ?? {})
      .filter(([, definition]) => definition.Type === type)
      .map(([logicalId, definition]) => ({
        stack: stack.name,
        account: stack.target.account,
        logicalId,
        type,
        definition,
        properties: this.resolve(stack, definition.Properties ?? {}) as Record<string, any>,
        ...this.physical(stack, logicalId),
      })));
  }

  /** The only resource of a type. */
  public resource(type: string): ConcreteResource {
    const found = this.resources(type);
    if (found.length !== 1) {
      throw new Error(`expected one ${type}, found ${found.length}`);
    }
    return found[0];
  }

  private resolve(stack: Deployed, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(stack, item)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    if (entries.length === 1 && (entries[0][0] === 'Ref' || entries[0][0].startsWith('Fn::'))) {
      return this.intrinsic(stack, entries[0][0], entries[0][1]);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, this.resolve(stack, item)]).filter(([, item]) => item !== undefined));
  }

  private intrinsic(stack: Deployed, name: string, argument: any): unknown {
    switch (name) {
      case 'Ref': return this.ref(stack, argument);
      case 'Fn::GetAtt': return this.attribute(stack, ...(Array.isArray(argument) ? argument : argument.split(/\.(.*)/, 2)) as [string, string]);
      case 'Fn::Join': return strings(this.resolve(stack, argument[1]), name).join(argument[0]);
      case 'Fn::Select': return strings(this.resolve(stack, argument[1]), name)[Number(this.resolve(stack, argument[0]))];
      case 'Fn::Split': return strings([this.resolve(stack, argument[1])], name)[0].split(argument[0]);
      case 'Fn::Sub': return this.substitute(stack, argument);
      case 'Fn::ImportValue': return this.importValue(this.resolve(stack, argument) as string);
      case 'Fn::GetStackOutput': return this.stackOutput(stack, this.resolve(stack, argument) as Record<string, string>);
      default: throw new Error(`unknown intrinsic function: ${name}`);
    }
  }

  private ref(stack: Deployed, name: string): unknown {
    const pseudo: Record<string, string | undefined> = {
      'AWS::AccountId': stack.target.account,
      'AWS::Region': stack.target.region,
      'AWS::Partition': stack.target.partition,
      'AWS::URLSuffix': stack.target.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      'AWS::StackName': stack.name.replace(/\W+/g, '-'),
    };
    if (name === 'AWS::NoValue') return undefined;
    if (pseudo[name] !== undefined) return pseudo[name];
    if (stack.template.Parameters?.[name]) return this.parameter(stack, name);
    return this.physical(stack, name).ref;
  }

  private parameter(stack: Deployed, name: string): unknown {
    const passed = stack.parent?.stack.template.Resources?.[stack.parent.logicalId].Properties.Parameters?.[name];
    if (passed !== undefined) return this.resolve(stack.parent!.stack, passed);
    const fallback = stack.template.Parameters![name].Default;
    if (fallback === undefined) {
      throw new Error(`parameter without value: ${name}`);
    }
    return fallback;
  }

  private attribute(stack: Deployed, logicalId: string, name: string): unknown {
    const resource = stack.template.Resources?.[logicalId];
    if (resource?.Type === 'AWS::CloudFormation::Stack' && name.startsWith('Outputs.')) {
      const child = [...this.stacks.values()].find((candidate) => candidate.parent?.stack === stack && candidate.parent.logicalId === logicalId)!;
      return this.resolve(child, child.template.Outputs![name.slice('Outputs.'.length)].Value);
    }
    const physical = this.physical(stack, logicalId);
    const value = name === 'Arn' ? physical.arn : physical.attributes?.[name];
    if (value === undefined) {
      throw new Error(`unknown attribute: ${resource?.Type}.${name}`);
    }
    return value;
  }

  private substitute(stack: Deployed, argument: string | [string, Record<string, unknown>]): string {
    const [text, variables] = typeof argument === 'string' ? [argument, {} as Record<string, unknown>] : argument;
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) {
        return `\${${name.slice(1)}}`;
      }
      if (name in variables) return String(this.resolve(stack, variables[name]));
      const [logicalId, attribute] = name.split(/\.(.*)/, 2);
      return String(attribute === undefined ? this.ref(stack, name) : this.attribute(stack, logicalId, attribute));
    });
  }

  private importValue(name: string): unknown {
    for (const stack of this.stacks.values()) {
      const output = Object.values(stack.template.Outputs ?? {}).find((candidate) => candidate.Export?.Name === name);
      if (output) return this.resolve(stack, output.Value);
    }
    throw new Error(`unknown export: ${name}`);
  }

  /** An output of another stack: of the Region that is named, and of the account whose role reads it. */
  private stackOutput({ target }: Deployed, { StackName, OutputName, Region = target.region, RoleArn }: Record<string, string>): unknown {
    const account = RoleArn?.split(':')[4] ?? target.account;
    const isMeant = (each: Deployed) => each.stackName === StackName && each.target.region === Region && each.target.account === account;
    const found = [...this.stacks.values()].filter(isMeant);
    const output = found.length === 1 ? found[0].template.Outputs?.[OutputName] : undefined;
    if (!output) throw new Error(`unknown output: ${OutputName} of ${StackName} in ${account} ${Region}`);
    return this.resolve(found[0], output.Value);
  }

  private physical(stack: Deployed, logicalId: string): Physical {
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) {
      throw new Error(`unknown reference: ${logicalId}`);
    }
    const { account, region, partition } = stack.target;
    const named = (property: string, otherwise: string) => this.resolve(stack, resource.Properties?.[property] ?? otherwise) as string;
    const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
    switch (resource.Type) {
      case 'AWS::S3::Bucket': {
        const name = named('BucketName', `${logicalId.toLowerCase()}-${account}-${region}`);
        return { ref: name, arn: `arn:${partition}:s3:::${name}` };
      }
      case 'AWS::KMS::Key': return { ref: logicalId, arn: arn('kms', `key/${logicalId}`), attributes: { KeyId: logicalId } };
      case 'AWS::KMS::Alias': return { ref: named('AliasName', '') };
      case 'AWS::Logs::LogGroup': {
        const name = named('LogGroupName', logicalId);
        return { ref: name, arn: arn('logs', `log-group:${name}:*`) };
      }
      case 'AWS::IAM::Role': {
        const name = named('RoleName', logicalId);
        return { ref: name, arn: `arn:${partition}:iam::${account}:role/${name}`, attributes: { RoleId: `AROA${logicalId}` } };
      }
      case 'AWS::CloudTrail::Trail': {
        const name = named('TrailName', logicalId);
        return { ref: name, arn: arn('cloudtrail', `trail/${name}`) };
      }
      case 'AWS::SNS::Topic': {
        const name = named('TopicName', logicalId);
        return { ref: arn('sns', name), attributes: { TopicName: name, TopicArn: arn('sns', name) } };
      }
      case 'AWS::Lambda::Function': {
        const name = named('FunctionName', logicalId);
        return { ref: name, arn: arn('lambda', `function:${name}`) };
      }
      // Their Ref is of no use to anybody else; they are only asked for their properties.
      default: return { ref: logicalId };
    }
  }
}

function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function strings(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new Error(`${where} of ${JSON.stringify(value)}`);
  }
  return value;
}
