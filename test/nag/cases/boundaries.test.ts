import { adding, either, withUnknowns } from '../helpers/changes';
import { report, said } from '../helpers/reports';
import { changed, type TestTemplate } from '../helpers/templates';

/* What lies just on one side of a line that a rule or the engine draws. */

const OTHER = '999988887777';
const OUTSIDER = { AWS: `arn:aws:iam::${OTHER}:root` };
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const STRANGERS = ['non-compliant BucketPublicAccessBlocked[Policy] BucketPolicy', 'non-compliant BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy'];
const CHANGES = ['non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy'];

const onBucket = (statement: object) => adding('BucketPolicy', { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS, ...statement });
const found = (...changes: Parameters<typeof changed>) => said(report(changed(...changes)), 'BucketPublicAccessBlocked', 'BucketPolicyLeastPrivilege');

describe('a key that has to be there or not', () => {
  test.each<[string, unknown, string[]]>([
    ['either', ['true', 'false'], STRANGERS],
    ['not', 'true', STRANGERS],
  ])('%s', (_, value, expected) => {
    expect(found(onBucket({ Principal: '*', Condition: { Null: { 'aws:PrincipalOrgID': value } } }))).toEqual(expected);
  });
});

describe('everything but some actions, and everything but some resources', () => {
  test.each<[string, object, string[]]>([
    ['all that changes', { NotAction: ['s3:Delete*', 's3:Put*', 's3:Abort*', 's3:Bypass*', 's3:Replicate*', 's3:Object*', 's3:Create*', 's3:Update*', 's3:Initiate*', 's3:Restore*'] }, []],
    ['all that changes but one', { NotAction: ['s3:DeleteO*', 's3:Put*'] }, CHANGES],
    ['the objects of the bucket and another bucket', { Action: 's3:DeleteObject', Resource: undefined, NotResource: ['arn:aws:s3:::x/*', OBJECTS] }, []],
    ['other buckets', { Action: 's3:DeleteObject', Resource: undefined, NotResource: ['arn:aws:s3:::x/*', 'arn:aws:s3:::y/*'] }, CHANGES],
  ])('%s', (_, statement, expected) => {
    expect(found(onBucket({ Action: undefined, Principal: OUTSIDER, ...statement })).filter((each) => each.includes('[Changes]'))).toEqual(expected);
  });
});

describe('a principal of digits', () => {
  test.each<[string, string, string]>([
    ['twelve are the root of an account', OTHER, `arn:aws:iam::${OTHER}:root`],
    ['thirteen are something else', `${OTHER}4`, `${OTHER}4`],
  ])('%s', (_, AWS, shown) => {
    const [{ detail }] = report(changed(onBucket({ Principal: { AWS }, Action: 's3:DeleteObject' }))).filter(({ findingId }) => findingId === 'Changes');
    expect(detail).toBe(`Statement 3 lets "${shown}" change log files or the bucket: s3:DeleteObject.`);
  });
});

describe('a loop beside other resources', () => {
  const loops = (template: TestTemplate) => {
    (template as { Transform?: string }).Transform = 'AWS::LanguageExtensions';
    const { Trail } = template.Resources;
    const made = { ...Trail, Properties: { ...Trail.Properties, TrailName: { 'Fn::Sub': 'audit-${Name}' }, IsLogging: false } };
    template.Resources['Fn::ForEach::More'] = ['Name', ['A', 'B'], { 'Trail${Name}': made }];
  };

  test('is written out, and the others are judged too', () => {
    expect(said(report(changed(loops)), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled TrailA', 'non-compliant LoggingEnabled TrailB']);
  });
});

describe('a condition of one operand', () => {
  test.each(['Fn::Or', 'Fn::And'])('%s is that operand', (kind) => {
    const template = changed({ 'Trail.IsLogging': { 'Fn::If': ['Either', true, false] } });
    template.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] }, Either: { [kind]: [{ Condition: 'Never' }] } };
    expect(said(report(template), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Trail']);
  });
});

describe('a policy that may not be there', () => {
  test('gives what it allows only where it is', () => {
    const template = withUnknowns(onBucket({ Principal: OUTSIDER, Action: 's3:DeleteObject' }), (t) => {
      t.Resources.BucketPolicy.Condition = 'Prod';
    });
    expect(said(report(template), 'BucketPolicyLeastPrivilege')).toEqual(['cannot-tell BucketPolicyLeastPrivilege[Changes] BucketPolicy']);
  });

  test('denies only where it is', () => {
    const template = withUnknowns((t) => {
      t.Resources.BucketPolicy.Condition = 'Prod';
    });
    expect(said(report(template), 'BucketSSLRequestsOnly')).toEqual(['cannot-tell BucketSSLRequestsOnly Bucket']);
  });
});

describe('unknown principals and paths', () => {
  test('a principal that is a parameter may be anybody', () => {
    expect(said(report(withUnknowns(onBucket({ Principal: { AWS: { Ref: 'Given' } }, Action: 's3:DeleteObject' }))), 'BucketPolicyLeastPrivilege')).toEqual([
      'cannot-tell BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy', 'non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy',
    ]);
  });

  test('one of two principals may be the wrong one', () => {
    expect(said(report(withUnknowns(onBucket({ Principal: either(OUTSIDER, CLOUDTRAIL), Action: 's3:DeleteObject' }))), 'BucketPolicyLeastPrivilege')).toEqual([
      'cannot-tell BucketPolicyLeastPrivilege[Changes] BucketPolicy',
    ]);
  });

  test('a path that begins with a folder can never be the one without, whatever the folder is called', () => {
    const Resource = { 'Fn::Sub': ['${Bucket.Arn}/${Folder}/AWSLogs/${Id}/*', { Folder: { Ref: 'Given' }, Id: { Ref: 'Env' } }] };
    expect(said(report(withUnknowns({ 'BucketPolicy.PolicyDocument.Statement.2.Resource': Resource })), 'BucketPolicyAllowsDelivery')).toEqual([
      'non-compliant BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy',
    ]);
  });
});
