import { defaultEncryption, isKms } from './bucket-encryption';
import { isOpen, isOrDefault } from './values';
import {
  all, type Answer, any, cannotTell, firstHole, firstIdentity, follow, hasHole, identityIn, isIn,
  KEY_ID, Link, mapAlternatives, type Node, not, notApplicable, type Policies, referrers, REPLICAS, type ResourceView,
  startsWith, type TrailView, Unknown, type Verdict,
} from '../rule';

/** The key itself, or the primary key of a replica. */
export function primaryOf(key: ResourceView): Link {
  return key.type === 'AWS::KMS::ReplicaKey' ? follow(key.get('PrimaryKeyArn'), 'key', ['AWS::KMS::Key']) : Link.found(key);
}

/** The other keys of the app with the same material, which decrypt what one of them has encrypted: the primary key and its replicas. */
export function relativesOf(key: ResourceView): ResourceView[] {
  const { resource: primary } = primaryOf(key);
  if (!primary) return [];
  const { found } = referrers(primary.world, REPLICAS, identityIn(primary), primary.resource);
  return [primary, ...found.filter(({ present }) => present === true)].filter((each) => !each.isSame(key));
}

const ARN = /^arn:[^:]*:kms:[^:]*:[^:]*:/;
const bare = (node: Node) => mapAlternatives(node.text ?? '', (text) => text.replace(ARN, ''));

/** Whether a property names a key that AWS manages, by its alias. */
export function isManagedByAws(node: Node): Answer {
  return startsWith(bare(node), 'alias/aws/');
}

/** Whether a text can name a key: an id, an alias with its prefix, or an ARN of either. */
export function namesKey(node: Node): Answer {
  const text = bare(node);
  if (/^(?:alias\/.|key\/.)/su.test(text) || /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|mrk-[\da-f]{32})$/i.test(text)) return true;
  if (hasHole(text)) return isIn(KEY_ID, text) || new Unknown(firstHole(text) as string);
  return !text.startsWith('arn:') && isOfKey(node, firstIdentity(text));
}

/** Whether what AWS makes up is the id of a key: that of a key, or what another resource says of the key that it uses. */
function isOfKey({ resource: { world } }: Node, identity: string | undefined): boolean {
  const { resource, attribute = '' } = world.set.atoms.get(identity ?? '') ?? {};
  return resource !== undefined && (resource.type.startsWith('AWS::KMS::') || /key/i.test(attribute));
}

/** Whether a property names a key that is not one of AWS: a key of the app, or any that no `alias/aws/…` names. */
export function isCustomerManaged(node: Node, { resource }: Link): Answer {
  return any([resource !== undefined, all([node.isSet, not(isManagedByAws(node)), namesKey(node)])]);
}

/**
 * The same where the service takes no key of AWS, because nobody can let it use one: whatever is deployed there is a customer managed key, as long as it
 * is set at all.
 */
export function isOwnKey(node: Node, link: Link): Answer {
  const answer = isCustomerManaged(node, link);
  return isOpen(answer) ? node.isSet : answer;
}

/** Whether a service certainly cannot encrypt with a key. */
export function isUnusable(key: ResourceView): boolean {
  const asItShouldBe = [isOrDefault(key.get('Enabled'), true), isOrDefault(key.get('KeySpec'), 'SYMMETRIC_DEFAULT'), isOrDefault(key.get('KeyUsage'), 'ENCRYPT_DECRYPT')];
  return asItShouldBe.includes(false);
}

/** A key that encrypts log files. */
export interface UsedKey {
  readonly link: Link;
  readonly policy: Policies;
  /** The bucket's default key alone: the trail names another one, or none. */
  readonly ofBucket: boolean;
}

/** The keys that encrypt log files: the one that the trail names, and the one that the bucket encrypts with. */
export function usedKeys(view: TrailView): UsedKey[] {
  const ofTrail = { link: view.key, policy: view.keyPolicy, ofBucket: false };
  const { resource: bucket } = view.bucket;
  if (!bucket) return [ofTrail];
  const { algorithm, key } = defaultEncryption(bucket);
  const { bucketKey: link } = view;
  const isKey = !key.isMissing && isKms(algorithm) !== false && (link.resource || (isManagedByAws(key) === false && namesKey(key) !== false));
  const known = link.resource ? ofTrail.link.resource?.isSame(link.resource) : link.why === ofTrail.link.why;
  return isKey && known !== true ? [ofTrail, { link, policy: view.bucketKeyPolicy, ofBucket: true }] : [ofTrail];
}

/** Judges every key that encrypts log files. */
export function eachKey(view: TrailView, judge: (key: ResourceView, used: UsedKey) => readonly Verdict[]): Verdict[] {
  const verdicts = usedKeys(view).flatMap((used): readonly Verdict[] => {
    const { resource, why, from } = used.link;
    if (resource) return judge(resource, used);
    return why === undefined || isManaged(from) ? [] : [cannotTell(from, why)];
  });
  return verdicts.length > 0 ? verdicts : [notApplicable];
}

/** A key of AWS has nothing that an app could change; that it is one, another rule says. */
function isManaged(from: Link['from']): boolean {
  return from !== undefined && 'path' in from && (isManagedByAws(from) === true || namesKey(from) === false);
}
