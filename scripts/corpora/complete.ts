import type { Template } from './hang';

/* eslint-disable @typescript-eslint/no-explicit-any */
/** Types of what properties name. */
const NAMED: Readonly<Record<string, string>> = {
  KMSKeyId: 'AWS::KMS::Key',
  KmsKeyId: 'AWS::KMS::Key',
  KMSMasterKeyID: 'AWS::KMS::Key',
  KmsMasterKeyId: 'AWS::KMS::Key',
  S3BucketName: 'AWS::S3::Bucket',
  DestinationBucketName: 'AWS::S3::Bucket',
};

/** Policies in which nobody is named are enough: what is scored is the resource that names the stub. */
const RIGHT: Readonly<Record<string, any>> = {
  'AWS::KMS::Key': { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } },
  'AWS::S3::Bucket': { Type: 'AWS::S3::Bucket', Properties: {} },
};

/**
 * The authors of some templates left out what their rule does not look at, and whoever collected them put a parameter or an empty resource in its
 * place (`patches`). Here it becomes what the property that names it asks for.
 */
export function completed(source: Template, patches: readonly string[]): Template {
  const template: Template = structuredClone(source);
  const stubs = new Set(patches.flatMap((patch) => /^(?:param|stub):(.*)$/.exec(patch)?.slice(1) ?? []).map((id) => id.replace(/[^A-Za-z0-9]/g, '')));
  for (const { Properties } of Object.values(template.Resources)) visit(Properties, template, stubs);
  return template;
}

function visit(value: any, template: Template, stubs: ReadonlySet<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [property, inner] of Object.entries<any>(value)) {
    const id = inner?.Ref ?? inner?.['Fn::GetAtt']?.[0];
    if (NAMED[property] && stubs.has(id)) {
      delete template.Parameters?.[id];
      template.Resources[id] = structuredClone(RIGHT[NAMED[property]]);
    }
    visit(inner, template, stubs);
  }
}
