import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { validateApp, validateTemplate } from './cfn-validation';

test('a sound template has no findings', () => {
  const stack = new Stack(new App(), 'S');
  new s3.CfnBucket(stack, 'Bucket', { versioningConfiguration: { status: 'Enabled' } });

  expect(validateTemplate(Template.fromStack(stack))).toEqual({ errors: [], warnings: [] });
});

test('an unknown property is an error, a value outside the enumeration at least a warning', () => {
  const findings = validateTemplate({
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { Colour: 'red' } },
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 42 } },
    },
  });

  expect(findings.errors).toEqual([expect.stringMatching(/^F3002 Bucket: .*Colour/)]);
  expect(findings.warnings).toEqual([expect.stringMatching(/^W3030 Group: .*RetentionInDays/)]);
});

test('the templates of nested stacks and stages are validated as well', () => {
  const app = new App();
  const inner = new NestedStack(new Stack(new Stage(app, 'Stage'), 'S'), 'Inner');
  new logs.CfnLogGroup(inner, 'Group').addPropertyOverride('Colour', 'red');

  expect(validateApp(app).errors).toEqual([expect.stringMatching(/^F3002 Group: .*Colour/)]);
});
