import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, OTHER_ACCOUNT, REGION } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { Deployment } from '../oracles/concrete';
import { authorize } from '../oracles/policy-evaluator';
import type { Decision, PolicyDocument } from '../oracles/policy-evaluator';
import type { TrailAnalysisProps } from 'cdk-well-architected-trail';
import { AnalysisAccounts, TrailSource, TrailAnalysis, TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';


/** What an analyst may do, by the policies of the deployed role, bucket and key together. */
class Analyst {
  public readonly logs: string;
  public readonly results: string;
  public readonly workgroup: string;
  public readonly database: string;
  private readonly identityPolicies: PolicyDocument[];
  private readonly deployment: Deployment;

  constructor(app: App, analysis: TrailAnalysis, logs: string, private readonly partition = 'aws', private readonly region = REGION) {
    this.deployment = Deployment.of(app, { account: ACCOUNT, region, partition });
    this.logs = logs;
    this.results = this.deployment.resources('AWS::S3::Bucket').find(({ logicalId }) => logicalId.includes('ResultsBucket'))!.ref;
    this.workgroup = analysis.workgroupName;
    this.database = analysis.databaseName;
    this.identityPolicies = this.deployment.resources('AWS::IAM::Policy').map(({ properties }) => properties.PolicyDocument);
  }

  public get keys(): { logs: string; results: string } {
    const [results, logs] = this.deployment.resources('AWS::KMS::Key').sort((a) => a.logicalId.includes('Results') ? -1 : 1);
    return { logs: logs?.arn!, results: results.arn! };
  }

  public may(action: string, resource: string, context: Record<string, string> = {}): Decision {
    const service = action.split(':')[0];
    const policies = this.deployment.resources('AWS::S3::BucketPolicy').map(({ properties }) => properties);
    const key = this.deployment.resources('AWS::KMS::Key').find(({ arn }) => arn === resource);
    const bucket = policies.find(({ Bucket }) => resource.split('/')[0].endsWith(`:${Bucket}`));
    return authorize({
      resourceAccount: ACCOUNT,
      resourcePolicy: service === 's3' ? bucket?.PolicyDocument : key?.properties.KeyPolicy,
      identityPolicies: this.identityPolicies,
      needsDelegation: service === 'kms',
    }, { principal: { arn: `arn:${this.partition}:iam::${ACCOUNT}:role/Analyst` }, action, resource, context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', ...context } });
  }

  public s3(bucket: string, key?: string): string {
    return `arn:${this.partition}:s3:::${bucket}${key ? `/${key}` : ''}`;
  }

  public arn(service: string, rest: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${ACCOUNT}:${rest}`;
  }

  public get throughS3(): Record<string, string> {
    return { 'kms:ViaService': `s3.${this.region}.amazonaws.com${this.partition === 'aws-cn' ? '.cn' : ''}` };
  }
}

function analyst(props: Partial<TrailAnalysisProps> = {}, target: { partition?: string; region?: string } = {}): Analyst {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const trail = new WellArchitectedTrail(stack, 'Trail', { bucketKeyPrefix: 'audit' });
  const analysis = new TrailAnalysis(stack, 'Analysis', { trail, ...props });
  analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
  const logs = Deployment.of(app, target).resources('AWS::CloudTrail::Trail')[0].properties.S3BucketName;
  return new Analyst(app, analysis, logs, target.partition, target.region);
}

const FILE = `${ACCOUNT}/CloudTrail/eu-west-1/2026/11/20/a.json.gz`;

describe.each([['aws', REGION], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']])('an analyst in %s', (partition, region) => {
  const who = analyst({ insightsTable: true }, { partition, region });
  const { logs, results, database, workgroup } = who;
  const all = (actions: string, resource: string, context = {}) => actions.split(' ').map((action) => who.may(action, resource, context));
  const allowed = (actions: string) => actions.split(' ').map(() => 'allow');
  const denied = (actions: string) => actions.split(' ').map(() => 'implicit deny');

  test('may run queries in the workgroup and see their results', () => {
    const actions = 'athena:StartQueryExecution athena:StopQueryExecution athena:GetQueryExecution athena:GetQueryResults athena:GetWorkGroup athena:ListNamedQueries athena:GetNamedQuery';

    expect(all(actions, who.arn('athena', `workgroup/${workgroup}`))).toEqual(allowed(actions));
  });

  test('may not use another workgroup, nor change this one or its saved queries', () => {
    const changes = 'athena:UpdateWorkGroup athena:DeleteWorkGroup athena:CreateNamedQuery athena:DeleteNamedQuery athena:UpdateNamedQuery';

    expect(who.may('athena:StartQueryExecution', who.arn('athena', 'workgroup/primary'))).toBe('implicit deny');
    expect(who.may('athena:StartQueryExecution', who.arn('athena', `workgroup/${workgroup}2`))).toBe('implicit deny');
    expect(all(changes, who.arn('athena', `workgroup/${workgroup}`))).toEqual(denied(changes));
  });

  test('may see the database, its tables and the catalog', () => {
    const table = 'glue:GetTable glue:GetPartitions';

    for (const resource of ['catalog', `database/${database}`, 'database/default']) {
      expect(who.may('glue:GetDatabase', who.arn('glue', resource))).toBe('allow');
    }
    for (const resource of ['catalog', `database/${database}`, `table/${database}/events`, `table/${database}/insights`]) {
      expect(all(table, who.arn('glue', resource))).toEqual(allowed(table));
    }
    expect(who.may('athena:GetTableMetadata', who.arn('athena', 'datacatalog/AwsDataCatalog'))).toBe('allow');
  });

  test('may not see another database or table, nor change this one', () => {
    const changes = 'glue:UpdateTable glue:DeleteTable glue:CreateTable glue:BatchCreatePartition';

    for (const resource of ['database/other', `database/${database}2`]) {
      expect(who.may('glue:GetDatabase', who.arn('glue', resource))).toBe('implicit deny');
    }
    for (const resource of ['table/other/events', `table/${database}/other`]) {
      expect(who.may('glue:GetTable', who.arn('glue', resource))).toBe('implicit deny');
    }
    expect(all(changes, who.arn('glue', `table/${database}/events`))).toEqual(denied(changes));
  });

  test('may list and read the log files that the tables reach, over TLS', () => {
    const bucket = who.s3(logs);

    expect(who.may('s3:GetObject', who.s3(logs, `audit/AWSLogs/${FILE}`))).toBe('allow');
    expect(who.may('s3:GetObject', who.s3(logs, `audit/AWSLogs/${FILE.replace('CloudTrail', 'CloudTrail-Insight')}`))).toBe('allow');
    expect(who.may('s3:ListBucket', bucket, { 's3:prefix': `audit/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/20/` })).toBe('allow');
    expect(who.may('s3:GetBucketLocation', bucket)).toBe('allow');
    expect(who.may('s3:GetObject', who.s3(logs, `audit/AWSLogs/${FILE}`), { 'aws:SecureTransport': 'false' })).toBe('explicit deny');
  });

  test.each([
    ['digests', `audit/AWSLogs/${FILE.replace('CloudTrail', 'CloudTrail-Digest')}`],
    ['network activity, which has no table here', `audit/AWSLogs/${FILE.replace('CloudTrail', 'CloudTrail-NetworkActivity')}`],
    ['aggregated events', `audit/AWSLogs/${FILE.replace('CloudTrail', 'CloudTrail-Aggregated')}`],
    ['log files of other services', `audit/AWSLogs/${FILE.replace('CloudTrail', 'Config')}`],
    ['log files of another account', `audit/AWSLogs/${FILE.replace(ACCOUNT, OTHER_ACCOUNT)}`],
    ['log files of another trail', `AWSLogs/${FILE}`],
  ])('may not read or list %s', (_, key) => {
    expect(who.may('s3:GetObject', who.s3(logs, key))).toBe('implicit deny');
    expect(who.may('s3:ListBucket', who.s3(logs), { 's3:prefix': key.replace('a.json.gz', '') })).toBe('implicit deny');
  });

  test('may not list the whole bucket, nor write, delete or open up log files', () => {
    const changes = 's3:PutObject s3:DeleteObject s3:DeleteObjectVersion s3:PutObjectAcl s3:PutObjectRetention s3:RestoreObject';

    expect(who.may('s3:ListBucket', who.s3(logs), { 's3:prefix': '' })).toBe('implicit deny');
    expect(all(changes, who.s3(logs, `audit/AWSLogs/${FILE}`))).toEqual(denied(changes));
    expect(all('s3:PutBucketPolicy s3:DeleteBucket', who.s3(logs))).toEqual(['implicit deny', 'implicit deny']);
  });

  test('may decrypt log files through S3, and do nothing else with their key', () => {
    expect(who.may('kms:Decrypt', who.keys.logs, who.throughS3)).toBe('allow');
    expect(who.may('kms:Decrypt', who.keys.logs)).toBe('implicit deny');
    expect(who.may('kms:Decrypt', who.keys.logs, { 'kms:ViaService': `ec2.${region}.amazonaws.com` })).toBe('implicit deny');
    expect(all('kms:GenerateDataKey kms:Encrypt kms:ScheduleKeyDeletion kms:PutKeyPolicy', who.keys.logs, who.throughS3))
      .toEqual(Array(4).fill('implicit deny'));
  });

  test('may write and read results, encrypted, and not delete them', () => {
    const use = 's3:PutObject s3:GetObject s3:AbortMultipartUpload s3:ListMultipartUploadParts';

    expect(all(use, who.s3(results, 'results/0a1b.csv'))).toEqual(allowed(use));
    expect(all('s3:GetBucketLocation s3:ListBucketMultipartUploads', who.s3(results))).toEqual(['allow', 'allow']);
    expect(who.may('s3:ListBucket', who.s3(results), { 's3:prefix': 'results/' })).toBe('allow');
    expect(all('kms:GenerateDataKey kms:Decrypt', who.keys.results, who.throughS3)).toEqual(['allow', 'allow']);
    expect(who.may('s3:PutObject', who.s3(results, 'elsewhere/0a1b.csv'))).toBe('implicit deny');
    expect(who.may('s3:ListBucket', who.s3(results), { 's3:prefix': 'elsewhere/' })).toBe('implicit deny');
    expect(all('s3:DeleteObject s3:DeleteObjectVersion s3:PutObjectAcl', who.s3(results, 'results/0a1b.csv'))).toEqual(Array(3).fill('implicit deny'));
  });

  test('may not read another bucket or use another key', () => {
    expect(who.may('s3:GetObject', who.s3('other', `audit/AWSLogs/${FILE}`))).toBe('implicit deny');
    expect(who.may('s3:GetObject', who.s3(`${logs}2`, `audit/AWSLogs/${FILE}`))).toBe('implicit deny');
    expect(who.may('kms:Decrypt', who.arn('kms', 'key/other'), who.throughS3)).toBe('implicit deny');
  });
});

test('without a role, nothing is allowed', () => {
  const who = analyst({}, {});

  expect(authorize({ resourceAccount: ACCOUNT, identityPolicies: [] }, {
    principal: { arn: `arn:aws:iam::${ACCOUNT}:role/Other` }, action: 's3:GetObject', resource: who.s3(who.logs, `audit/AWSLogs/${FILE}`),
  })).toBe('implicit deny');
});

test('of an organization, an analyst may read the log files of every account, and nothing of another organization', () => {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const trail = TrailSource.fromTrailAttributes({ bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), organizationId: 'o-a1b2c3d4e5' });
  const analysis = new TrailAnalysis(stack, 'Analysis', { trail });
  analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
  const who = new Analyst(app, analysis, 'logs');

  expect(who.may('s3:GetObject', who.s3('logs', `AWSLogs/o-a1b2c3d4e5/${FILE}`))).toBe('allow');
  expect(who.may('s3:GetObject', who.s3('logs', `AWSLogs/o-a1b2c3d4e5/${FILE.replace(ACCOUNT, OTHER_ACCOUNT)}`))).toBe('allow');
  expect(who.may('s3:GetObject', who.s3('logs', `AWSLogs/o-a1b2c3d4e5/${FILE.replace('CloudTrail', 'CloudTrail-Digest')}`))).toBe('implicit deny');
  expect(who.may('s3:GetObject', who.s3('logs', `AWSLogs/o-zzzzzzzzzz/${FILE}`))).toBe('implicit deny');
});

test('of listed accounts, an analyst may read those', () => {
  const who = analyst({ accounts: AnalysisAccounts.of([OTHER_ACCOUNT]) });

  expect(who.may('s3:GetObject', who.s3(who.logs, `audit/AWSLogs/${FILE.replace(ACCOUNT, OTHER_ACCOUNT)}`))).toBe('allow');
  expect(who.may('s3:GetObject', who.s3(who.logs, `audit/AWSLogs/${FILE}`))).toBe('implicit deny');
});

test('the key of a log archive in the stack is the key behind its alias, and no other', () => {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { account: ACCOUNT, region: REGION } });
  const archive = new TrailLogArchive(stack, 'Archive');
  const analysis = new TrailAnalysis(stack, 'Analysis', { trail: archive.trailSource() });
  analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
  const who = new Analyst(app, analysis, 'logs');

  expect(who.may('kms:Decrypt', who.keys.logs, who.throughS3)).toBe('allow');
  expect(who.may('kms:Decrypt', who.keys.logs)).toBe('implicit deny');
  expect(who.may('kms:Decrypt', who.arn('kms', 'key/other'), { ...who.throughS3, 'kms:ResourceAliases': Deployment.of(app).resource('AWS::KMS::Alias').ref })).toBe('implicit deny');
});

test('a key of which only an alias is known is any key with that alias', () => {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { account: ACCOUNT, region: REGION } });
  const trail = TrailSource.fromTrailAttributes({
    bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/audit'),
  });
  const analysis = new TrailAnalysis(stack, 'Analysis', { trail });
  analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
  const statements = Deployment.of(app).resources('AWS::IAM::Policy').flatMap(({ properties }) => properties.PolicyDocument.Statement as any[]);
  const decrypt = statements.filter(({ Action, Condition }) => Action === 'kms:Decrypt' && Condition['ForAnyValue:StringEquals']);

  expect(decrypt.map(({ Resource, Condition }) => [Resource, Condition['ForAnyValue:StringEquals']]))
    .toEqual([[`arn:aws:kms:${REGION}:${ACCOUNT}:key/*`, { 'kms:ResourceAliases': 'alias/audit' }]]);
});

test('access logs may be read and listed under their prefix only, and only where there is a table of them', () => {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const trail = new WellArchitectedTrail(stack, 'Trail');
  const accessLogs = { bucket: s3.Bucket.fromBucketName(stack, 'Access', 'access'), prefix: 'of/logs/' };
  const analysis = new TrailAnalysis(stack, 'Analysis', { trail, accessLogs });
  analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
  const who = new Analyst(app, analysis, 'logs');
  const list = (prefix: string) => who.may('s3:ListBucket', who.s3('access'), { 's3:prefix': prefix });

  expect(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => who.may(action, who.s3('access', 'of/logs/2026'))))
    .toEqual(['allow', 'implicit deny', 'implicit deny']);
  expect(who.may('s3:GetObject', who.s3('access', 'of/others/2026'))).toBe('implicit deny');
  expect([list('of/logs/'), list('of/')]).toEqual(['allow', 'implicit deny']);
  expect(who.may('glue:GetTable', who.arn('glue', `table/${who.database}/access_logs`))).toBe('allow');
  expect(analyst().may('s3:GetObject', who.s3('access', 'of/logs/2026'))).toBe('implicit deny');

  const whole = analyst({ accessLogs: { bucket: s3.Bucket.fromBucketName(new Stack(), 'Access', 'access') } });
  expect(whole.may('s3:GetObject', whole.s3('access', '2026'))).toBe('allow');
});

test('with results that Athena keeps, an analyst may read them through the workgroup, and may write nowhere', () => {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const analysis = new TrailAnalysis(stack, 'Analysis', { trail: new WellArchitectedTrail(stack, 'Trail'), managedResults: true });
  analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
  const statements = Deployment.of(app).resources('AWS::IAM::Policy').flatMap(({ properties }) => properties.PolicyDocument.Statement as any[]);
  const actions = statements.flatMap(({ Action }) => Action as string | string[]);

  expect(actions).toEqual(expect.arrayContaining(['athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:StartQueryExecution']));
  expect(actions.filter((action) => /Put|GenerateDataKey|Abort/.test(action))).toEqual([]);
});

inEveryStrength(() => {
  describe('across accounts', () => {
    const other = (account: string) => {
      const stack = new Stack(new App(), 'Test', { env: { account: ACCOUNT, region: REGION } });
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', account });
      const analysis = new TrailAnalysis(stack, 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket, organizationId: 'o-a1b2c3d4e5' }) });
      analysis.grantQuery(new iam.Role(stack, 'Analyst', { roleName: 'Analyst', assumedBy: new iam.AccountRootPrincipal() }));
      return stack;
    };

    test('a warning holds the statements that the owner of the bucket has to add', () => {
      const [{ entry }] = Annotations.fromStack(other(OTHER_ACCOUNT)).findWarning('*', Match.stringLikeRegexp('The bucket of the trail is in another account'));
      const [reading, listing] = JSON.parse(/\[\n[^]*\n\]/.exec(entry.data as string)![0]);

      expect(entry.data).toContain('cdk-well-architected-trail:analysisAcrossAccounts');
      expect(reading).toEqual({
        Effect: 'Allow',
        Principal: { AWS: [expect.stringContaining('Analyst')] },
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*/CloudTrail/*'],
      });
      expect(listing.Condition).toEqual({ StringLike: { 's3:prefix': ['AWSLogs/o-a1b2c3d4e5/*/CloudTrail/*'] } });
    });

    test('no warning within the account', () => {
      Annotations.fromStack(other(ACCOUNT)).hasNoWarning('*', Match.anyValue());
    });
  });
});
