import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, ArnPrincipal, Grant, type IGrantable, type IResourceWithPolicyV2, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import { CfnKey, type IAlias, type IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { isInApp, StackOrder } from './stack-order';
import { READ_BUCKET_ACTIONS, READ_OBJECT_ACTIONS, readableObjects } from '../../cloudtrail/statements';
import { knownDifferent } from '../../private/environments';

/** Everything that it takes to read log files: find them, get them, decrypt them. Where it is needed, policies of the resources say so too. */
export function grantReadLogs(grantee: IGrantable, bucket: IBucket, key: IKey, prefix?: string): Grant {
  const reader = readerOf(bucket, grantee);
  const resource = policyOf(bucket);
  const objects = Grant.addToPrincipalOrResource({
    grantee: reader,
    actions: READ_OBJECT_ACTIONS,
    resourceArns: [readableObjects(bucket.bucketArn, prefix)],
    resource,
  });
  const listing = Grant.addToPrincipalOrResource({
    grantee: reader,
    actions: READ_BUCKET_ACTIONS,
    resourceArns: [bucket.bucketArn],
    resource,
  });
  return objects.combine(listing).combine(grantDecrypt(readerOf(key, grantee), key));
}

/** For an L2 made from an L1, CDK would add a second policy beside the one of the L1, and of two policies the last one wins. */
function policyOf(bucket: IBucket): IResourceWithPolicyV2 {
  const made = bucket.node.scope;
  return (CfnBucket.isCfnBucket(made) && ResourceWithPolicies.of(made)) || bucket;
}

/**
 * The grantee, whose own policy gets the permission; or just its ARN, for the policy of the resource, when the resource is
 * deployed after the grantee: then a policy of the grantee would make the two wait for each other.
 */
function readerOf(resource: IConstruct, grantee: IGrantable): IGrantable {
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

/** Decryption, in the two cases in which CDK would name a key or a reader that must not be named. */
function grantDecrypt(grantee: IGrantable, key: IKey): Grant {
  const target = 'aliasTargetKey' in key ? (key as IAlias).aliasTargetKey : key;
  const { principalAccount } = grantee.grantPrincipal;
  const inBoth = { grantee, actions: ['kms:Decrypt'], resourceSelfArns: ['*'], resource: target };
  if (target !== key && principalAccount && knownDifferent(principalAccount, key.env.account)) {
    // Readers of another account know no more than the alias, so their own policies name all keys of the account of the key;
    // which of them they may use is up to the key's policy, which names the reader.
    const { account, region } = key.env;
    return Grant.addToPrincipalAndResource({ ...inBoth, resourceArns: [`arn:${Stack.of(key).partition}:kms:${region}:${account}:key/*`] });
  }
  if (CfnKey.isCfnKey(target.node.scope) && isInOtherStack(grantee.grantPrincipal, target)) {
    // The policy of a low-level key may not leave it to policies of the account who uses the key, so CDK names every reader in
    // it. For one of another stack that can make the two wait for each other, so the account is named instead.
    return Grant.addToPrincipalAndResource({
      ...inBoth, resourceArns: [target.keyArn], resourcePolicyPrincipal: new AccountPrincipal(Stack.of(target).account),
    });
  }
  return target.grantDecrypt(grantee);
}

/** Not so for another account or Region: these know each other's resources by literal names, and do not wait for them. */
function isInOtherStack(principal: unknown, resource: IConstruct): principal is IConstruct {
  if (!Construct.isConstruct(principal)) return false;
  const [own, theirs] = [Stack.of(principal), Stack.of(resource)];
  return own !== theirs && !knownDifferent(own.account, theirs.account) && !knownDifferent(own.region, theirs.region);
}
