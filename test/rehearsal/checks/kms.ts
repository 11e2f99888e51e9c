/** Keys, aliases, and who may use them. */
import type { RequestContext } from '../../oracles/policy-conditions';
import { authorize, type PolicyDocument, type Principal } from '../../oracles/policy-evaluator';
import type { Environment } from '../assembly';
import { checkPrincipals, checkSize } from './iam';
import { Refusal } from '../report';
import { isHere, type Physical, type World } from '../world';

const KEY_POLICY_BYTES = 32 * 1024;

/** The key that a setting means: by its ARN or ID, or by an alias of the moment. */
export function keyOf(world: World, reference: string | undefined, { account, region }: Environment): Physical | undefined {
  if (!reference) return undefined;
  const [, , , arnRegion = region, arnAccount = account, resource = reference] = /^(arn):([^:]+):kms:([^:]+):([^:]+):(.+)$/.exec(reference) ?? [];
  const at = { region: arnRegion, account: arnAccount } as Environment;
  const alias = resource.startsWith('alias/') ? world.all('AWS::KMS::Alias').find((one) => one.name === resource && isHere(one, at)) : undefined;
  if (resource.startsWith('alias/')) return alias && keyOf(world, alias.properties.TargetKeyId, at);
  const id = resource.replace(/^key\//, '');
  return world.all('AWS::KMS::Key').find((key) => key.name === id && isHere(key, at));
}

/** Whether somebody may use the key for all of these actions. */
export function mayUseKey(
  key: Physical, principal: Principal, actions: readonly string[], context: RequestContext, identityPolicies?: PolicyDocument[],
): boolean {
  return actions.every((action) => authorize({
    resourceAccount: key.environment.account,
    resourcePolicy: key.properties.KeyPolicy,
    identityPolicies,
    needsDelegation: true,
  }, { principal, action, resource: key.arn!, context }) === 'allow');
}

/** KMS looks at the policy when it is put. */
export function checkKey(key: Physical, world: World): void {
  checkPrincipals(world, key.properties.KeyPolicy, 'key policy');
  checkSize(key.properties.KeyPolicy, KEY_POLICY_BYTES, 'key policy');
}

export function checkAlias(alias: Physical, world: World): void {
  if (!/^alias\/[\w/-]{1,250}$/.test(alias.name)) throw new Refusal('invalid-name', `${alias.name} is no name of an alias`);
  if (!keyOf(world, alias.properties.TargetKeyId, alias.environment)) throw new Refusal('missing-resource', `the key ${alias.properties.TargetKeyId} does not exist`);
}
