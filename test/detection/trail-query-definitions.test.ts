import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { TRAIL_QUERIES } from '../../src/cloudtrail/queries';
import { TrailSource, TrailQueryDefinitions, type TrailQueryDefinitionsProps } from 'cdk-well-architected-trail';

function setup(props: Partial<TrailQueryDefinitionsProps> = {}) {
  const stack = new Stack(new App(), 'Security');
  const trail = TrailSource.fromTrailAttributes({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'LogGroup', '/audit/trail') });
  const queries = new TrailQueryDefinitions(stack, 'Queries', { trail, ...props });
  return { queries, template: Template.fromStack(stack) };
}

test('every query is saved, over the log group of the trail', () => {
  const { template, queries } = setup();

  template.resourceCountIs('AWS::Logs::QueryDefinition', TRAIL_QUERIES.length);
  template.allResourcesProperties('AWS::Logs::QueryDefinition', { LogGroupNames: ['/audit/trail'] });
  expect(queries.queryNames).toEqual(TRAIL_QUERIES.map(({ title }) => `CloudTrail/${title}`));
});

test('a query without parameters is complete', () => {
  setup().template.hasResourceProperties('AWS::Logs::QueryDefinition', {
    Name: 'CloudTrail/Use of the root user',
    QueryString: Match.stringLikeRegexp('^fields @timestamp, .*\n\\| filter userIdentity.type = "Root"\n\\| filter not ispresent\\(userIdentity.invokedBy\\)\n'),
    Parameters: Match.absent(),
  });
});

test('a query with a parameter has an example of it', () => {
  setup().template.hasResourceProperties('AWS::Logs::QueryDefinition', {
    Name: 'CloudTrail/What an access key did',
    QueryString: Match.stringLikeRegexp('userIdentity.accessKeyId = "\\{\\{access_key\\}\\}"'),
    Parameters: [{ Name: 'access_key', Description: 'ID of the access key, or of the credential of a bearer token', DefaultValue: 'ACCESS-KEY-ID' }],
  });
});

test('the folder is of choice', () => {
  expect(setup({ folder: 'Audit/prod' }).queries.queryNames[0]).toBe('Audit/prod/Who did what');
});

test.each<[string, Partial<TrailQueryDefinitionsProps>, string]>([
  ['an empty folder', { folder: '' }, '`folder` must have 1 to 220 characters, got: \'\''],
  ['no log group', { trail: TrailSource.fromTrailAttributes({}) }, '`trail.trailAttributes.logGroup` is required because the queries run over it, got: undefined [Security/Queries]. Set `cloudWatchLogs: {}` on the `WellArchitectedTrail`'],
])('fails on %s', (_what, props, message) => {
  expect(() => setup(props)).toThrow(message);
});
