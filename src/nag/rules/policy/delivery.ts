import { isFormerAccount } from './accounts';
import { principalsOf } from './principals';
import { named } from './statements';
import {
  accountOfPrincipal, ADDRESS_OF_AWS, check, type Context, forgottenReference, type Link, type Listed, nonCompliant, type Policies, type Request,
  type ResourceView, type Verdict,
} from '../rule';

/**
 * What a request of an AWS service says that it makes for itself, by its service principal: it has no user, organization, MFA or VPC endpoint, and asks
 * for none of what a client may. What a service does not send is `null`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const SERVICE_REQUEST: Context = {
  'aws:MultiFactorAuthAge': null,
  'aws:MultiFactorAuthPresent': null,
  'aws:PrincipalAccount': null,
  'aws:PrincipalArn': null,
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalOrgID': null,
  'aws:PrincipalOrgPaths': null,
  'aws:PrincipalTag/*': null,
  'aws:SecureTransport': 'true',
  'aws:SourceIp': ADDRESS_OF_AWS,
  'aws:SourceVpc': null,
  'aws:SourceVpce': null,
  'aws:TokenIssueTime': null,
  'aws:ViaAWSService': 'false',
  'aws:username': null,
  's3:TlsVersion': '1.3',
  's3:x-amz-server-side-encryption-customer-algorithm': null,
};

/** The attributes of every request that CloudTrail makes for a trail. */
export function deliveryContext(trail: Pick<ResourceView, 'account' | 'arn'>, policies?: Policies): Context {
  return {
    ...SERVICE_REQUEST,
    'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com',
    'aws:SourceAccount': trail.account,
    'aws:SourceArn': trail.arn,
    's3:x-amz-acl': 'bucket-owner-full-control',
    's3:x-amz-server-side-encryption': null,
    's3:x-amz-server-side-encryption-aws-kms-key-id': null,
    ...(policies && organizationIn(policies)),
  };
}

/**
 * The organization of the account. A template does not tell which one that is, or whether there is one: the one that the policy names is taken for it.
 */
function organizationIn(policies: Policies): Context {
  const conditions = policies.statements.flatMap((statement) => statement.conditions);
  const read = (name: string) => conditions.find(({ key, values }) => key === name && values.length > 0)?.values[0].replace(/[*?]/g, 'x');
  const [id, path] = ['aws:sourceorgid', 'aws:sourceorgpaths'].map(read);
  return { ...(id !== undefined && { 'aws:SourceOrgID': id }), ...(path !== undefined && { 'aws:SourceOrgPaths': [path] }) };
}

/** An upload of CloudTrail, and what sets it apart. */
export interface Upload {
  readonly what: string;
  readonly headers: Context;
}

/**
 * The uploads that CloudTrail makes for a trail, by what they say about encryption. The object that CloudTrail writes when a trail is created, and all
 * that a trail without a key delivers, name AES256; with a key, log files name it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export function uploads(trail: ResourceView, key: Link): readonly Upload[] {
  const plain: Upload = { what: 'encrypted with AES256', headers: { 's3:x-amz-server-side-encryption': 'AES256' } };
  const keyId = trail.get('KMSKeyId');
  if (keyId.isMissing) return [plain];
  const arn = key.resource?.arn ?? (/:key\//.test(keyId.text as string) ? keyId.text : undefined);
  return [plain, {
    what: 'encrypted with the key of the trail (aws:kms)',
    // CloudTrail sends the ARN of the key, which an alias does not tell.
    headers: { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': arn },
  }];
}

/** Whether a policy lets CloudTrail do something. `subject` is whose policy it is, `what` what CloudTrail has to do, `denied` the same where a denial decides. */
export function checkPermitted(policies: Policies, request: Request, subject: string, what: string, findingId: string, denied = what): Verdict {
  const answer = policies.permits(request);
  if (answer !== false) return check(answer, policies.place, '', findingId);
  if (policies.allows(request) === false) return nonCompliant(policies.place, `${subject} does not let CloudTrail ${what}.${hint(policies)}`, findingId);
  const denying = policies.denying.filter((statement) => statement.interferes(request) === true);
  return nonCompliant(denying[0].at, `${named(denying)} ${denying.length > 1 ? 'deny' : 'denies'} CloudTrail to ${denied}.`, findingId,
    `Change the denial so that it leaves out what CloudTrail does: ${denied}.`);
}

/** Why a policy that was meant to allow something may not. */
function hint(policies: Policies): string {
  const texts = policies.allowing.flatMap(({ resources, conditions }) => {
    return [...(resources as Listed<string>).items, ...conditions.flatMap(({ values }) => values)];
  });
  const [forgotten] = texts.flatMap((text) => forgottenReference(text) ?? []);
  if (forgotten !== undefined) return ` It holds "${forgotten}" as a text: \`Fn::Sub\` is missing around it.`;
  const former = policies.allowing.some((statement) => principalsOf(statement).items.some((item) => isFormerAccount(accountOfPrincipal(item))));
  return former ? ' It names the former accounts of CloudTrail, which work in nine Regions only: name the service principal cloudtrail.amazonaws.com.' : '';
}
