import { type Code, call, indented, list, quoted } from './code';
import { isAbsent, isStruct } from './raw';
import { own, type RawObject } from '../../nag/engine/cloudformation/json';
import type { Resource } from '../../nag/engine/cloudformation/template';

/** A resource that the construct of the trail made, made anew under the logical id that it has. */
export interface Kept {
  /** What creates it, and what keeps its logical ids: the latter after the trail, whose statements make the policy. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly logicalIds: readonly string[];
  readonly notes: readonly string[];
}

/** What CloudFormation takes for a logical id, and the CDK with it. */
export const LOGICAL_ID = /^[A-Za-z][A-Za-z0-9]{0,254}$/;

function propertiesOf({ raw }: Resource): RawObject {
  const properties = own(raw, 'Properties');
  return isStruct(properties) ? properties : {};
}

export function keptBucket(code: Code, id: string, bucket: Resource, policy: Resource | undefined): Kept {
  const properties = propertiesOf(bucket);
  const members = [
    `blockPublicAccess: ${code.use('s3')}.BlockPublicAccess.BLOCK_ALL`,
    'enforceSSL: true',
    'versioned: true',
    `removalPolicy: ${code.use('RemovalPolicy')}.RETAIN`,
  ];
  // What the props set is not written again.
  const others = Object.keys(properties).filter((name) => !isAbsent(properties[name]) && name !== 'VersioningConfiguration' && name !== 'PublicAccessBlockConfiguration');
  return {
    before: call(`const logBucket = new s3.Bucket(this, ${quoted(`${id}Logs`)}, `, members, ');'),
    after: [
      'const cfnBucket = logBucket.node.defaultChild as s3.CfnBucket;',
      `cfnBucket.overrideLogicalId('${bucket.logicalId}');`,
      ...others.map((name) => override(code, 'cfnBucket', name, properties)),
      ...policy ? ['const cfnPolicy = logBucket.policy!.node.defaultChild as s3.CfnBucketPolicy;', `cfnPolicy.overrideLogicalId('${policy.logicalId}');`] : [],
    ],
    logicalIds: [bucket.logicalId, ...policy ? [policy.logicalId] : []],
    notes: ['The bucket keeps versions and blocks public access from now on; both are changes in place.'],
  };
}

/** The numbers of days that CloudWatch Logs takes. */
const RETENTION = new Set([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]);

export function keptLogGroup(code: Code, id: string, logGroup: Resource): Kept {
  const properties = propertiesOf(logGroup);
  const days = Number(properties.RetentionInDays);
  const isForever = isAbsent(properties.RetentionInDays);
  const isKnown = isForever || RETENTION.has(days);
  const members = [
    ...isKnown ? [`retention: ${isForever ? 'logs.RetentionDays.INFINITE' : days}`] : [],
    `removalPolicy: ${code.use('RemovalPolicy')}.RETAIN`,
  ];
  const others = Object.keys(properties).filter((each) => !isAbsent(properties[each]) && (each !== 'RetentionInDays' || !isKnown));
  return {
    before: call(`const logGroup = new ${code.use('logs')}.LogGroup(this, ${quoted(`${id}Events`)}, `, members, ');'),
    after: [
      'const cfnLogGroup = logGroup.node.defaultChild as logs.CfnLogGroup;',
      `cfnLogGroup.overrideLogicalId('${logGroup.logicalId}');`,
      ...others.map((each) => override(code, 'cfnLogGroup', each, properties)),
    ],
    logicalIds: [logGroup.logicalId],
    notes: [],
  };
}

/** The name of a property as a path, in which a period is none that separates. */
export function propertyPath(name: string): string {
  return quoted(name.replace(/\./g, '\\.'));
}

function override(code: Code, variable: string, name: string, properties: RawObject): string {
  return `${variable}.addPropertyOverride(${propertyPath(name)}, ${code.json(properties[name])});`;
}

/** Lets a trail that is replaced deliver until it is deleted. */
export function untilReplaced(code: Code, prefix: string | undefined): string[] {
  code.use('iam');
  const objects = prefix === undefined ? "'AWSLogs/*'" : `\`\${${prefix}}/AWSLogs/*\``;
  const members = [
    "sid: 'OldTrailUntilDeleted'",
    "principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')]",
    "actions: ['s3:GetBucketAcl', 's3:PutObject']",
    list('resources: [', ['logBucket.bucketArn', `logBucket.arnForObjects(${objects})`], ']').join('\n'),
    "conditions: { ArnLike: { 'aws:SourceArn': oldTrails } }",
  ];
  return [
    '// The old trail delivers until it is deleted.',
    '// Remove this statement in the next deployment.',
    `const oldTrails = ${code.use('Stack')}.of(this).formatArn({`,
    ...indented(["service: 'cloudtrail',", "resource: 'trail',", "resourceName: '*',"]),
    '});',
    ...call('logBucket.addToResourcePolicy(new iam.PolicyStatement(', members, '));'),
  ];
}
