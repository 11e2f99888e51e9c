import { roleName } from '../../engine/cloudformation/edges';
import { follow } from '../../engine/graph/link';
import { ResourceView } from '../rule';

const lastPart = (arn: string) => arn.replace(/^.*:function:/s, '');

/** The roles with which the CDK empties buckets that are deleted with their stack. */
export function autoDeleteRoles({ world }: ResourceView): ReadonlySet<string> {
  const cleaners = world.set.ofType('Custom::S3AutoDeleteObjects').filter((cleaner) => world.exists(cleaner));
  const roles = cleaners.map((cleaner) => {
    const handler = follow(new ResourceView(world, cleaner).get('ServiceToken'), 'function', ['AWS::Lambda::Function'], lastPart).resource;
    return handler && follow(handler.get('Role'), 'role', ['AWS::IAM::Role'], roleName).resource?.arn;
  });
  return new Set(roles.filter((arn) => arn !== undefined));
}
