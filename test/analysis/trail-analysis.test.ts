import { App, CfnParameter, Duration, NestedStack, RemovalPolicy, Size, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { inEveryStrength } from '../fixtures/cross-stack';
import { analysisOf, LOG_BUCKET, tablesOf } from '../helpers/analysis-stack';
import {
  AnalysisAccounts, AthenaEngineVersion, LogRetention, TrailAnalysis, type TrailAnalysisProps, type TrailAttributes, TrailInsights, TrailLogArchive,
  TrailQuestion, TrailSource, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

const templateOf = (props: Partial<TrailAnalysisProps> = {}) => Template.fromStack(analysisOf({}, props).stack);
const parametersOf = (stack: Stack, table = 'trail.events') => tablesOf(stack)[table].Parameters;
const agnosticStack = () => new Stack(new App(), 'Test');

describe('the tables', () => {
  test('by default: one table of events, of the account of the trail, every Region and as long as log files are retained', () => {
    const { stack } = analysisOf({ retention: LogRetention.days(400) });
    const parameters = parametersOf(stack);

    expect(Object.keys(tablesOf(stack))).toEqual(['trail.events']);
    expect(parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.account.type': 'enum',
      'projection.account.values': '111122223333',
      'projection.region.type': 'enum',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy/MM/dd',
      'projection.day.range': 'NOW-400DAYS,NOW',
      'projection.day.interval': '1',
      'projection.day.interval.unit': 'DAYS',
      'storage.location.template': `s3://${LOG_BUCKET}/AWSLogs/\${account}/CloudTrail/\${region}/\${day}`,
    });
    expect(parameters['projection.region.values'].split(',')).toEqual(expect.arrayContaining(['us-east-1', 'eu-west-1', 'ap-southeast-4']));
    expect(parameters['projection.region.values']).not.toMatch(/cn-|us-gov|\s/);
  });

  test.each([
    ['an account', {}, `s3://${LOG_BUCKET}/AWSLogs/`],
    ['an account, with prefix', { bucketKeyPrefix: 'a/b' }, `s3://${LOG_BUCKET}/a/b/AWSLogs/`],
    ['an organization', { organizationId: 'o-a1b2c3d4e5' }, `s3://${LOG_BUCKET}/AWSLogs/o-a1b2c3d4e5/`],
    ['an organization, with prefix', { bucketKeyPrefix: 'a', organizationId: 'o-a1b2c3d4e5' }, `s3://${LOG_BUCKET}/a/AWSLogs/o-a1b2c3d4e5/`],
  ])('the location of %s', (_, attributes, location) => {
    const { stack } = analysisOf(attributes, { insightsTable: true, networkActivityTable: true });
    const folders = { 'trail.events': 'CloudTrail', 'trail.insights': 'CloudTrail-Insight', 'trail.network_activity': 'CloudTrail-NetworkActivity' };

    expect(Object.keys(tablesOf(stack)).sort()).toEqual(Object.keys(folders).sort());
    for (const [table, folder] of Object.entries(folders)) {
      expect(tablesOf(stack)[table].StorageDescriptor.Location).toBe(location);
      expect(parametersOf(stack, table)['storage.location.template']).toBe(`${location}\${account}/${folder}/\${region}/\${day}`);
    }
  });

  test('are read with the input format of CloudTrail and the JSON SerDe', () => {
    templateOf().hasResourceProperties('AWS::Glue::Table', {
      TableInput: {
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: ['account', 'region', 'day'].map((name) => ({ Name: name, Type: 'string' })),
        StorageDescriptor: {
          InputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
          OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          SerdeInfo: { SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' },
        },
      },
    });
  });

  test('of a bucket whose trails are not known, or of an organization, are told the account', () => {
    expect(parametersOf(analysisOf({ trailArn: undefined }).stack)).toMatchObject({ 'projection.account.type': 'injected' });
    expect(parametersOf(analysisOf({ organizationId: 'o-a1b2c3d4e5' }).stack)).not.toHaveProperty(['projection.account.values']);
  });

  test('reach what they are told', () => {
    const { stack } = analysisOf({ organizationId: 'o-a1b2c3d4e5' }, {
      accounts: AnalysisAccounts.of(['111122223333', '444455556666']), regions: ['eu-west-1', 'us-east-1'], logRetention: LogRetention.hipaa(),
    });

    expect(parametersOf(stack)).toMatchObject({
      'projection.account.type': 'enum',
      'projection.account.values': '111122223333,444455556666',
      'projection.region.values': 'eu-west-1,us-east-1',
      'projection.day.range': 'NOW-2192DAYS,NOW',
    });
  });

  test.each<[string, TrailAttributes, Partial<TrailAnalysisProps>, string]>([
    ['as long as the trail keeps log files', { retention: LogRetention.hipaa() }, {}, '2192'],
    ['what the analysis is told instead', { retention: LogRetention.hipaa() }, { logRetention: LogRetention.days(30) }, '30'],
    ['ten years where the trail keeps log files indefinitely', { retention: LogRetention.forever() }, {}, '3653'],
    ['ten years where the retention is not known, so that no log file is missed', {}, {}, '3653'],
  ])('cover %s', (_, attributes, props, days) => {
    expect(parametersOf(analysisOf(attributes, props).stack)['projection.day.range']).toBe(`NOW-${days}DAYS,NOW`);
  });

  test.each<[string, TrailAttributes, Partial<TrailAnalysisProps>, string[]]>([
    ['logs both', { insights: true, networkActivity: true }, {}, ['trail.events', 'trail.insights', 'trail.network_activity']],
    ['logs neither', { insights: false, networkActivity: false }, {}, ['trail.events']],
    ['is said to log what the analysis does not want', { insights: true, networkActivity: true }, { insightsTable: false, networkActivityTable: false }, ['trail.events']],
    ['logs neither, against the analysis', { insights: false }, { insightsTable: true, networkActivityTable: true }, ['trail.events', 'trail.insights', 'trail.network_activity']],
  ])('of Insights and network activity follow the trail: it %s', (_, attributes, props, tables) => {
    expect(Object.keys(tablesOf(analysisOf(attributes, props).stack)).sort()).toEqual(tables);
  });

  test('follow a trail of this library', () => {
    const stack = agnosticStack();
    const trail = new WellArchitectedTrail(stack, 'Trail', { retention: LogRetention.hipaa(), insights: [TrailInsights.apiCallRate()] });
    const analysis = new TrailAnalysis(stack, 'Analysis', { trail, databaseName: 'trail' });

    expect(parametersOf(stack)['projection.day.range']).toBe('NOW-2192DAYS,NOW');
    expect(analysis.insightsTable).toBeDefined();
    expect(analysis.networkActivityTable).toBeUndefined();
  });

  test('cover ten years where log files are kept indefinitely', () => {
    expect(parametersOf(analysisOf({}, { logRetention: LogRetention.forever() }).stack)['projection.day.range']).toBe('NOW-3653DAYS,NOW');
  });

  test('of a trail that is known by a single token, the account is split off when deployed', () => {
    const stack = agnosticStack();
    const trailArn = new CfnParameter(stack, 'TrailArn').valueAsString;
    new TrailAnalysis(stack, 'Analysis', { trail: TrailSource.fromTrailAttributes({ trailArn, bucket: new s3.CfnBucket(stack, 'Logs') }) });

    Template.fromStack(stack).hasResourceProperties('AWS::Glue::Table', {
      TableInput: { Parameters: { 'projection.account.values': { 'Fn::Select': [4, { 'Fn::Split': [':', { Ref: 'TrailArn' }] }] } } },
    });
  });

  test.each([
    ['cn-north-1', 'cn-north-1,cn-northwest-1'],
    ['us-gov-west-1', 'us-gov-east-1,us-gov-west-1'],
  ])('in %s, every Region of the partition', (region, regions) => {
    const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region } });
    new TrailAnalysis(stack, 'Analysis', { trail: new WellArchitectedTrail(stack, 'Trail'), databaseName: 'trail' });

    expect(parametersOf(stack)['projection.region.values']).toBe(regions);
  });

  test('where the partition is not known, the template holds the Regions of each', () => {
    const stack = agnosticStack();
    new TrailAnalysis(stack, 'Analysis', { trail: new WellArchitectedTrail(stack, 'Trail'), databaseName: 'trail' });

    const [mapping, partition, key] = parametersOf(stack)['projection.region.values']['Fn::FindInMap'];
    expect(partition).toEqual({ Ref: 'AWS::Partition' });
    expect(Template.fromStack(stack).findMappings(mapping)[mapping]['aws-cn'][key]).toBe('cn-north-1,cn-northwest-1');
    expect(Object.keys(Template.fromStack(stack).findMappings(mapping)[mapping])).toEqual(expect.arrayContaining(['aws', 'aws-us-gov']));
  });

  test('where nothing is known before deployment, the names are left for it, and what Athena fills in reaches Athena', () => {
    const stack = agnosticStack();
    const trail = new WellArchitectedTrail(stack, 'Trail');
    new TrailAnalysis(stack, 'Analysis', { trail, databaseName: 'trail' });

    expect(parametersOf(stack)['projection.account.values']).toEqual({ Ref: 'AWS::AccountId' });
    expect(parametersOf(stack)['storage.location.template']).toEqual({
      'Fn::Join': ['', ['s3://', stack.resolve(trail.bucket.bucketName), '/AWSLogs/${account}/CloudTrail/${region}/${day}']],
    });
  });
});

test('in a Region that CDK does not know yet, the Regions follow from the partition', () => {
  const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'eu-new-1' } });
  new TrailAnalysis(stack, 'Analysis', { trail: new WellArchitectedTrail(stack, 'Trail'), databaseName: 'trail' });

  expect(parametersOf(stack)['projection.region.values']).toEqual({ 'Fn::FindInMap': [expect.anything(), { Ref: 'AWS::Partition' }, 'Regions'] });
});

describe('the tables beside the events', () => {
  const beside = (props: Partial<TrailAnalysisProps> = {}) => {
    const stack = agnosticStack();
    const [bucket, logs] = ['access', LOG_BUCKET].map((name) => s3.Bucket.fromBucketName(stack, name, name));
    const trail = TrailSource.fromTrailAttributes({ bucket: logs, organizationId: 'o-a1b2c3d4e5', aggregatedEvents: true });
    const analysis = new TrailAnalysis(stack, 'Analysis', {
      trail, databaseName: 'trail', regions: ['eu-west-1'], digestTable: true, accessLogs: { bucket, prefix: 'of/logs/' }, ...props,
    });
    return { analysis, stack, tables: tablesOf(stack) };
  };

  test('are of aggregated events if the trail has them, of digest files and of access logs', () => {
    const { analysis, tables } = beside();

    expect(Object.keys(tables).sort()).toEqual(['trail.access_logs', 'trail.aggregated_events', 'trail.digests', 'trail.events']);
    expect(tables['trail.aggregated_events'].Parameters['storage.location.template'])
      .toBe(`s3://${LOG_BUCKET}/AWSLogs/o-a1b2c3d4e5/\${account}/CloudTrail-Aggregated/\${region}/\${day}`);
    expect(tables['trail.digests'].Parameters['storage.location.template'])
      .toBe(`s3://${LOG_BUCKET}/AWSLogs/o-a1b2c3d4e5/\${account}/CloudTrail-Digest/\${region}/\${day}`);
    expect(tables['trail.digests'].StorageDescriptor.SerdeInfo.SerializationLibrary).toBe('org.openx.data.jsonserde.JsonSerDe');
    expect(tables['trail.access_logs'].StorageDescriptor.Location).toBe('s3://access/of/logs/');
    expect(tables['trail.access_logs'].PartitionKeys).toBeUndefined();
    const { aggregatedEventsTable, digestTable, accessLogTable } = analysis;
    expect([aggregatedEventsTable, digestTable, accessLogTable].map((table) => ((table as CfnTable).tableInput as any).name))
      .toEqual(['aggregated_events', 'digests', 'access_logs']);
  });

  test('have saved queries, which name the account only where the table is split by account', () => {
    const { analysis, stack } = beside();
    const saved = Object.values(Template.fromStack(stack).findResources('AWS::Athena::NamedQuery')).map(({ Properties }) => Properties);

    expect(saved.map(({ Name }) => Name)).toEqual([...TrailQuestion.all(), ...TrailQuestion.ofOtherTables()].map(({ title }) => title));
    expect(saved.find(({ Name }) => Name === 'Who read log files')!.Description).not.toContain('Parameters');
    expect(analysis.queryString(TrailQuestion.LOG_READERS)).toContain('FROM "trail"."access_logs"\nWHERE date_parse(');
    expect(analysis.queryString(TrailQuestion.BROKEN_DIGESTS)).toContain('FROM "trail"."digests"\nWHERE account = ?');
  });

  test('are the whole bucket of access logs without a prefix', () => {
    const { stack } = analysisOf({});
    new TrailAnalysis(stack, 'Second', {
      trail: TrailSource.fromTrailAttributes({ bucket: s3.Bucket.fromBucketName(stack, 'Logs', LOG_BUCKET) }),
      databaseName: 'second',
      accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'Access', 'access') },
    });

    expect(tablesOf(stack)['trail.access_logs'].StorageDescriptor.Location).toBe('s3://access/');
  });

  test('can be left out', () => {
    expect(Object.keys(beside({ aggregatedEventsTable: false, digestTable: false, accessLogs: undefined }).tables)).toEqual(['trail.events']);
  });

  test.each<[TrailQuestion, string]>([
    [TrailQuestion.DATA_ACTIVITY, 'aggregatedEventsTable'], [TrailQuestion.LOG_FILE_DIGEST, 'digestTable'], [TrailQuestion.LOG_READERS, 'accessLogs'],
  ])('questions need them: %#', (question, prop) => {
    expect(() => analysisOf({}, { questions: [question] }))
      .toThrow(`\`questions\` must be about tables of the analysis, got: '${question.text}' [Test/Analysis]. Set \`${prop}\` as well.`);
  });

  test.each(['of/logs', '/logs/'])('the prefix of access logs is a folder: %s', (prefix) => {
    const { stack } = analysisOf({});

    expect(() => analysisOf({}, { accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'Access', 'access'), prefix } }))
      .toThrow('`accessLogs.prefix` must end with a slash because Athena reads folders, and must not begin with one');
  });
});

describe('results that Athena keeps', () => {
  test('need neither bucket nor key', () => {
    const { analysis, stack } = analysisOf({}, { managedResults: true });
    const template = Template.fromStack(stack);

    expect([analysis.resultsBucket, analysis.resultsEncryptionKey]).toEqual([undefined, undefined]);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true, ManagedQueryResultsConfiguration: { Enabled: true }, ResultConfiguration: Match.absent(),
      },
    });
  });

  test.each<[keyof TrailAnalysisProps, unknown]>([
    ['resultsPrefix', 'results'], ['resultsRetention', Duration.days(3)], ['removalPolicy', RemovalPolicy.DESTROY],
  ])('leave nothing to `%s`', (prop, value) => {
    expect(() => analysisOf({}, { managedResults: true, [prop]: value })).toThrow(`\`${prop}\` cannot be combined with \`managedResults\``);
  });
});

describe('the workgroup', () => {
  test('enforces encrypted results, engine and scan limit', () => {
    const { analysis, stack } = analysisOf({});

    Template.fromStack(stack).hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: 2 ** 40,
        EnforceWorkGroupConfiguration: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        PublishCloudWatchMetricsEnabled: true,
        ResultConfiguration: {
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: stack.resolve(analysis.resultsEncryptionKey!.keyArn) },
          ExpectedBucketOwner: '111122223333',
          OutputLocation: { 'Fn::Join': ['', ['s3://', stack.resolve(analysis.resultsBucket!.bucketName), '/results/']] },
        },
      },
    });
  });

  test('refuses an engine version without a name', () => {
    expect(() => AthenaEngineVersion.of('')).toThrow("`name` must not be empty, got: ''");
  });

  test('takes other settings', () => {
    templateOf({ scanLimit: Size.gibibytes(10), engineVersion: AthenaEngineVersion.of('Athena engine version 4'), workgroupName: 'security', resultsPrefix: 'athena/security' })
      .hasResourceProperties('AWS::Athena::WorkGroup', {
        Name: 'security',
        WorkGroupConfiguration: {
          BytesScannedCutoffPerQuery: 10 * 2 ** 30,
          EngineVersion: { SelectedEngineVersion: 'Athena engine version 4' },
          ResultConfiguration: { OutputLocation: { 'Fn::Join': ['', ['s3://', Match.anyValue(), '/athena/security/']] } },
        },
      });
  });
});

inEveryStrength(() => {
  describe('the results', () => {
    test('are kept for 30 days in an encrypted, versioned, private bucket over TLS 1.2', () => {
      const { analysis, stack } = analysisOf({});
      const template = Template.fromStack(stack);

      template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
      template.hasResource('AWS::S3::Bucket', {
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(analysis.resultsEncryptionKey!.keyArn) },
            }],
          },
          LifecycleConfiguration: {
            Rules: [{
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 1 }, Status: 'Enabled',
            }],
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
          VersioningConfiguration: { Status: 'Enabled' },
        },
      });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
            Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }),
          ]),
        },
      });
    });

    test('are retained with their key, also when the stack is deleted', () => {
      const template = templateOf();

      template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate' });
      template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    });

    test('and their key leave nothing behind in a test environment', () => {
      const { Resources: resources } = templateOf({ removalPolicy: RemovalPolicy.DESTROY }).toJSON();
      const policies = Object.values<any>(resources).map(({ Type, DeletionPolicy = 'Delete' }) => [Type, DeletionPolicy]);

      expect(policies.filter(([, policy]) => policy !== 'Delete')).toEqual([]);
      expect(policies.map(([type]) => type)).toEqual(expect.arrayContaining(['AWS::S3::Bucket', 'AWS::KMS::Key', 'Custom::S3AutoDeleteObjects']));
    });

    test('expire when they are told to', () => {
      templateOf({ resultsRetention: Duration.days(3) }).hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 3 })] },
      });
    });

    test('go to a bucket and are encrypted with a key that exist, and neither is created', () => {
      const { analysis, stack } = analysisOf({}, {});
      const other = new Stack(stack.node.root as App, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
      const bucket = new s3.CfnBucket(other, 'Bucket'), key = new kms.CfnKey(other, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
      new TrailAnalysis(other, 'Analysis', {
        trail: TrailSource.fromTrailAttributes({ bucket: s3.Bucket.fromBucketName(other, 'Logs', LOG_BUCKET) }), resultsBucket: bucket, resultsEncryptionKey: key,
      });

      const template = Template.fromStack(other);
      template.resourceCountIs('AWS::S3::Bucket', 1);
      template.resourceCountIs('AWS::KMS::Key', 1);
      template.hasResourceProperties('AWS::Athena::WorkGroup', {
        WorkGroupConfiguration: {
          ResultConfiguration: {
            EncryptionConfiguration: { KmsKey: other.resolve(key.attrArn) },
            ExpectedBucketOwner: Match.absent(),
            OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: other.getLogicalId(bucket) }, '/results/']] },
          },
        },
      });
      expect(analysis.resultsBucket).not.toBe(bucket);
    });

    test('are encrypted in the new bucket with an existing key', () => {
      const { stack } = analysisOf({});
      const key = kms.Key.fromKeyArn(stack, 'Existing', 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d');
      const bucket = s3.Bucket.fromBucketName(stack, 'Logs', LOG_BUCKET);
      const analysis = new TrailAnalysis(stack, 'Second', { trail: TrailSource.fromTrailAttributes({ bucket }), resultsEncryptionKey: key });

      expect(analysis.resultsEncryptionKey).toBe(key);
      Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
      Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ KMSMasterKeyID: key.keyArn }) })],
        },
      });
    });
  });
});

describe('the saved queries', () => {
  test('are all questions, in the workgroup, over the table of events', () => {
    const { analysis, stack } = analysisOf({});
    const saved = Object.values(Template.fromStack(stack).findResources('AWS::Athena::NamedQuery')).map(({ Properties }) => Properties);

    expect(saved.map(({ Name }) => Name)).toEqual(TrailQuestion.all().map(({ title }) => title));
    expect(saved.map(({ QueryString }) => QueryString)).toEqual(TrailQuestion.all().map((question) => analysis.queryString(question)));
    expect(new Set(saved.map(({ Database }) => Database))).toEqual(new Set(['trail']));
    expect(saved[0].WorkGroup).toEqual(stack.resolve(analysis.workgroup.workGroupRef.workGroupName));
    expect(analysis.queryString(TrailQuestion.ROOT_USE)).toContain('FROM "trail"."events"\nWHERE day >= date_format(current_date - interval \'7\' day');
  });

  test('describe their parameters', () => {
    const { stack } = analysisOf({ organizationId: 'o-a1b2c3d4e5' }, { questions: [TrailQuestion.BY_ACCESS_KEY, TrailQuestion.ROOT_USE] });
    const saved = Object.values(Template.fromStack(stack).findResources('AWS::Athena::NamedQuery')).map(({ Properties }) => Properties.Description);

    expect(saved).toHaveLength(2);
    expect(saved[0]).toMatch(/^What was done with this access key.* Parameters: account \('111122223333'\), access key \('ACCESS-KEY-ID'\)\.$/);
    expect(saved[1]).toMatch(/ Parameters: account \('111122223333'\)\.$/);
  });

  test('without parameters mention none', () => {
    templateOf({ questions: [TrailQuestion.ROOT_USE] }).hasResourceProperties('AWS::Athena::NamedQuery', {
      Description: Match.not(Match.stringLikeRegexp('Parameters')),
    });
  });

  test('stay within the limits of Athena for name and description', () => {
    const saved = Object.values(Template.fromStack(analysisOf({ organizationId: 'o-a1b2c3d4e5' }).stack).findResources('AWS::Athena::NamedQuery'));

    expect(saved.filter(({ Properties: { Name, Description } }) => Name.length > 128 || Description.length > 1024)).toEqual([]);
  });

  test.each([
    ['seven days', {}, '7'],
    ['what they are told', { lookback: Duration.days(30) }, '30'],
    ['a shorter retention', { logRetention: LogRetention.days(3) }, '3'],
  ])('look back %s', (_, props, days) => {
    expect(analysisOf({}, props).analysis.queryString(TrailQuestion.ROOT_USE)).toContain(`interval '${days}' day`);
  });
});

describe('names', () => {
  test('are made from the path, valid and different for two in a stack, in a stage and in a nested stack', () => {
    const app = new App();
    const stack = new Stack(new Stage(app, 'Prod'), 'SecurityTools');
    const trail = TrailSource.fromTrailAttributes({ bucket: s3.Bucket.fromBucketName(stack, 'Logs', LOG_BUCKET) });
    const nested = new NestedStack(stack, 'Nested');
    const analyses = [[stack, 'One'], [stack, 'Two'], [nested, 'One']].map(([scope, id]) => new TrailAnalysis(scope as Stack, id as string, { trail }));
    const databases = analyses.map(({ databaseName }) => databaseName), workgroups = analyses.map(({ workgroupName }) => workgroupName);

    expect(new Set(databases).size).toBe(3);
    expect(new Set(workgroups).size).toBe(3);
    expect(databases.every((name) => /^[a-z0-9_]{1,128}$/.test(name))).toBe(true);
    expect(workgroups.every((name) => /^[A-Za-z0-9._-]{1,128}$/.test(name))).toBe(true);
    Template.fromStack(stack).resourceCountIs('AWS::Athena::WorkGroup', 2);
    Template.fromStack(nested).resourceCountIs('AWS::Athena::WorkGroup', 1);
  });

  test('the database is found under its name by the tables', () => {
    const { analysis, stack } = analysisOf({}, { insightsTable: true, networkActivityTable: true });
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'trail' }, CatalogId: '111122223333' });
    template.allResourcesProperties('AWS::Glue::Table', { DatabaseName: stack.resolve(analysis.database.databaseRef.databaseName), CatalogId: '111122223333' });
    expect([analysis.eventsTable, analysis.insightsTable, analysis.networkActivityTable].map((table) => ((table as CfnTable).tableInput as any).name))
      .toEqual(['events', 'insights', 'network_activity']);
  });
});

describe('Lake Formation', () => {
  const grants = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::LakeFormation::PrincipalPermissions'));

  test('nothing by default', () => {
    const { analysis, stack } = analysisOf({});
    analysis.grantQuery(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(grants(stack)).toEqual([]);
  });

  test('where it decides, a principal may see the database and read the tables, granted once', () => {
    const { analysis, stack } = analysisOf({}, { lakeFormationEnabled: true, insightsTable: true });
    const analyst = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    analysis.grantQuery(analyst);
    analysis.grantQuery(analyst);

    const principal = { DataLakePrincipalIdentifier: stack.resolve(analyst.roleArn) };
    expect(grants(stack).map(({ Properties }) => [Properties.Principal, Properties.Permissions, Properties.Resource])).toEqual([
      [principal, ['DESCRIBE'], { Database: { CatalogId: '111122223333', Name: 'trail' } }],
      [principal, ['DESCRIBE', 'SELECT'], { Table: { CatalogId: '111122223333', DatabaseName: 'trail', Name: 'events' } }],
      [principal, ['DESCRIBE', 'SELECT'], { Table: { CatalogId: '111122223333', DatabaseName: 'trail', Name: 'insights' } }],
    ]);
    expect(grants(stack)[0].DependsOn).toEqual(expect.arrayContaining([stack.resolve((analysis.eventsTable as CfnTable).logicalId)]));
  });

  test('a principal that Lake Formation cannot know is refused', () => {
    const { analysis } = analysisOf({}, { lakeFormationEnabled: true });

    expect(() => analysis.grantQuery(new iam.ServicePrincipal('states.amazonaws.com')))
      .toThrow('`grantee` must be one IAM user or role because `lakeFormationEnabled` is set, got: {"Service":["states.amazonaws.com"]}');
  });
});

describe('what cannot work fails before anything is created', () => {
  const bucket = (scope: Stack) => s3.Bucket.fromBucketName(scope, 'Results', 'results');

  test('a trail without a bucket', () => {
    expect(() => new TrailAnalysis(agnosticStack(), 'Analysis', { trail: TrailSource.fromTrailAttributes({}) }))
      .toThrow('`trail.trailAttributes.bucket` is required because its log files are queried, got: undefined [Test/Analysis]. Set `bucket` in `TrailSource.fromTrailAttributes`.');
  });

  test.each<[Partial<TrailAnalysisProps>, string]>([
    [{ regions: [] }, '`regions` must name at least one Region, got: []'],
    [{ regions: ['eu-west-1', 'Ireland'] }, '`regions` must be names of Regions, such as \'eu-west-1\', got: \'Ireland\''],
    [{ lookback: Duration.hours(36) }, '`lookback` must be a whole number of days from 1 to 2147483647, got: Duration (1 day 12 hours)'],
    [{ lookback: Duration.days(3654) }, '`lookback` must not be longer than the 3653 days that the tables cover, got: 3654 days [Test/Analysis]. Set a longer `logRetention`.'],
    [{ lookback: Duration.days(31), logRetention: LogRetention.days(30) }, '`lookback` must not be longer than the 30 days that the tables cover, got: 31 days [Test/Analysis]. Set a longer `logRetention`.'],
    [{ databaseName: 'Trail' }, '`databaseName` must have 1 to 255 lowercase letters, digits and underscores, got: \'Trail\''],
    [{ databaseName: 'a'.repeat(256) }, `\`databaseName\` must have 1 to 255 lowercase letters, digits and underscores, got: '${'a'.repeat(120)}…' (256 characters)`],
    [{ workgroupName: 'a b' }, '`workgroupName` must have 1 to 128 letters, digits, `.`, `_` and `-`, got: \'a b\''],
    [{ resultsPrefix: '' }, '`resultsPrefix` must not be empty, or begin or end with a slash, got: \'\''],
    [{ resultsPrefix: '/a' }, '`resultsPrefix` must not be empty, or begin or end with a slash, got: \'/a\''],
    ...['*', 'a?b', 'a/*', '${aws:username}'].map((resultsPrefix): [object, string] => [{ resultsPrefix }, `\`resultsPrefix\` must not contain wildcards or policy variables, which would widen the policies that contain it, got: '${resultsPrefix}'`]),
    [{ questions: [TrailQuestion.BY_PRINCIPAL, TrailQuestion.BY_PRINCIPAL] }, `\`questions\` must name each question once, got: '${TrailQuestion.BY_PRINCIPAL.text}'`],
    [{ resultsPrefix: 'a/' }, '`resultsPrefix` must not be empty, or begin or end with a slash, got: \'a/\''],
    [{ scanLimit: Size.kibibytes(9765) }, '`scanLimit` must be at least 10 MB, got: 9999360 bytes'],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, '`removalPolicy` must be RETAIN or DESTROY: buckets and keys do not support snapshots, got: \'snapshot\''],
    [{ resultsRetention: Duration.hours(12) }, '`resultsRetention` must be a whole number of days from 1 to 2147483647, got: Duration (12 hours)'],
  ])('%j', (props, message) => {
    const stack = agnosticStack();
    const trail = TrailSource.fromTrailAttributes({ bucket: bucket(stack) });

    expect(() => new TrailAnalysis(stack, 'Analysis', { trail, ...props })).toThrow(message);
    expect(stack.node.findAll().filter((child) => child.node.path.includes('Analysis/'))).toEqual([]);
  });

  test('a retention for an existing bucket', () => {
    const stack = agnosticStack();
    const trail = TrailSource.fromTrailAttributes({ bucket: new s3.Bucket(stack, 'Logs') });

    expect(() => new TrailAnalysis(stack, 'Analysis', { trail, resultsBucket: bucket(stack), resultsRetention: Duration.days(5) }))
      .toThrow('`resultsRetention` cannot be combined with `resultsBucket`, got: 5 days [Test/Analysis]. Configure the lifecycle on that bucket instead.');
  });

  test('results in the bucket of the trail', () => {
    const stack = agnosticStack();
    const logs = s3.Bucket.fromBucketName(stack, 'Logs', LOG_BUCKET);

    expect(() => new TrailAnalysis(stack, 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket: logs }), resultsBucket: logs }))
      .toThrow('`resultsBucket` must not be the bucket of the trail, got: \'amzn-s3-demo-bucket\'');
  });

  test.each<[string[], string]>([
    [[], '`accountIds` must name 1 to 100 accounts, got: 0. Use `AnalysisAccounts.perQuery()` for more.'],
    [Array(101).fill('111122223333'), '`accountIds` must name 1 to 100 accounts, got: 101. Use `AnalysisAccounts.perQuery()` for more.'],
    [['11112222333'], '`accountIds` must have 12 digits each, got: \'11112222333\''],
    [['111122223333', '111122223333'], '`accountIds` must not repeat an account, got: \'111122223333\''],
  ])('accounts %j', (accounts, message) => {
    expect(() => AnalysisAccounts.of(accounts)).toThrow(message);
  });

  test('the least of everything works', () => {
    expect(() => templateOf({
      scanLimit: Size.kibibytes(9766),
      lookback: Duration.days(1),
      logRetention: LogRetention.days(1),
      resultsRetention: Duration.days(1),
      resultsPrefix: 'a',
      databaseName: 'a',
      workgroupName: 'a',
      regions: ['us-gov-west-1'],
    })).not.toThrow();
  });

  test('what is known when deployed is left for then', () => {
    const stack = agnosticStack();
    const text = (id: string) => new CfnParameter(stack, id).valueAsString;
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    const analysis = new TrailAnalysis(stack, 'Analysis', {
      trail: TrailSource.fromTrailAttributes({ bucket: new s3.Bucket(stack, 'Logs') }),
      accounts: AnalysisAccounts.of([text('Account')]),
      regions: [text('Region')],
      logRetention: LogRetention.days(number('Retention')),
      lookback: Duration.days(number('Lookback')),
      scanLimit: Size.bytes(number('Limit')),
      workgroupName: text('Name'),
      databaseName: text('Database'),
      resultsPrefix: text('Prefix'),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::Glue::Table', {
      TableInput: { Parameters: { 'projection.day.range': { 'Fn::Join': ['', ['NOW-', { Ref: 'Retention' }, 'DAYS,NOW']] } } },
    });
    expect(JSON.stringify(stack.resolve(analysis.queryString(TrailQuestion.ROOT_USE)))).toContain('interval \'",{"Ref":"Lookback"},"\' day');
  });
});

inEveryStrength(() => {
  describe('with the constructs of this library', () => {
    test('a trail and its analysis in another stack of the account', () => {
      const app = new App();
      const trail = new WellArchitectedTrail(new Stack(app, 'Logging'), 'Trail', { bucketKeyPrefix: 'audit' });
      const stack = new Stack(app, 'Security');
      new TrailAnalysis(stack, 'Analysis', { trail, databaseName: 'trail' });

      expect(JSON.stringify(parametersOf(stack)['storage.location.template'])).toContain('/audit/AWSLogs/${account}/CloudTrail/');
    });

    test('an organization trail that delivers to a log archive, analysed in the account of the archive', () => {
      const stack = new Stack(new App(), 'Archive', { env: { account: '444455556666', region: 'eu-west-1' } });
      const archive = new TrailLogArchive(stack, 'Archive');
      const trail = archive.trailSource({ organizationId: 'o-a1b2c3d4e5' });
      new TrailAnalysis(stack, 'Analysis', { trail, databaseName: 'trail' });

      expect(parametersOf(stack)['projection.account.type']).toBe('injected');
      expect(JSON.stringify(parametersOf(stack)['storage.location.template'])).toContain('/AWSLogs/o-a1b2c3d4e5/${account}/CloudTrail/');
    });

    test('no warning by default', () => {
      Annotations.fromStack(analysisOf({}).stack).hasNoWarning('*', Match.anyValue());
    });
  });
});
