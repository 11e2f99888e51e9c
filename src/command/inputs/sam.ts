import { own, type RawObject } from '../../nag/engine/cloudformation/json';

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
 * Adds what SAM makes and the rules look at: the roles of functions and state machines, to which other resources refer. Their policies are judged
 * where the template writes them, at the function. An application becomes the nested stack that it is.
 */
export function expandSam(template: RawObject): RawObject & { readonly Resources: RawObject } {
  const written = template.Resources as RawObject;
  const resources = Object.fromEntries(Object.keys(written).map((id) => [id, withoutIgnored(nestedStack(written[id]))]));
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
  const condition = own(resource, 'Condition');
  return {
    Type: 'AWS::IAM::Role',
    ...(condition !== undefined && { Condition: condition }),
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
    },
  };
}

/** SAM leaves out the policies where a role is named. */
function withoutIgnored(resource: unknown): unknown {
  const properties = own(resource, 'Properties');
  if (!WITH_ROLE.has(own(resource, 'Type')) || own(properties, 'Role') === undefined) return resource;
  const { Policies, ...rest } = properties as RawObject;
  return { ...resource as object, Properties: rest };
}
