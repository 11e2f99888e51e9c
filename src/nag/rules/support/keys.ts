import { follow } from '../../graph/link';
import { keyId } from '../../template/edges';
import { Answer, Link, Node, ResourceView, startsWith } from '../rule';

/** The key itself, or the primary key of a replica. */
export function primaryOf(key: ResourceView): Link {
  return key.type === 'AWS::KMS::ReplicaKey' ? follow(key.get('PrimaryKeyArn'), 'key', ['AWS::KMS::Key'], keyId) : Link.found(key);
}

/** Whether a property names a key that AWS manages, by its alias. */
export function isManagedByAws(node: Node): Answer {
  return startsWith(keyId(node.text ?? ''), 'alias/aws/');
}
