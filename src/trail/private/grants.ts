import { Stack, Stage, Validations } from 'aws-cdk-lib';
import { AccountPrincipal, Grant, type IGrantable, type IResourceWithPolicyV2, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import { CfnKey, type IAlias, type IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { READ_BUCKET_ACTIONS, READ_OBJECT_ACTIONS, readableObjects } from '../../cloudtrail/statements';
import { knownDifferent } from '../../private/environments';
import { keyBehind } from '../../private/keys';
import { checkGrantee, isInOtherStack, readerOf } from '../../private/readers';
import { grantee as aGrantee } from '../../private/shape';
import { isInApp, StackOrder } from '../../private/stack-order';
import { dependsOn, topLevelStack } from '../../private/stacks';

/** Grants permission to list, get and decrypt log files. Where needed, the policies of the bucket and key allow it too. */
export function grantReadLogs(grantee: IGrantable, bucket: IBucket, keys: readonly IKey[], prefix?: string): Grant {
  aGrantee(grantee, 'grantee', { scope: bucket });
  [bucket, ...keys].forEach((resource) => checkGrantee(resource, grantee, resource));
  deployAfter(grantee.grantPrincipal, bucket);
  keys.forEach((key) => deployAfter(grantee.grantPrincipal, keyBehind(key) ?? key));
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
  return keys.reduce((grant, key) => grant.combine(grantDecrypt(readerOf(key, grantee), key)), objects.combine(listing));
}

/** For an L2 that wraps an L1, CDK would add a second bucket policy, which would overwrite that of the L1. */
function policyOf(bucket: IBucket): IResourceWithPolicyV2 {
  const made = bucket.node.scope;
  return (CfnBucket.isCfnBucket(made) && ResourceWithPolicies.of(made)) || bucket;
}

/** Grants decryption. Handles two cases in which CDK would refer to a key or a reader that must not be referred to. */
function grantDecrypt(grantee: IGrantable, key: IKey): Grant {
  const target = keyBehind(key) as IKey | undefined;
  if (!target) return grantDecryptByAlias(grantee, key);
  const inBoth = { grantee, actions: ['kms:Decrypt'], resourceSelfArns: ['*'], resource: target };
  if (isApart(grantee, key)) {
    // Readers of another account or Region know no more than an alias, and a key has no name that they could know, so their own policies
    // name all keys of the account and Region of the key; the key's policy, which names the reader, decides which of them they may use.
    const { account, region } = key.env;
    const all = { ...inBoth, resourceArns: [`arn:${Stack.of(key).partition}:kms:${region}:${account}:key/*`] };
    const { principalAccount } = grantee.grantPrincipal;
    // Within an account, the key's policy leaves it to the policies of the account, and so need not wait for the reader.
    return principalAccount === undefined || knownDifferent(principalAccount, account)
      ? Grant.addToPrincipalAndResource(all)
      : Grant.addToPrincipalAndResource({ ...all, resourcePolicyPrincipal: new AccountPrincipal(Stack.of(target).account) });
  }
  if (CfnKey.isCfnKey(target.node.scope) && isInOtherStack(grantee.grantPrincipal, target)) {
    // The policy of an L1 key may not delegate to IAM policies of the account, so CDK names every reader in it. For a reader in
    // another stack, this can be a circular dependency, so the account is named instead.
    return Grant.addToPrincipalAndResource({
      ...inBoth, resourceArns: [target.keyArn], resourcePolicyPrincipal: new AccountPrincipal(Stack.of(target).account),
    });
  }
  return target.grantDecrypt(grantee);
}

/** IAM policies name keys by ARN. For an imported alias only the name is known, so it is a condition here. The key policy is not changed. */
function grantDecryptByAlias(grantee: IGrantable, key: IKey): Grant {
  const { account, region } = key.env;
  Validations.of(key).addWarning('cdk-well-architected-trail:aliasKeyPolicyNotWritten',
    `The key behind \`${(key as IAlias).aliasName}\` is not known to this app. Its policy must allow kms:Decrypt for its account, or for each reader.`);
  return Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [`arn:${Stack.of(key).partition}:kms:${region}:${account}:key/*`],
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': (key as IAlias).aliasName } },
  });
}

/** Whether the reader is known to be in another account or Region than the key. */
function isApart({ grantPrincipal }: IGrantable, { env }: IKey): boolean {
  const { principalAccount } = grantPrincipal;
  return (principalAccount !== undefined && knownDifferent(principalAccount, env.account))
    || (Construct.isConstruct(grantPrincipal) && knownDifferent(Stack.of(grantPrincipal).region, env.region));
}

/**
 * A policy can name only principals that exist. For a role of another account, which the policy names literally, the stack of
 * the resource is therefore deployed after the stack of the role, unless that one is known to be deployed later.
 */
function deployAfter(principal: unknown, resource: IConstruct): void {
  if (!Construct.isConstruct(principal) || !isInApp(principal) || !isInApp(resource)) return;
  const [theirs, own] = [topLevelStack(principal), topLevelStack(resource)];
  if (!knownDifferent(theirs.account, own.account) || Stage.of(theirs) !== Stage.of(own)) return;
  if (dependsOn(theirs, own) || StackOrder.of(resource).wouldCycle(resource, principal)) return;
  own.addStackDependency(theirs);
}
