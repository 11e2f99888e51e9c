import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, ENV, OTHER_ACCOUNT } from '../fixtures/accounts';
import { testInEveryStrength } from '../fixtures/cross-stack';
import { Deployment } from '../oracles/concrete';
import { authorize } from '../oracles/policy-evaluator';
import { TrailAnalysis, type TrailAnalysisProps, WellArchitectedTrail } from 'cdk-well-architected-trail';

const inHome = (app: App, name: string) => new Stack(app, name, { env: ENV });
const analyst = (stack: Stack) => new iam.Role(stack, 'Analyst', { roleName: `analyst-${stack.stackName}`, assumedBy: new iam.AccountRootPrincipal() });

/** What an analyst may do, by the policies of all stacks together. */
function mayOf(app: App, stack: string) {
  const deployment = Deployment.of(app);
  const identityPolicies = deployment.resources('AWS::IAM::Policy').filter((one) => one.stack === stack).map(({ properties }) => properties.PolicyDocument);
  const find = (type: string, id: RegExp) => deployment.resources(type).find(({ logicalId }) => id.test(logicalId))!;
  const principal = { arn: `arn:aws:iam::${ACCOUNT}:role/analyst-${stack}` };
  const tls = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
  const [results, logs] = [find('AWS::S3::Bucket', /ResultsBucket/).ref, find('AWS::CloudTrail::Trail', /./).properties.S3BucketName as string];
  const policyOf = (bucket: string) => deployment.resources('AWS::S3::BucketPolicy').find(({ properties }) => properties.Bucket === bucket)?.properties.PolicyDocument;
  return {
    results,
    logs,
    object: (bucket: string, action: string, key: string) => (
      authorize({ resourceAccount: ACCOUNT, resourcePolicy: policyOf(bucket), identityPolicies }, { principal, action, resource: `arn:aws:s3:::${bucket}/${key}`, context: tls })),
    key: (id: RegExp, action: string, context: Record<string, string>) => {
      const key = find('AWS::KMS::Key', id);
      const policies = { resourceAccount: ACCOUNT, resourcePolicy: key.properties.KeyPolicy, identityPolicies, needsDelegation: true };
      return authorize(policies, { principal, action, resource: key.arn!, context: { ...tls, ...context } });
    },
  };
}

const THROUGH_S3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
const FILE = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/20/a.json.gz`;

function build(app: App, props: (app: App) => Partial<TrailAnalysisProps> = () => ({})) {
  const trail = new WellArchitectedTrail(inHome(app, 'Audit'), 'Trail');
  return new TrailAnalysis(inHome(app, 'Analysis'), 'Analysis', { trail, ...props(app) });
}

testInEveryStrength('analysts of every stack may query, and no stack waits for another because of them', (app) => {
  const analysis = build(app);
  const stacks = ['Audit', 'Analysis', 'Analysts'].map((name) => app.node.tryFindChild(name) as Stack | undefined ?? inHome(app, name));
  stacks.forEach((stack) => analysis.grantQuery(analyst(stack)));

  for (const { stackName } of stacks) {
    const may = mayOf(app, stackName);
    const context = { ...THROUGH_S3, 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${may.results}` };
    expect([
      may.object(may.logs, 's3:GetObject', FILE), may.object(may.results, 's3:PutObject', 'results/1.csv'),
      may.key(/Results/, 'kms:GenerateDataKey', context), may.key(/Results/, 'kms:Decrypt', context), may.key(/^Trail/, 'kms:Decrypt', THROUGH_S3),
    ]).toEqual(Array(5).fill('allow'));
    expect([
      may.object(may.logs, 's3:PutObject', FILE), may.object(may.results, 's3:PutObject', 'elsewhere/1.csv'), may.key(/Results/, 'kms:Decrypt', {}),
    ]).toEqual(Array(3).fill('implicit deny'));
  }
  expect(stacks[0].dependencies).toEqual([]);
});

test('an analyst of another stack may use the key for this bucket of results only', () => {
  const app = new App();
  build(app).grantQuery(analyst(inHome(app, 'Analysts')));
  const may = mayOf(app, 'Analysts');
  const of = (bucket: string) => may.key(/Results/, 'kms:Decrypt', { ...THROUGH_S3, 'kms:EncryptionContext:aws:s3:arn': bucket });

  expect([of(`arn:aws:s3:::${may.results}`), of(`arn:aws:s3:::${may.results}/results/1.csv`)]).toEqual(['allow', 'allow']);
  expect([of(`arn:aws:s3:::${may.results}2`), of('arn:aws:s3:::other')]).toEqual(['implicit deny', 'implicit deny']);
});

test('a key of the results that is known by its ARN is named in the policy', () => {
  const app = new App();
  const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
  build(app, () => ({ resultsEncryptionKey: kms.Key.fromKeyArn(inHome(app, 'Keys'), 'Key', arn) })).grantQuery(analyst(inHome(app, 'Analysts')));
  const statements = Deployment.of(app).resources('AWS::IAM::Policy').flatMap(({ properties }) => properties.PolicyDocument.Statement as any[]);

  expect(statements.filter(({ Action }) => [Action].flat().includes('kms:GenerateDataKey')).map(({ Resource }) => Resource)).toEqual([arn]);
});

test('where the stack of the trail waits for that of the analyst, the policies of bucket and key name the analyst', () => {
  const app = new App();
  const storage = inHome(app, 'Storage');
  const trail = new WellArchitectedTrail(inHome(app, 'Audit'), 'Trail', { bucket: new s3.Bucket(storage, 'Logs') });
  new TrailAnalysis(inHome(app, 'Analysis'), 'Analysis', { trail }).grantQuery(analyst(storage));
  const may = mayOf(app, 'Storage');

  expect(may.object(may.logs, 's3:GetObject', FILE)).toBe('allow');
  expect(may.key(/^Trail/, 'kms:Decrypt', THROUGH_S3)).toBe('allow');
  expect(may.key(/^Trail/, 'kms:Decrypt', {})).toBe('implicit deny');
});

test('where the key is beside the analyst, the policy of the bucket names the analyst', () => {
  const app = new App();
  const keys = inHome(app, 'Keys');
  const trail = new WellArchitectedTrail(inHome(app, 'Audit'), 'Trail', { encryptionKey: new kms.Key(keys, 'Key') });
  new TrailAnalysis(inHome(app, 'Analysis'), 'Analysis', { trail }).grantQuery(analyst(keys));
  const may = mayOf(app, 'Keys');

  expect(may.object(may.logs, 's3:GetObject', FILE)).toBe('allow');
  expect(may.object(may.logs, 's3:PutObject', FILE)).toBe('implicit deny');
});

describe('refuses', () => {
  test.each([
    ['a role of another account', (app: App) => analyst(new Stack(app, 'There', { env: { ...ENV, account: OTHER_ACCOUNT } }))],
    ['another account', () => new iam.AccountPrincipal(OTHER_ACCOUNT)],
  ])('%s', (_, grantee) => {
    const app = new App();
    const analysis = build(app);

    expect(() => analysis.grantQuery(grantee(app)))
      .toThrow("`grantee` must be in the account of the analysis (111122223333), whose workgroup and tables no other account can use, got: '444455556666' [Analysis/Analysis]");
  });

  test('a role of a stack that does not name its account', () => {
    const app = new App();
    const analysis = build(app);

    expect(() => analysis.grantQuery(analyst(new Stack(app, 'Open')))).toThrow('`grantee` is in another stack, and only one of the two stacks names its account');
  });
});
