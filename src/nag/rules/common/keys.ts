import { keyId } from '../../engine/cloudformation/edges';
import { follow } from '../../engine/graph/link';
import { all, type Answer, any, Link, type Node, not, type ResourceView, startsWith } from '../rule';

/** The key itself, or the primary key of a replica. */
export function primaryOf(key: ResourceView): Link {
  return key.type === 'AWS::KMS::ReplicaKey' ? follow(key.get('PrimaryKeyArn'), 'key', ['AWS::KMS::Key'], keyId) : Link.found(key);
}

/** Whether a property names a key that AWS manages, by its alias. */
export function isManagedByAws(node: Node): Answer {
  return startsWith((node.text ?? '').replace(/^arn:[^:]*:kms:[^:]*:[^:]*:/, ''), 'alias/aws/');
}

/** Whether a property names a key that is not one of AWS: a key of the app, or any that no `alias/aws/…` names. */
export function isCustomerManaged(node: Node, { resource }: Link): Answer {
  return any([resource !== undefined, all([node.isSet, not(isManagedByAws(node))])]);
}
