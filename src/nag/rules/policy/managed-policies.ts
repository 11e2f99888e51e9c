import { type Node, type ResourceView } from '../rule';

/** The managed policies of AWS that a role, user or group has. None of them is limited to a resource of the account. */
export function awsManagedPolicies(resource: ResourceView): Array<{ at: Node; name: string }> {
  return resource.get('ManagedPolicyArns').list.flatMap((at) => {
    const name = typeof at.value === 'string' ? /^arn:[^:]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(at.value)?.[1] : undefined;
    return name === undefined ? [] : [{ at, name }];
  });
}
