import { report, said } from './reports';
import { changed, rightTemplate, type TestTemplate } from './templates';
import { type TemplateSource } from '../../../src/nag/engine/cloudformation/template';

/** A change to the right template. */
export type Change = Parameters<typeof changed>[number];

/** What is varied, how, and what the rules say of it: `non-compliant BucketRetention[Expiration] Bucket`. */
export type Variation = readonly [name: string, changes: readonly Change[], expected: readonly string[]];

export const OTHER = '999988887777';
export const OUTSIDER = { AWS: `arn:aws:iam::${OTHER}:root` };
export const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
export const BUCKET = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
export const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
export const NO_VALUE = { Ref: 'AWS::NoValue' };

/** All findings, sorted, but those that the right template has, which is without alarms and events of objects. */
export function all(...templates: Array<TestTemplate | TemplateSource>): string[] {
  return said(report(...templates)).filter((each) => !/TrailPresent|AlarmsConfigured\[None\]|ObjectEventsLogged/.test(each)).sort();
}

/** The right template, whose policies know variables, with some changes. */
export function varied(...changes: readonly Change[]): TestTemplate {
  return changed(...changes, (template) => {
    for (const [id, { Properties: { PolicyDocument, KeyPolicy } }] of Object.entries(template.Resources)) {
      const document = PolicyDocument ?? KeyPolicy;
      if (Object.hasOwn(rightTemplate().Resources, id) && document?.Statement && document.Version === undefined) document.Version = '2012-10-17';
    }
  });
}

export function found(...changes: readonly Change[]): string[] {
  return all(varied(...changes));
}

/** Adds a resource. */
export function resource(logicalId: string, Type: string, Properties: object = {}, attributes: object = {}): Change {
  return (template) => {
    template.Resources[logicalId] = { Type, Properties, ...attributes };
  };
}

/** Declares parameters, and other sections. */
export function declaring(Parameters: object, sections: Partial<TestTemplate> = {}): Change {
  return (template) => {
    Object.assign(template, sections, { Parameters: { ...template.Parameters, ...Parameters } });
  };
}
