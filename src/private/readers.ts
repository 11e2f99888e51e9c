import { Stack } from 'aws-cdk-lib';
import { ArnPrincipal, type IGrantable, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { checkBothKnown, knownDifferent } from './environments';
import { isInApp, StackOrder } from './stack-order';

/**
 * The grantee, so that its own policy gets the permission; or only its ARN, so that the resource policy does, if the resource
 * depends on the grantee: then a policy of the grantee would be a circular dependency.
 */
export function readerOf(resource: IConstruct, grantee: IGrantable): IGrantable {
  const principal = grantee.grantPrincipal;
  if (!isInOtherStack(principal, resource) || !isInApp(resource)) return grantee;
  const order = StackOrder.of(resource);
  if (!order.wouldCycle(principal, resource)) {
    order.note(principal, resource);
    return grantee;
  }
  if (isInApp(principal)) order.note(resource, principal);
  return new ArnPrincipal(principal.policyFragment.principalJson.AWS[0]);
}

/** False for another account or Region: such stacks use literal names for each other's resources, and do not depend on them. */
export function isInOtherStack(principal: unknown, resource: IConstruct): principal is IPrincipal & IConstruct {
  if (!Construct.isConstruct(principal)) return false;
  const [own, theirs] = [Stack.of(principal), Stack.of(resource)];
  return own !== theirs && !knownDifferent(own.account, theirs.account) && !knownDifferent(own.region, theirs.region);
}

/** Throws if the policy of the grantee could not name the resource, because only one of their stacks has a known account or Region. */
export function checkGrantee(scope: IConstruct, { grantPrincipal }: IGrantable, resource: IConstruct): void {
  if (!Construct.isConstruct(grantPrincipal) || !isInApp(resource)) return;
  const there = Stack.of(grantPrincipal);
  // An imported role of another account gets no policy: the resource policy names it.
  const { principalAccount } = grantPrincipal as IPrincipal;
  if (principalAccount !== undefined && knownDifferent(principalAccount, there.account)) return;
  if (there !== Stack.of(resource)) checkBothKnown('grantee', scope, there);
}
