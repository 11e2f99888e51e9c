import { type Code, call, list, quoted } from './code';
import type { Reference } from './model';
import type { TrailReading } from './reading';
import type { Raw } from '../../nag/engine/cloudformation/json';
import type { Resource } from '../../nag/engine/cloudformation/template';
import type { Link } from '../../nag/engine/graph/link';

/** A kind of resource that a trail refers to. */
export interface Kind {
  readonly module: 's3' | 'kms' | 'logs' | 'sns';
  /** Name of the L1, and of the interface of the L2. */
  readonly l1: string;
  readonly l2: string;
  readonly variable: string;
  readonly prop: string;
}

export const KINDS = {
  bucket: { module: 's3', l1: 'CfnBucket', l2: 'IBucket', variable: 'logBucket', prop: 'bucket' },
  key: { module: 'kms', l1: 'CfnKey', l2: 'IKey', variable: 'key', prop: 'encryptionKey' },
  logGroup: { module: 'logs', l1: 'CfnLogGroup', l2: 'ILogGroup', variable: 'logGroup', prop: 'logGroup' },
  topic: { module: 'sns', l1: 'CfnTopic', l2: 'ITopic', variable: 'topic', prop: 'topic' },
} as const satisfies { readonly [name: string]: Kind };

/** How a snippet refers to a resource that it does not make. */
export interface Existing {
  readonly expression: string;
  /** Whether statements can be added to its policy in this app. */
  readonly isL2: boolean;
  readonly reference?: Reference;
  readonly warning?: string;
}

/** A resource of the app as a variable, one of elsewhere by its name. */
export function existing(code: Code, reading: TrailReading, kind: Kind, link: Link, raw: Raw): Existing {
  const found = link.resource?.resource;
  if (found && found.type !== 'AWS::KMS::ReplicaKey') return declared(code, reading, kind, found);
  return { expression: imported(code, reading, kind, raw), isL2: false, warning: notHere(reading, kind, link, raw) };
}

function declared(code: Code, reading: TrailReading, { module, l1, l2, variable }: Kind, resource: Resource): Existing {
  const path = reading.pathOf(resource);
  const isL2 = path?.endsWith('/Resource') === true;
  const type = `${code.use(module)}.${isL2 ? l2 : l1}`;
  const reference = { variable, type, stack: resource.template.stackPath, logicalId: resource.logicalId, ...(path !== undefined && { constructPath: path.replace(/\/Resource$/, '') }) };
  const maker = reading.otherMaker(resource);
  const warning = maker === undefined ? undefined : `${resource.logicalId} was made by ${maker}, which is migrated too: use the variable in its code, which keeps the resource.`;
  return { expression: variable, isL2, reference, ...(warning !== undefined && { warning }) };
}

function notHere(reading: TrailReading, { prop }: Kind, link: Link, raw: Raw): string {
  const why = link.why === undefined ? reading.shown(raw) : reading.rendered(link.why);
  return `\`${prop}\` is ${why}: its owner writes its policy. The construct warns with the statements that the policy needs, which must be there before the deployment.`;
}

function imported(code: Code, reading: TrailReading, { module, variable }: Kind, raw: Raw): string {
  const id = quoted(`Trail${variable.charAt(0).toUpperCase()}${variable.slice(1)}`);
  const value = code.text(raw);
  const resolved = reading.resolve(raw);
  const text = typeof resolved === 'string' ? resolved : '';
  code.use(module);
  switch (module) {
    case 's3': return made('s3.Bucket.fromBucketName', id, value);
    case 'logs': return made('logs.LogGroup.fromLogGroupArn', id, value);
    case 'sns': return made('sns.Topic.fromTopicArn', id, isName(raw) ? arnOf(code, 'sns', raw) : value);
    case 'kms': {
      const alias = typeof raw === 'string' ? /(?:^|:)(alias\/.+)$/.exec(text)?.[1] : undefined;
      if (alias !== undefined) return made('kms.Alias.fromAliasName', id, quoted(alias));
      return made('kms.Key.fromKeyArn', id, isName(raw) ? arnOf(code, 'kms', raw) : value);
    }
  }
}

const made = (factory: string, id: string, value: string) => list(`${factory}(`, ['this', id, value], ')').join('\n');

const isName = (raw: Raw): raw is string => typeof raw === 'string' && !raw.startsWith('arn:');

/** The ARN of what is written by its name only. */
function arnOf(code: Code, service: 'kms' | 'sns', name: string): string {
  const parts = service === 'kms' ? ["resource: 'key'", `resourceName: ${quoted(name)}`] : [`resource: ${quoted(name)}`];
  return call(`${code.use('Stack')}.of(this).formatArn(`, [`service: '${service}'`, ...parts]).join('\n');
}
