import { App, Stack } from 'aws-cdk-lib';
import { everythingOn } from '../../../examples/everything-on';
import { CIS_CONTROLS, cisPattern } from '../../../src/cloudtrail/cis/cis-controls';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { type Finding, judge } from '../../../src/nag/engine/judge';
import { RULE_NAMES, RULES } from '../../../src/nag/rules';
import { WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/* eslint-disable @typescript-eslint/no-explicit-any */
export type Template = { Resources: Record<string, any> };
type Change = (part: Parts, template: Template) => void;

/** The resources of a `WellArchitectedTrail`, by what they are for. */
interface Parts {
  [name: string]: any;
}

const PARTS = {
  trail: 'Trail',
  bucket: 'TrailBucket',
  bucketPolicy: 'TrailBucketPolicy',
  accessLogs: 'TrailAccessLogs',
  key: 'TrailKey',
  logGroup: 'TrailLogGroup',
  logsPolicy: 'TrailLogsPolicy',
  role: 'TrailLogsRole',
  topic: 'TrailTopic',
  topicPolicy: 'TrailTopicPolicy',
};

function partsOf({ Resources }: Template): Parts {
  const find = (prefix: string) => Object.keys(Resources).find((id) => new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id));
  return Object.fromEntries(Object.entries(PARTS).map(([name, prefix]) => [name, Resources[find(prefix) ?? '']]));
}

const statement = (policy: any, sid: string) => policy.Properties.PolicyDocument.Statement.find(({ Sid }: any) => Sid === sid);
const removeStatement = (document: any, sid: string) => {
  document.Statement = document.Statement.filter(({ Sid }: any) => Sid !== sid);
};

function trail(props: WellArchitectedTrailProps): Template {
  const app = new App();
  new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', props);
  return app.synth().stacks[0].template;
}

/** Metric filters and alarms for every control of the benchmark, on the log group of a trail. */
function watched(template: Template): Template {
  const LogGroupName = { Ref: Object.keys(template.Resources).find((id) => id.startsWith('TrailLogGroup')) };
  for (const control of CIS_CONTROLS) {
    const metric = { MetricNamespace: 'CIS', MetricName: control.id, MetricValue: '1' };
    template.Resources[`${control.id}Filter`] = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: { LogGroupName, FilterPattern: cisPattern(control, '5.0'), MetricTransformations: [metric] },
    };
    template.Resources[`${control.id}Alarm`] = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Namespace: 'CIS', MetricName: control.id, AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:security'] },
    };
  }
  return template;
}

/** A trail by default, and one that lacks nothing. */
export const TEMPLATES = {
  default: JSON.stringify(trail({})),
  everything: JSON.stringify(watched(everythingOn().synth().stacks[0].template)),
};

/** What all rules say about a template. */
export function findingsIn(template: Template): Finding[] {
  const advisory = new Set(RULE_NAMES.flatMap((name) => RULES[name].level === 'error' ? [] : name));
  const text = JSON.stringify(template);
  const set = new TemplateSet([{ stackPath: 'Audit', templatePath: 'Audit.template.json', text, account: '111122223333', region: 'eu-west-1' }]);
  return judge(set, RULES, { requiredRetentionDays: 365, advisory });
}

/** A template, made wrong by one change. */
export function mutated([, name, change]: Mutation): Template {
  const template: Template = JSON.parse(TEMPLATES[name]);
  change(partsOf(template), template);
  return template;
}

/** Rule, template, what makes it wrong, and what speaks besides the rule. */
export type Mutation = [rule: string, template: keyof typeof TEMPLATES, change: Change, also?: string[]];

export const MUTATIONS: readonly Mutation[] = [
  ['LoggingEnabled', 'default', (p) => {
    p.trail.Properties.IsLogging = false;
  }],
  ['MultiRegionEnabled', 'default', (p) => {
    p.trail.Properties.IsMultiRegionTrail = false;
  }],
  ['GlobalServiceEventsEnabled', 'default', (p) => {
    p.trail.Properties.IncludeGlobalServiceEvents = false;
  }],
  ['ManagementEventsEnabled', 'default', (p) => {
    p.trail.Properties.EventSelectors = [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }];
  }],
  ['LogFileValidationEnabled', 'default', (p) => {
    p.trail.Properties.EnableLogFileValidation = false;
  }],
  ['EncryptionEnabled', 'default', (p) => {
    delete p.trail.Properties.KMSKeyId;
  }],
  ['CloudWatchLogsEnabled[Role]', 'everything', (p) => {
    delete p.trail.Properties.CloudWatchLogsRoleArn;
  }],
  ['EventSelectorsValid', 'everything', (p) => {
    p.trail.Properties.EventSelectors = [{ ReadWriteType: 'All' }];
  }],
  ['DataEventsNoFeedbackLoop', 'everything', (p) => {
    p.trail.Properties.AdvancedEventSelectors[1].FieldSelectors.pop();
  }],
  ['ManagementEventsNotDuplicated', 'default', (p, t) => {
    t.Resources.Twin = p.trail;
  }],
  ['CreatedAfterPolicies[BucketPolicy]', 'default', (p) => {
    delete p.trail.DependsOn;
  }],
  ['InsightsEnabled', 'everything', (p) => {
    delete p.trail.Properties.InsightSelectors;
  }],
  ['ObjectEventsLogged[Write]', 'everything', (p) => {
    const { FieldSelectors } = p.trail.Properties.AdvancedEventSelectors[1];
    FieldSelectors.find(({ Field }: any) => Field === 'readOnly').Equals = ['true'];
  }],
  ['BucketPublicAccessBlocked', 'default', (p) => {
    p.bucket.Properties.PublicAccessBlockConfiguration.RestrictPublicBuckets = false;
  }],
  ['BucketSSLRequestsOnly', 'default', (p) => {
    removeStatement(p.bucketPolicy.Properties.PolicyDocument, 'DenyInsecureTransport');
  }],
  ['BucketVersioningEnabled', 'default', (p) => {
    p.bucket.Properties.VersioningConfiguration.Status = 'Suspended';
  }],
  ['BucketEncryptionKMS', 'default', (p) => {
    delete p.bucket.Properties.BucketEncryption;
  }],
  ['BucketAccessLoggingEnabled', 'default', (p) => {
    delete p.bucket.Properties.LoggingConfiguration;
  }],
  ['BucketAccessLoggingEnabled[Destination]', 'default', (p) => {
    p.accessLogs.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm = 'aws:kms';
  }],
  ['BucketRetention[Expiration]', 'default', (p) => {
    p.bucket.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays = 364;
  }],
  ['BucketRetention[NoncurrentExpiration]', 'default', (p) => {
    p.bucket.Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays = 364;
  }],
  ['BucketRetained[Deletion]', 'default', (p) => {
    delete p.bucket.DeletionPolicy;
  }],
  // What Object Lock held is now deleted a day after it is overwritten.
  ['BucketObjectLockEnabled[DefaultRetention]', 'everything', (p) => {
    delete p.bucket.Properties.ObjectLockConfiguration;
  },
  ['BucketRetention[NoncurrentExpiration]']],
  ['BucketPolicyAllowsDelivery[AclCheck]', 'default', (p) => {
    removeStatement(p.bucketPolicy.Properties.PolicyDocument, 'AWSCloudTrailAclCheck');
  }],
  ['BucketPolicyAllowsDelivery[AccountWrite]', 'default', (p) => {
    p.trail.Properties.S3KeyPrefix = 'elsewhere';
  }],
  ['BucketPolicyAllowsDelivery[OrganizationWrite]', 'default', (p) => {
    p.trail.Properties.IsOrganizationTrail = true;
  }],
  ['BucketPolicySourceArn[AnyTrail]', 'default', (p) => {
    delete statement(p.bucketPolicy, 'AWSCloudTrailWrite').Condition.StringEquals['aws:SourceArn'];
  }],
  ['BucketPolicyLeastPrivilege[Changes]', 'default', (p) => {
    p.bucketPolicy.Properties.PolicyDocument.Statement.push({ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:Delete*', Resource: '*' });
  }],
  ['KeyRotationEnabled', 'default', (p) => {
    p.key.Properties.EnableKeyRotation = false;
  }],
  ['KeyUsable[Enabled]', 'default', (p) => {
    p.key.Properties.Enabled = false;
  }],
  ['KeyPolicyAllowsDelivery[Describe]', 'default', (p) => {
    removeStatement(p.key.Properties.KeyPolicy, 'AllowCloudTrailDescribeKey');
  }],
  ['KeyPolicySourceArn[AnyTrail]', 'default', (p) => {
    delete p.key.Properties.KeyPolicy.Statement.find(({ Sid }: any) => Sid === 'AllowCloudTrailDecrypt').Condition;
  }],
  ['KeyPolicyLeastPrivilege[AnyPrincipal]', 'default', (p) => {
    p.key.Properties.KeyPolicy.Statement.push({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' });
  }],
  ['KeyRetained[Deletion]', 'default', (p) => {
    p.key.DeletionPolicy = 'Delete';
  }],
  ['LogGroupEncrypted', 'everything', (p) => {
    delete p.logGroup.Properties.KmsKeyId;
  }],
  ['LogGroupRetention', 'everything', (p) => {
    p.logGroup.Properties.RetentionInDays = 180;
  }],
  ['LogGroupRetained[Deletion]', 'everything', (p) => {
    Object.assign(p.logGroup, { DeletionPolicy: 'Delete' }).Properties.DeletionProtectionEnabled = false;
  }],
  ['LogsRoleLeastPrivilege[Excess]', 'everything', (p) => {
    p.logsPolicy.Properties.PolicyDocument.Statement[0].Action.push('s3:GetObject');
  }],
  ['TopicPolicySourceArn[AnyTrail]', 'everything', (p) => {
    delete statement(p.topicPolicy, 'AWSCloudTrailSNSPolicy').Condition;
  }],
  ['TopicEncrypted', 'everything', (p) => {
    delete p.topic.Properties.KmsMasterKeyId;
  }],
  ['AlarmsConfigured[RootUserUsage]', 'everything', (_, t) => {
    t.Resources.RootUserUsageAlarm.Properties.ActionsEnabled = false;
  }],
  ['TamperGrants', 'default', (_, t) => {
    t.Resources.Grant = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' }] } },
    };
  }],
  ['TrailPresent', 'default', (_, t) => {
    delete t.Resources[Object.keys(t.Resources).find((id) => /^Trail[0-9A-F]{8}$/.test(id))!];
  }],
];
