import { isObject, own, type RawObject } from '../../nag/engine/cloudformation/json';

/** SAM types that get a role of their own when the template names none, and the service that assumes it. */
const WITH_ROLE: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['AWS::Serverless::Function', 'lambda.amazonaws.com'],
  ['AWS::Serverless::StateMachine', 'states.amazonaws.com'],
]);

/** Whether AWS SAM transforms a template. */
export function isSam(template: RawObject): boolean {
  return [own(template, 'Transform')].flat().includes('AWS::Serverless-2016-10-31');
}

/**
 * Adds what SAM makes and the rules look at: the roles of functions and state machines, with the policies that the template writes for them. An
 * application becomes the nested stack that it is.
 */
export function expandSam(template: RawObject): RawObject & { readonly Resources: RawObject } {
  const written = template.Resources as RawObject;
  const resources = Object.fromEntries(Object.keys(written).map((id) => [id, nestedStack(written[id])]));
  const roles = Object.keys(resources).flatMap((id) => {
    const role = roleOf(resources[id]);
    return role && !Object.hasOwn(resources, `${id}Role`) ? [[`${id}Role`, role] as const] : [];
  });
  return { ...template, Resources: { ...resources, ...Object.fromEntries(roles) } };
}

function nestedStack(resource: unknown): unknown {
  const properties = own(resource, 'Properties');
  if (own(resource, 'Type') !== 'AWS::Serverless::Application' || typeof own(properties, 'Location') !== 'string') return resource;
  const Parameters = own(properties, 'Parameters');
  return { ...resource as object, Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: own(properties, 'Location'), Parameters } };
}

function roleOf(resource: unknown): object | undefined {
  const service = WITH_ROLE.get(own(resource, 'Type'));
  const properties = own(resource, 'Properties');
  if (service === undefined || own(properties, 'Role') !== undefined) return undefined;
  const policies = [own(properties, 'Policies') ?? []].flat() as unknown[];
  const condition = own(resource, 'Condition');
  return {
    Type: 'AWS::IAM::Role',
    ...(condition !== undefined && { Condition: condition }),
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
      ManagedPolicyArns: policies.filter((policy) => !isDocument(policy) && !isSamTemplate(policy)).map(managed),
      Policies: policies.filter(isDocument).map((PolicyDocument, index) => ({ PolicyName: `Policy${index}`, PolicyDocument })),
    },
  };
}

const isDocument = (policy: unknown) => own(policy, 'Statement') !== undefined;

/** SAM's own templates of policies, such as `S3ReadPolicy`: none of them grants anything about CloudTrail. */
const isSamTemplate = (policy: unknown) => isObject(policy) && Object.keys(policy).every((key) => key.endsWith('Policy'));

/** A managed policy of AWS may be written by its name alone. */
function managed(policy: unknown): unknown {
  return typeof policy === 'string' && !policy.startsWith('arn:') ? `arn:aws:iam::aws:policy/${policy}` : policy;
}
