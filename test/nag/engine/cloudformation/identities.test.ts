import { ANYTHING, GENERATED_NAME, GENERATED_REFERENCE, isIn } from '../../../../src/cloudtrail/logic/marks';
import { bucketId, functionId, keyId, logGroupId, managedPolicyId, metricId, ROLE_POLICIES, roleId, topicId } from '../../../../src/nag/engine/cloudformation/edges';
import { nameIn, written } from '../../../../src/nag/engine/cloudformation/identity';
import { isCustom, isNamed } from '../../../../src/nag/engine/cloudformation/physical';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { ACCOUNT, REGION, stack } from '../../helpers/templates';

const HERE = { account: ACCOUNT, region: REGION };
const HOLE = String.fromCodePoint(ANYTHING.first);

test.each<[string, typeof topicId, string[], string]>([
  ['bucket', bucketId, ['logs', 'arn:aws:s3:::logs', 'arn:aws-cn:s3:::logs'], 'logs'],
  ['key', keyId, ['abc', `arn:aws:kms:${REGION}:${ACCOUNT}:key/abc`], written(REGION, ACCOUNT, 'abc')],
  ['alias', keyId, ['alias/abc', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/abc`], written(REGION, ACCOUNT, 'alias/abc')],
  ['alias that is called like a key', keyId, ['alias/key/abc', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/key/abc`], written(REGION, ACCOUNT, 'alias/key/abc')],
  ['topic', topicId, ['t', `arn:aws:sns:${REGION}:${ACCOUNT}:t`], written(REGION, ACCOUNT, 't')],
  ['log group', logGroupId, ['/a/b', ...['', ':*', ':log-stream:s'].map((end) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/a/b${end}`)], written(REGION, ACCOUNT, '/a/b')],
  ['role', roleId, ['r', `arn:aws:iam::${ACCOUNT}:role/r`, `arn:aws:iam::${ACCOUNT}:role/a/b/r`], written('', ACCOUNT, 'r')],
  ['managed policy', managedPolicyId, ['p', `arn:aws:iam::${ACCOUNT}:policy/p`, `arn:aws:iam::${ACCOUNT}:policy/a/p`], written('', ACCOUNT, 'p')],
  ['function', functionId, ['f', ...['', ':7', ':live'].map((end) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f${end}`)], written(REGION, ACCOUNT, 'f')],
])('the name and the ARN of a %s mean the same', (_, identify, texts, expected) => {
  expect(texts.map((text) => identify(text, HERE))).toEqual(texts.map(() => expected));
});

test.each<[string, typeof topicId, string, string]>([
  ['log group', logGroupId, 'logs', 'no-log-group'],
  ['function', functionId, 'lambda', 'no-function'],
])('what is not called a %s in its ARN is none', (_, identify, service, kind) => {
  expect(identify(`arn:aws:${service}:${REGION}:${ACCOUNT}:${kind}:n`, HERE)).toBe(written(REGION, ACCOUNT, kind));
});

test('an ARN of another account or Region means another one, and what may be either stays as it is', () => {
  expect(topicId('arn:aws:sns:us-east-1:999988887777:t', HERE)).toBe(written('us-east-1', '999988887777', 't'));
  expect(bucketId('xarn:aws:s3:::b', HERE)).toBe('xarn:aws:s3:::b');
  expect(roleId('arn:aws:iam::999988887777:role/r', HERE)).toBe(written('', '999988887777', 'r'));
  expect([topicId(HOLE, HERE), topicId(`a${HOLE}`, HERE)]).toEqual([HOLE, written(REGION, ACCOUNT, `a${HOLE}`)]);
});

test.each([written(REGION, ACCOUNT, 'n'), written('', ACCOUNT, 'n'), written('', '', 'n'), 'n'])('the name in %j', (identity) => {
  expect(nameIn(identity)).toBe('n');
});

test('only texts refer to a resource', () => {
  const Policy = { Type: 'AWS::IAM::Policy', Properties: { Roles: [5, { a: 'b' }, true, null, 'r'] } };
  const set = new TemplateSet([stack({ Resources: { Policy } })], (all) => all);
  expect(set.edge(ROLE_POLICIES).named('r').map(({ logicalId }) => logicalId)).toEqual(['Policy']);
});

test('a metric has a namespace and a name, or nobody can say which it is', () => {
  expect(nameIn(metricId(HERE, 'Space', 'Name') as string)).toBe('Space\nName');
  expect([metricId(HERE, 'Space', undefined), metricId(HERE, undefined, 'Name'), metricId(HERE, ['Space'], 'Name'), metricId(HERE, 'Space', 5)]).toEqual(Array(4).fill(undefined));
});

/** `Ref` and an attribute of a resource that has a name, or has none. */
function attributes(type: string, properties: object, ...names: string[]): string[] {
  const set = new TemplateSet([stack({ Resources: { One: { Type: type, Properties: properties } } })], (all) => all);
  const [resource] = set.ofType(type);
  return names.map((name) => set.root.attribute(resource, name));
}

test.each<[string, string, string, string, string]>([
  ['AWS::CloudTrail::Trail', 'TrailName', 'Arn', 'n', `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/n`],
  ['AWS::CloudWatch::Alarm', 'AlarmName', 'Arn', 'n', `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:n`],
  ['AWS::IAM::Group', 'GroupName', 'Arn', 'n', `arn:aws:iam::${ACCOUNT}:group/n`],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName', 'PolicyArn', `arn:aws:iam::${ACCOUNT}:policy/n`, `arn:aws:iam::${ACCOUNT}:policy/n`],
  ['AWS::IAM::Role', 'RoleName', 'Arn', 'n', `arn:aws:iam::${ACCOUNT}:role/n`],
  ['AWS::IAM::User', 'UserName', 'Arn', 'n', `arn:aws:iam::${ACCOUNT}:user/n`],
  ['AWS::Lambda::Function', 'FunctionName', 'Arn', 'n', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:n`],
  ['AWS::Logs::LogGroup', 'LogGroupName', 'Arn', 'n', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:n:*`],
  ['AWS::S3::Bucket', 'BucketName', 'Arn', 'n', 'arn:aws:s3:::n'],
  ['AWS::SNS::Topic', 'TopicName', 'TopicArn', `arn:aws:sns:${REGION}:${ACCOUNT}:n`, `arn:aws:sns:${REGION}:${ACCOUNT}:n`],
])('a %s whose %s is written out: Ref, %s and the name', (type, property, attribute, ref, arn) => {
  expect(attributes(type, { [property]: 'n' }, 'Ref', attribute, property)).toEqual([ref, arn, 'n']);
});

test.each(['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'])('the id of a %s is its Ref, and stands in its ARN', (type) => {
  const [ref, id, arn] = attributes(type, {}, 'Ref', 'KeyId', 'Arn');
  expect([isIn(GENERATED_NAME, ref), id, arn]).toEqual([true, ref, `arn:aws:kms:${REGION}:${ACCOUNT}:key/${ref}`]);
});

test('the path of a role stands in its ARN', () => {
  expect(attributes('AWS::IAM::Role', { RoleName: 'r', Path: '/a/b/' }, 'Arn')).toEqual([`arn:aws:iam::${ACCOUNT}:role/a/b/r`]);
});

test.each<[string, boolean, boolean]>([
  ['AWS::S3::Bucket', true, false],
  ['AWS::KMS::Key', true, false],
  ['AWS::KMS::ReplicaKey', true, false],
  ['AWS::IAM::Policy', false, false],
  ['AWS::CloudFormation::CustomResource', false, true],
  ['Custom::AWS', false, true],
  ['Vendor::Some::Type', false, true],
])('%s: Ref is a name without separators: %j; only its provider knows it: %j', (type, named, custom) => {
  expect([isNamed(type), isCustom(type)]).toEqual([named, custom]);
});

test('what only a service knows may hold separators', () => {
  const [role, bucket] = [attributes('AWS::IAM::Role', {}, 'RoleId')[0], attributes('AWS::S3::Bucket', {}, 'DomainName')[0]];
  expect([role, bucket].map((each) => isIn(GENERATED_REFERENCE, each))).toEqual([true, true]);
});
