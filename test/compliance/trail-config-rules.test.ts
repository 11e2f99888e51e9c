import { App, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as config from 'aws-cdk-lib/aws-config';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CONFIG_RULES, configRulePage } from '../../src/cloudtrail/config-rules';
import { RULES } from '../../src/nag/rules';
import { ENV } from '../fixtures/accounts';
import { Deployment } from '../oracles/concrete';
import { TrailConfigDeployment, TrailConfigRules, type TrailConfigRulesProps, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

function rules(props: Partial<TrailConfigRulesProps> = {}) {
  const stack = new Stack(new App(), 'Audit', { env: ENV });
  const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {}, notifications: {} });
  const made = new TrailConfigRules(stack, 'ConfigRules', { trail, topics: [trail.topic!], ...props });
  return { stack, trail, made };
}

/** The rules of a conformance pack, as they are deployed. */
function packed(stack: Stack, type: string): Record<string, { Type: string; Properties: Record<string, any> }> {
  return JSON.parse(Deployment.of(stack).resource(type).properties.TemplateBody).Resources;
}

describe('rules of their own', () => {
  test('are every rule of the catalog', () => {
    const { stack, made } = rules();

    expect(made.ruleIdentifiers).toEqual(CONFIG_RULES.map(({ identifier }) => identifier));
    Template.fromStack(stack).resourceCountIs('AWS::Config::ConfigRule', CONFIG_RULES.length);
  });

  test.each(['S3_BUCKET_VERSIONING_ENABLED', 'S3_BUCKET_SSL_REQUESTS_ONLY', 'S3_BUCKET_LOGGING_ENABLED', 'S3_DEFAULT_ENCRYPTION_KMS', 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED'])(
    '%s is about the bucket of the trail only', (identifier) => {
      const { stack, trail } = rules();

      Template.fromStack(stack).hasResourceProperties('AWS::Config::ConfigRule', {
        Source: { Owner: 'AWS', SourceIdentifier: identifier },
        Scope: { ComplianceResourceTypes: ['AWS::S3::Bucket'], ComplianceResourceId: stack.resolve(trail.bucket.bucketName) },
      });
    });

  test.each<[string, (stack: Stack, trail: WellArchitectedTrail) => object]>([
    ['MULTI_REGION_CLOUD_TRAIL_ENABLED', (stack, trail) => ({ s3BucketName: stack.resolve(trail.bucket.bucketName), includeManagementEvents: 'true', readWriteType: 'ALL' })],
    ['CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', () => ({ expectedDeliveryWindowAge: '12' })],
    ['CW_LOGGROUP_RETENTION_PERIOD_CHECK', (stack, trail) => ({ LogGroupNames: stack.resolve(trail.logGroup!.logGroupName), MinRetentionTime: '365' })],
    ['KMS_CMK_NOT_SCHEDULED_FOR_DELETION', (stack, trail) => ({ kmsKeyIds: stack.resolve(trail.encryptionKey.keyId) })],
  ])('%s knows what to look for', (identifier, parameters) => {
    const { stack, trail } = rules();

    Template.fromStack(stack).hasResourceProperties('AWS::Config::ConfigRule', { Source: { SourceIdentifier: identifier }, InputParameters: parameters(stack, trail) });
  });

  test('are about each topic', () => {
    const { stack, trail } = rules();
    const other = new sns.Topic(stack, 'Other');
    new TrailConfigRules(stack, 'More', { trail, topics: [trail.topic!, other] });

    for (const topic of [trail.topic!, other]) {
      Template.fromStack(stack).hasResourceProperties('AWS::Config::ConfigRule', {
        Source: { SourceIdentifier: 'SNS_ENCRYPTED_KMS' }, Scope: { ComplianceResourceTypes: ['AWS::SNS::Topic'], ComplianceResourceId: stack.resolve(topic.topicArn) },
      });
    }
  });

  test.each<[string, (stack: Stack) => TrailSource, string[]]>([
    ['a trail alone', () => TrailSource.fromTrailAttributes({ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' }), [
      'MULTI_REGION_CLOUD_TRAIL_ENABLED', 'CLOUD_TRAIL_ENCRYPTION_ENABLED', 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
    ]],
    ['a key alone', (stack) => TrailSource.fromTrailAttributes({ encryptionKey: new kms.Key(stack, 'Key') }), ['KMS_CMK_NOT_SCHEDULED_FOR_DELETION']],
  ])('are about what is known: %s', (_, trail, identifiers) => {
    const stack = new Stack(new App(), 'Audit');

    expect(new TrailConfigRules(stack, 'ConfigRules', { trail: trail(stack) }).ruleIdentifiers).toEqual(identifiers);
  });
});

describe('a conformance pack', () => {
  test('has the same rules with the same parameters', () => {
    const { stack } = rules();
    const single = Object.values(Template.fromStack(stack).findResources('AWS::Config::ConfigRule'));
    const { stack: pack } = rules({ deployment: TrailConfigDeployment.conformancePack({ name: 'Trails' }) });

    Template.fromStack(pack).hasResourceProperties('AWS::Config::ConformancePack', { ConformancePackName: 'Trails' });
    Template.fromStack(pack).resourceCountIs('AWS::Config::ConfigRule', 0);
    const resources = packed(pack, 'AWS::Config::ConformancePack');
    const identifiers = (all: { Properties: Record<string, any> }[]) => all.map(({ Properties }) => Properties.Source.SourceIdentifier);
    expect(identifiers(Object.values(resources))).toEqual(identifiers(single as { Properties: Record<string, any> }[]));
    expect(Deployment.of(pack).resources('AWS::S3::Bucket').map(({ ref }) => ref)).toContain(resources.S3BucketVersioningEnabled.Properties.Scope.ComplianceResourceId);
    expect(resources.MultiRegionCloudTrailEnabled.Properties.InputParameters).toMatchObject({ includeManagementEvents: 'true', readWriteType: 'ALL' });
  });

  test('of an organization has the rules that make sense in every account', () => {
    const { stack } = rules({ deployment: TrailConfigDeployment.organizationConformancePack({ excludedAccounts: ['444455556666'] }) });

    Template.fromStack(stack).hasResourceProperties('AWS::Config::OrganizationConformancePack', {
      OrganizationConformancePackName: Match.stringLikeRegexp('^[A-Za-z][A-Za-z0-9-]{0,50}$'), ExcludedAccounts: ['444455556666'],
    });
    expect(Object.keys(packed(stack, 'AWS::Config::OrganizationConformancePack'))).toEqual(['MultiRegionCloudTrailEnabled', 'CloudTrailEncryptionEnabled', 'CloudTrailLogFileValidationEnabled']);
  });
});

describe('a configuration recorder', () => {
  const message = 'AWS Config evaluates rules only where a configuration recorder records';
  const recorder = (stack: Stack) => new config.CfnConfigurationRecorder(stack, 'Recorder', { roleArn: 'arn:aws:iam::111122223333:role/Config' });

  test('that this app does not create is warned about', () => {
    Annotations.fromStack(rules().stack).hasWarning('/Audit/ConfigRules', Match.stringLikeRegexp(message));
  });

  test('in the same account and Region is seen', () => {
    const stack = new Stack(new App(), 'Audit', { env: ENV });
    recorder(stack);
    new TrailConfigRules(stack, 'ConfigRules', { trail: new WellArchitectedTrail(stack, 'Trail') });

    Annotations.fromStack(stack).hasNoWarning('/Audit/ConfigRules', Match.anyValue());
  });

  test('that is created later, in another stack, is seen', () => {
    const app = new App();
    const stack = new Stack(app, 'Audit', { env: ENV });
    new TrailConfigRules(stack, 'ConfigRules', { trail: new WellArchitectedTrail(stack, 'Trail') });
    recorder(new Stack(app, 'Config', { env: ENV }));

    Annotations.fromStack(stack).hasNoWarning('/Audit/ConfigRules', Match.anyValue());
  });

  test('that is not seen is warned about once, and the warning can be acknowledged', () => {
    const stack = new Stack(new App(), 'Audit', { env: ENV });
    const made = new TrailConfigRules(stack, 'ConfigRules', { trail: new WellArchitectedTrail(stack, 'Trail') });
    Validations.of(made).acknowledge({ id: 'cdk-well-architected-trail:configRecorderNotSeen', reason: 'The landing zone has one' });

    Annotations.fromStack(stack).hasNoWarning('/Audit/ConfigRules', Match.anyValue());
    expect(Annotations.fromStack(rules().stack).findWarning('/Audit/ConfigRules', Match.stringLikeRegexp(message))).toHaveLength(1);
  });

  test('in another Region does not help', () => {
    const app = new App();
    recorder(new Stack(app, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } }));
    const stack = new Stack(app, 'Audit', { env: ENV });
    new TrailConfigRules(stack, 'ConfigRules', { trail: new WellArchitectedTrail(stack, 'Trail') });

    Annotations.fromStack(stack).hasWarning('/Audit/ConfigRules', Match.stringLikeRegexp(message));
  });
});

describe('fails', () => {
  test('when there is nothing to evaluate', () => {
    expect(() => new TrailConfigRules(new Stack(new App(), 'Audit'), 'ConfigRules', { trail: TrailSource.fromTrailAttributes({}) }))
      .toThrow('`trail.trailAttributes` must contain a trail ARN, bucket, encryption key or log group');
  });

  test.each<[string, () => unknown, string]>([
    ['a deployment by name', () => rules({ deployment: 'pack' as any }), '`deployment` must be a `TrailConfigDeployment`, such as `TrailConfigDeployment.conformancePack()`'],
    ['a name with spaces', () => TrailConfigDeployment.conformancePack({ name: 'My trails' }), "`name` must be up to 51 letters, digits and hyphens, beginning with a letter, got: 'My trails'"],
    ['an account by name', () => TrailConfigDeployment.organizationConformancePack({ excludedAccounts: ['audit'] }), "`excludedAccounts` must contain account IDs of 12 digits, got: 'audit'"],
  ])('for %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('not for what only the deployment knows', () => {
    const { account } = new Stack(new App(), 'Tokens');

    expect(() => [TrailConfigDeployment.conformancePack(), TrailConfigDeployment.organizationConformancePack()]).not.toThrow();
    expect(() => TrailConfigDeployment.organizationConformancePack({ name: account, excludedAccounts: [account] })).not.toThrow();
  });
});

describe('the catalog', () => {
  test.each(CONFIG_RULES.map((rule) => [rule.identifier, rule] as const))('%s names a rule of the pack, its page and what it evaluates', (identifier, rule) => {
    expect(Object.keys(RULES)).toContain(`CloudTrail${rule.packRule}`);
    expect(configRulePage(rule)).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/config\/latest\/developerguide\/[a-z0-9-]+\.html$/);
    expect(Object.values(config.ManagedRuleIdentifiers)).toContain(identifier);
  });
});
