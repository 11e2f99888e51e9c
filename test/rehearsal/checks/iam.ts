/** Roles and what they may do. */
import type { PolicyDocument } from '../../oracles/policy-evaluator';
import { Refusal } from '../report';
import type { Physical, World } from '../world';

/** Every policy of a role, wherever it is written. Managed policies of AWS are not known, and allow nothing here. */
export function identityPolicies(world: World, role: Physical): PolicyDocument[] {
  const inline = (role.properties.Policies ?? []).map(({ PolicyDocument: document }: any) => document);
  const attached = world.all('AWS::IAM::Policy').filter(({ properties }) => properties.Roles?.includes(role.name));
  const managed = world.all('AWS::IAM::ManagedPolicy').filter(({ arn, properties }) =>
    role.properties.ManagedPolicyArns?.includes(arn) || properties.Roles?.includes(role.name));
  return [...inline, ...[...attached, ...managed].map(({ properties }) => properties.PolicyDocument)];
}

/** The principals of accounts and identities that a policy names. Services always exist. */
export function namedPrincipals(document: PolicyDocument | undefined): string[] {
  return statementsOf(document).flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap((principal: any) => (typeof principal === 'string' ? [principal] : [principal?.AWS ?? []].flat()));
}

/** Refuses a policy that names somebody who does not exist, as S3, KMS, SNS and IAM do. */
export function checkPrincipals(world: World, document: PolicyDocument | undefined, what: string): void {
  const unknown = namedPrincipals(document).find((arn) => !world.principalExists(arn));
  if (unknown !== undefined) throw new Refusal('unknown-principal', `the ${what} names ${unknown}, who does not exist`);
}

/** Refuses a policy that is larger than the service takes. */
export function checkSize(document: PolicyDocument | undefined, bytes: number, what: string): void {
  const size = JSON.stringify(document).length;
  if (size > bytes) throw new Refusal('policy-too-large', `the ${what} has ${size} bytes; ${bytes} are allowed`);
}

export function statementsOf(document: PolicyDocument | undefined): any[] {
  return [document?.Statement ?? []].flat();
}

export function checkRole(role: Physical, world: World): void {
  checkPrincipals(world, role.properties.AssumeRolePolicyDocument, 'trust policy');
  const missing = (role.properties.ManagedPolicyArns ?? []).find((arn: string) => !/^arn:[\w-]+:iam::aws:/.test(arn) && !world.byArn(arn));
  if (missing) throw new Refusal('missing-resource', `the managed policy ${missing} does not exist`);
}

/** Inline and managed policies are attached to roles that exist. */
export function checkAttachment(policy: Physical, world: World): void {
  const missing = (policy.properties.Roles ?? []).find((name: string) =>
    !world.all('AWS::IAM::Role').some((role) => role.name === name && role.environment.account === policy.environment.account)
    && !world.principalExists(`arn:${policy.environment.partition}:iam::${policy.environment.account}:role/${name}`));
  if (missing) throw new Refusal('missing-resource', `the role ${missing} does not exist`);
}
