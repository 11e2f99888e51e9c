import { changed, type TestTemplate } from './templates';

/** A value that only the deployment knows. */
export const GIVEN = { Ref: 'Given' };

/** One of two values, by a condition that nobody can decide. */
export function either(whenTrue: unknown, whenFalse: unknown): unknown {
  return { 'Fn::If': ['Prod', whenTrue, whenFalse] };
}

/** The right template, changed, with the parameter `Given` and the condition `Prod`. */
export function withUnknowns(...changes: Parameters<typeof changed>): TestTemplate {
  return changed(...changes, (template) => {
    template.Parameters = { Given: { Type: 'String' }, Env: { Type: 'String' } };
    template.Conditions = { Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } };
  });
}

/** Adds a statement to the bucket policy, topic policy, key policy, or policy of the CloudWatch Logs role. */
export function adding(logicalId: string, statement: unknown): (template: TestTemplate) => void {
  return (template) => {
    const { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument } = template.Resources[logicalId].Properties;
    (PolicyDocument ?? KeyPolicy ?? AssumeRolePolicyDocument).Statement.push(statement);
  };
}

/** Takes resources away. */
export function without(...logicalIds: string[]): (template: TestTemplate) => void {
  return (template) => {
    for (const logicalId of logicalIds) delete template.Resources[logicalId];
  };
}

/** Sets an attribute beside the properties, such as `DeletionPolicy`; `undefined` removes it. */
export function attribute(logicalId: string, name: string, value: unknown): (template: TestTemplate) => void {
  return (template) => {
    template.Resources[logicalId][name] = value;
  };
}
