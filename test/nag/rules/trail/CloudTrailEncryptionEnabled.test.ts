import { ACCOUNT, agnosticStack, changed, findings, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailEncryptionEnabled';
const keyed = (KMSKeyId: unknown) => changed({ 'Trail.KMSKeyId': KMSKeyId }, withUnknowns);
const alias = (t: TestTemplate) => {
  t.Resources.Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: { 'Fn::Sub': 'alias/${Given}' }, TargetKeyId: { Ref: 'Key' } } };
};
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

test.each<[string, unknown]>([
  ['the ARN of a key of the app', { 'Fn::GetAtt': ['Key', 'Arn'] }],
  ['the id of a key of the app', { Ref: 'Key' }],
  ['the ARN of a key of another account', `arn:aws:kms:eu-west-1:999999999999:key/${KEY_ID}`],
  ['a key id', KEY_ID],
  ['an alias', 'alias/audit'],
  ['the ARN of an alias', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/audit`],
  ['an alias that only begins like those of AWS', 'alias/awsome'],
  ['an ARN whose key is a parameter', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Given}' }],
  // CloudTrail takes no key of AWS: whatever is there, when it is deployed, is one of the customer.
  ['an import', { 'Fn::ImportValue': 'KeyArn' }],
  ['a stored value', '{{resolve:ssm:/key}}'],
  ['an alias by a parameter', { 'Fn::Sub': 'alias/${Given}' }],
  ['one key or another', either({ Ref: 'Key' }, 'alias/audit')],
])('%s is compliant', (_, key) => {
  expect(verdicts(rule, keyed(key))).toEqual([]);
  expect(verdicts(rule, [agnosticStack(keyed(key))])).toEqual([]);
});

test('an alias of the app is compliant, whatever its name', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': { Ref: 'Alias' } }, withUnknowns, alias))).toEqual([]);
});

test.each([[undefined], [''], [null], [either('', { Ref: 'AWS::NoValue' })]])('%j is no key', (key) => {
  expect(findings(rule, keyed(key))).toMatchObject([
    { answer: 'non-compliant', logicalId: 'Trail', property: 'KMSKeyId', detail: 'The trail names no KMS key.' },
  ]);
});

test.each([['alias/aws/cloudtrail'], ['alias/aws/s3'], [`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/aws/s3`], [{ 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/s3' }]])('%j is a key of AWS', (key) => {
  expect(findings(rule, keyed(key))).toMatchObject([{ answer: 'non-compliant', detail: 'The KMS key of the trail is one that AWS manages.' }]);
});

test.each<[unknown, string]>([
  [PARAMETER, 'Cannot see the parameter Given'],
  [['alias/audit'], 'Cannot see KMSKeyId, which is not a text'],
  [either('alias/aws/s3', { 'Fn::ImportValue': 'KeyArn' }), 'Cannot see whether this holds, because it depends on Prod: The KMS key of the trail is one that AWS manages.'],
  [either({ Ref: 'Key' }, ''), 'Cannot see whether this holds, because it depends on Prod: The trail names no KMS key.'],
])('%j cannot be told', (key, detail) => {
  expect(findings(rule, keyed(key))).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', property: 'KMSKeyId', detail }]);
});
