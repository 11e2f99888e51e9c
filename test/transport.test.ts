import { App, Stack } from 'aws-cdk-lib';
import { Deployment } from './oracles/concrete';
import { AlertTopic, TrailAnalysis, TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';

const stack = new Stack(new App(), 'Audit', { env: { account: '111122223333', region: 'eu-west-1' } });
const trail = new WellArchitectedTrail(stack, 'Trail', { notifications: {} });
new TrailLogArchive(stack, 'Archive');
new AlertTopic(stack, 'Alerts');
new TrailAnalysis(stack, 'Analysis', { trail });
const deployment = Deployment.of(stack);

test.each([
  ['AWS::S3::BucketPolicy', 5, ['DenyInsecureTransport', 'DenyOutdatedTls']],
  ['AWS::SNS::TopicPolicy', 2, ['DenyInsecureTransport']],
])('every %s of the package refuses requests without TLS once, by the same statements', (type, count, sids) => {
  const denials = deployment.resources(type).map(({ properties }) => (
    properties.PolicyDocument.Statement.filter(({ Effect }: any) => Effect === 'Deny').map(({ Sid }: any) => Sid)));

  expect(denials).toEqual(Array(count).fill(sids));
});
