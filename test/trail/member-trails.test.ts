import { App, Stack } from 'aws-cdk-lib';
import { ORGANIZATION } from '../fixtures/accounts';
import { warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { type AccessRequest, evaluate, type PolicyDocument } from '../oracles/policy-evaluator';
import { mutantsOf } from '../policies/policy-mutants';
import { ACL, type cases as Cases, CLOUDTRAIL, CONTEXT, elsewhere, forEach, OTHER_ACCOUNT, otherArns, TLS, without } from '../policies/requests/request-building';
import { type MemberTrailsOptions, TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ARCHIVE = '222233334444';
const MEMBER = '333344445555';
const NAMED = { organizationId: ORGANIZATION, trailName: 'corp-audit' };

type Groups = Parameters<typeof Cases>[2];

/** The policies of an archive that admits trails by their name, and the requests that they have to answer. */
function deploy(region: string, memberTrails: MemberTrailsOptions) {
  const app = new App();
  new TrailLogArchive(new Stack(app, 'LogArchive', { env: { account: ARCHIVE, region } }), 'Archive', { memberTrails });
  const deployment = Deployment.of(app);
  const bucket = deployment.resources('AWS::S3::Bucket').find(({ properties }) => properties.LoggingConfiguration)!;
  const { properties: { PolicyDocument: bucketPolicy } } = deployment.resources('AWS::S3::BucketPolicy').find(({ properties }) => properties.Bucket === bucket.ref)!;
  const key = deployment.resource('AWS::KMS::Key');
  const [, partition] = key.arn!.split(':');
  const prefix = memberTrails.bucketKeyPrefix ? `${memberTrails.bucketKeyPrefix}/` : '';
  const home = memberTrails.homeRegion ?? region;
  const trailArn = `arn:${partition}:cloudtrail:${home}:${MEMBER}:trail/corp-audit`;
  const source = { 'aws:SourceArn': trailArn, 'aws:SourceAccount': MEMBER, 'aws:SourceOrgID': ORGANIZATION };
  const file = (owner: string, inBucket = bucket.arn!) => `${inBucket}/${prefix}AWSLogs/${owner}/CloudTrail/${region}/2026/11/24/x.json.gz`;

  const delivery: AccessRequest = { principal: CLOUDTRAIL, action: 's3:PutObject', resource: file(MEMBER), context: { ...source, [ACL]: 'bucket-owner-full-control', ...TLS } };
  const check: AccessRequest = { principal: CLOUDTRAIL, action: 's3:GetBucketAcl', resource: bucket.arn!, context: { ...source, ...TLS } };
  const encrypt: AccessRequest = { principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', resource: key.arn!, context: { ...source, [CONTEXT]: trailArn } };
  const decrypt: AccessRequest = { principal: CLOUDTRAIL, action: 'kms:Decrypt', resource: key.arn!, context: source };
  const describeKey: AccessRequest = { ...decrypt, action: 'kms:DescribeKey' };
  const inRegion = (arn: string, other: string) => arn.replace(`:${home}:`, `:${other}:`);

  /** What is refused whatever is asked. */
  const strangers = (usual: AccessRequest): Record<string, Partial<AccessRequest>> => {
    const changed = (changes: Record<string, string | undefined>) => ({ context: without({ ...usual.context, ...changes }) });
    const otherRegion = inRegion(trailArn, elsewhere(home));
    return {
      ...forEach([...otherArns(trailArn), `${trailArn.replace(/[^/]*$/, '')}other`].filter((arn) => memberTrails.homeRegion || arn !== otherRegion), 'for', (arn) => changed({ 'aws:SourceArn': arn })),
      'for no trail': changed({ 'aws:SourceArn': undefined }),
      'for another organization': changed({ 'aws:SourceOrgID': 'o-zzzzzzzzzz' }),
      'for no organization': changed({ 'aws:SourceOrgID': undefined }),
      'for no account': changed({ 'aws:SourceAccount': undefined }),
      'by another service': { principal: { service: 'config.amazonaws.com' } },
      'by the account itself': { principal: { account: MEMBER, partition } },
      'by a role of the account': { principal: { arn: `arn:${partition}:iam::${MEMBER}:role/app` } },
      'by nobody': { principal: 'anonymous' },
    };
  };
  const ofOther = { ...source, 'aws:SourceArn': trailArn.replace(MEMBER, OTHER_ACCOUNT), 'aws:SourceAccount': OTHER_ACCOUNT };
  const anywhere: Record<string, Partial<AccessRequest>> = memberTrails.homeRegion ? {} : {
    'for a trail with another home Region': { context: { ...delivery.context, 'aws:SourceArn': inRegion(trailArn, elsewhere(home)) } },
  };

  const table: ['bucket' | 'key', AccessRequest, Groups][] = [
    ['bucket', delivery, [
      ['allow', { 'delivers': {}, ...anywhere, 'delivers for another account': { resource: file(OTHER_ACCOUNT), context: { ...delivery.context, ...ofOther } } }],
      ['implicit deny', {
        ...strangers(delivery),
        'under the path of another account': { resource: file(OTHER_ACCOUNT) },
        'under the path of the organization': { resource: file(`${ORGANIZATION}/${MEMBER}`) },
        'under another prefix': { resource: file(MEMBER).replace('/AWSLogs', '/other/AWSLogs') },
        'outside of the log folder': { resource: `${bucket.arn}/x` },
        'to another bucket': { resource: file(MEMBER, `${bucket.arn}-2`) },
        'for others to read': { context: { ...delivery.context, [ACL]: 'public-read' } },
        'without handing the file over': { context: without({ ...delivery.context, [ACL]: undefined }) },
        ...forEach(['s3:GetObject', 's3:DeleteObject', 's3:PutObjectAcl'], 'asks for', (action) => ({ action })),
      }],
      ['explicit deny', { 'without TLS': { context: { ...delivery.context, 'aws:SecureTransport': 'false' } }, 'with outdated TLS': { context: { ...delivery.context, 's3:TlsVersion': '1.1' } } }],
    ]],
    ['bucket', check, [
      ['allow', { 'checks the ACL': {} }],
      ['implicit deny', { ...strangers(check), 'of another bucket': { resource: `${bucket.arn}-2` }, 'of an object': { resource: file(MEMBER) }, ...forEach(['s3:ListBucket', 's3:PutBucketPolicy'], 'asks for', (action) => ({ action })) }],
    ]],
    ['key', encrypt, [
      ['allow', {
        'encrypts': {},
        'encrypts without plaintext': { action: 'kms:GenerateDataKeyWithoutPlaintext' },
        'encrypts in another Region': { context: { ...encrypt.context, [CONTEXT]: inRegion(trailArn, elsewhere(home)) } },
      }],
      ['implicit deny', {
        ...strangers(encrypt),
        'encrypts something that is not a log file': { context: source },
        ...forEach(otherArns(trailArn).filter((arn) => arn.split(':')[3] === home && !arn.startsWith(trailArn)), 'with the context', (arn) => ({ context: { ...encrypt.context, [CONTEXT]: arn } })),
        ...forEach(['kms:Encrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy'], 'asks for', (action) => ({ action })),
      }],
    ]],
    ['key', decrypt, [['allow', { 'decrypts a bucket key': {} }], ['implicit deny', strangers(decrypt)]]],
    ['key', describeKey, [['allow', { 'describes the key': {} }], ['implicit deny', strangers(describeKey)]]],
  ];
  const requests = table.flatMap(([document, usual, groups]) => groups.flatMap(([expected, all]) => Object.entries(all)
    .map(([label, changes]) => ({ document, label: `${usual.action}: ${label}`, request: { ...usual, ...changes }, expected }))));
  return { documents: { bucket: bucketPolicy as PolicyDocument, key: key.properties.KeyPolicy as PolicyDocument }, requests };
}

describe.each<[string, string, MemberTrailsOptions]>([
  ['aws', 'eu-west-1', NAMED],
  ['aws, with a home Region and a prefix', 'eu-west-1', { ...NAMED, homeRegion: 'us-east-1', bucketKeyPrefix: 'members/logs' }],
  ['aws-cn', 'cn-north-1', NAMED],
  ['aws-us-gov', 'us-gov-west-1', { ...NAMED, homeRegion: 'us-gov-west-1' }],
])('trails of one name in all accounts of an organization: %s', (_, region, memberTrails) => {
  const { documents, requests } = deploy(region, memberTrails);

  test.each(requests)('$document: $label: $expected', ({ document, request, expected }) => {
    expect(evaluate(documents[document], request)).toBe(expected);
  });

  test.each(['bucket', 'key'] as const)('every small mistake in the statements of the %s changes an answer', (document) => {
    const asked = requests.filter((request) => request.document === document);
    const mutants = mutantsOf(documents[document]).filter(({ statement }) => /Members/.test(statement));
    const survivors = mutants.filter((mutant) => asked.every(({ request, expected }) => evaluate(mutant.document, request) === expected));

    expect(mutants.length).toBeGreaterThan(20);
    expect(survivors.map(({ statement, element, change }) => `${statement} ${element}: ${change}`)).toEqual([]);
  });
});

describe('a trail of this app that the archive admits by its name', () => {
  const synthesize = (memberTrails: MemberTrailsOptions, props: object = {}, region = 'eu-west-1') => {
    const app = new App();
    const stack = new Stack(app, 'LogArchive', { env: { account: ARCHIVE, region: 'eu-west-1' } });
    const { bucket, encryptionKey } = new TrailLogArchive(stack, 'Archive', { memberTrails });
    const member = new Stack(app, 'Member', { env: { account: MEMBER, region } });
    const trail = new WellArchitectedTrail(member, 'Trail', { trailName: 'corp-audit', bucket, encryptionKey, ...props });
    const text = JSON.stringify(app.synth().getStackByName('LogArchive').template);
    return { trail, stack, member, named: text.includes(`:${MEMBER}:trail/`) };
  };

  test('adds nothing to its policies, and is deployed after them', () => {
    const { trail, stack, member, named } = synthesize(NAMED);
    expect(named).toBe(false);
    expect([...trail.bucketPolicyStatements, ...trail.keyPolicyStatements]).toEqual([]);
    expect(member.dependencies).toEqual([stack]);
    expect(warningsOf(member)).toEqual([]);
  });

  test.each<[string, boolean, MemberTrailsOptions, object, string?]>([
    ['the same home Region', false, { ...NAMED, homeRegion: 'eu-west-1' }, {}],
    ['the same prefix', false, { ...NAMED, bucketKeyPrefix: 'logs' }, { bucketKeyPrefix: 'logs' }],
    ['another home Region', true, { ...NAMED, homeRegion: 'us-east-1' }, {}],
    ['another prefix', true, { ...NAMED, bucketKeyPrefix: 'logs' }, {}],
    ['a prefix that the others do not have', true, NAMED, { bucketKeyPrefix: 'logs' }],
    ['another name', true, NAMED, { trailName: 'other' }],
    ['an organization', true, NAMED, { organization: { organizationId: ORGANIZATION } }],
  ])('is named by its ARN where it does not fit: %s', (_, expected, memberTrails, props) => {
    expect(synthesize(memberTrails, props).named).toBe(expected);
  });
});

describe('memberTrails', () => {
  test.each<[string, Partial<MemberTrailsOptions>]>([
    ['`memberTrails.organizationId` must be \'o-\' followed by', { organizationId: 'o-*' }],
    ['`memberTrails.organizationId` must be a string', { organizationId: undefined as any }],
    ['`memberTrails.trailName` must be a string', { trailName: undefined as any }],
    ['`memberTrails.trailName` must contain only ASCII letters', { trailName: 'corp*' }],
    ['`memberTrails.bucketKeyPrefix` must not contain wildcards', { bucketKeyPrefix: '*' }],
    ["`memberTrails.homeRegion` must be the code of a Region, such as 'eu-west-1', got: '*'", { homeRegion: '*' }],
  ])('throws: %s', (message, options) => {
    const stack = new Stack(new App(), 'LogArchive', { env: { account: ARCHIVE, region: 'eu-west-1' } });
    expect(() => new TrailLogArchive(stack, 'Archive', { memberTrails: { ...NAMED, ...options } })).toThrow(message);
  });
});
