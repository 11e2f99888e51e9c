import { Template } from './template';

/** The templates that can have to do with CloudTrail. */
export function inScope(templates: readonly Template[]): readonly Template[] {
  return templates;
}
