/** What must hold after every step, whatever was changed. */
import { ORGANIZATION } from '../fixtures/accounts';
import type { RequestContext } from '../oracles/policy-conditions';
import { authorize, type PolicyDocument, type Principal } from '../oracles/policy-evaluator';
import { deliveryFlaws, type Flaw } from './checks/cloudtrail';
import { identityPolicies, namedPrincipals } from './checks/iam';
import { mayUseKey } from './checks/kms';
import { logsMayUseKey } from './checks/logs';
import type { Evidence, Physical, World } from './world';

/** Whoever reads, by a name for the report, and what of theirs allows it in an account. */
interface Reader {
  readonly name: string;
  readonly principal: Principal;
  policiesFor(account: string): PolicyDocument[];
}

/** What identities of other apps are allowed by their own account, so that it is up to the policies of bucket and key. */
const ALLOWS_ALL = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }];
const MEMBER = 'arn:aws:iam::999900001111:role/member';

/** What holds now, or is a flaw whatever was before. */
export function lastingFlaws(world: World): (Flaw & { resource: string })[] {
  return [
    ...world.all('AWS::CloudTrail::Trail').flatMap((trail) => deliveryFlaws(trail, world)
      .map(({ message }) => ({ check: 'delivery-broken' as const, message, resource: trail.name }))),
    ...[...world.all('AWS::Logs::LogGroup'), ...world.all('AWS::S3::Bucket')].flatMap((place) => unreadable(place, world)),
  ];
}

function unreadable(place: Physical, world: World): (Flaw & { resource: string })[] {
  const keys = [...new Set(place.evidence.flatMap(({ key }) => key ?? []))];
  return keys.flatMap((key): (Flaw & { resource: string })[] => {
    if (!world.has(key)) return [{ check: 'evidence-key-gone', message: `the key ${key.name} that it takes to read is deleted`, resource: place.name }];
    if (place.type !== 'AWS::Logs::LogGroup' || logsMayUseKey(place, key)) return [];
    return [{ check: 'log-group-unreadable', message: 'CloudWatch Logs may no longer use the key of the log group', resource: place.name }];
  });
}

/** Who can read which evidence: a text for each, with the role that must exist for it to matter. */
export function readings(world: World): Map<string, Physical | undefined> {
  const found = new Map<string, Physical | undefined>();
  for (const bucket of world.all('AWS::S3::Bucket').filter(({ evidence }) => evidence.length > 0)) {
    for (const [reader, role] of readersOf(world, bucket)) {
      for (const evidence of bucket.evidence) {
        if (canRead(reader, bucket, evidence, world)) {
          found.set(`${reader.name} reads ${evidence.object} in ${bucket.name}${evidence.key ? ` with ${evidence.key.name}` : ''}`, role);
        }
      }
    }
  }
  return found;
}

function readersOf(world: World, bucket: Physical): [Reader, Physical | undefined][] {
  const roles = world.all('AWS::IAM::Role').map((role): [Reader, Physical] =>
    [{ name: role.arn!, principal: { arn: role.arn! }, policiesFor: () => identityPolicies(world, role) }, role]);
  const keys = bucket.evidence.flatMap(({ key }) => key?.properties.KeyPolicy ?? []);
  const named = new Set([bucket.policy, ...keys].flatMap(namedPrincipals));
  const outside = [...named].filter((arn) => !roles.some(([{ name }]) => name === arn)).map((arn): [Reader, undefined] => {
    const [, account] = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(arn) ?? [];
    // Everybody, as far as a policy says so: a member account of the organization stands for them.
    const name = arn === '*' ? MEMBER : arn;
    const own = account ?? name.split(':')[4];
    // Within one account, the policy of the identity would do without that of the resource, which is what is asked about.
    const policiesFor = (resourceAccount: string) => (resourceAccount === own ? [] : ALLOWS_ALL);
    return [{ name, principal: account ? { account } : { arn: name }, policiesFor }, undefined];
  });
  return [...roles, ...outside];
}

function canRead({ principal, policiesFor }: Reader, bucket: Physical, { object, key, trailArn }: Evidence, world: World): boolean {
  const context: RequestContext = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:PrincipalOrgID': ORGANIZATION };
  const resourceAccount = bucket.environment.account;
  const request = { principal, action: 's3:GetObject', resource: `${bucket.arn}/${object}`, context };
  if (authorize({ resourceAccount, resourcePolicy: bucket.policy, identityPolicies: policiesFor(resourceAccount) }, request) !== 'allow') return false;
  if (!key) return true;
  const aliases = world.all('AWS::KMS::Alias').filter(({ properties }) => [key.name, key.arn].includes(properties.TargetKeyId)).map(({ name }) => name);
  return mayUseKey(key, principal, ['kms:Decrypt'], {
    ...context,
    'kms:ViaService': `s3.${bucket.environment.region}.amazonaws.com`,
    'kms:EncryptionContext:aws:cloudtrail:arn': trailArn,
    'kms:EncryptionContext:aws:s3:arn': bucket.arn!,
    'kms:ResourceAliases': aliases,
  }, policiesFor(key.environment.account));
}
