import { type TestTemplate } from './templates';

/** A value that only the deployment knows. Needs `withUnknowns`. */
export const PARAMETER = { Ref: 'Given' };

/** One value or another, by a condition that only the deployment decides. Needs `withUnknowns`. */
export function either(whenProd: unknown, otherwise: unknown): unknown {
  return { 'Fn::If': ['Prod', whenProd, otherwise] };
}

/** Declares what the other two refer to. */
export function withUnknowns(template: TestTemplate): void {
  template.Parameters = { ...template.Parameters, Given: { Type: 'String', Default: 'true' }, Env: { Type: 'String' } };
  template.Conditions = { ...template.Conditions, Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } };
}
