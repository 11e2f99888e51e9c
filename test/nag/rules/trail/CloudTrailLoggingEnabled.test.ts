import { changed, findings, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailLoggingEnabled';

test.each([[true], ['true']])('IsLogging %j is compliant', (IsLogging) => {
  expect(verdicts(rule, changed({ 'Trail.IsLogging': IsLogging }))).toEqual([]);
});

test.each([[false], ['false'], [undefined], [''], [null], [['true']]])('IsLogging %j is not', (IsLogging) => {
  expect(findings(rule, changed({ 'Trail.IsLogging': IsLogging }))).toEqual([{
    rule,
    answer: 'non-compliant',
    stackPath: 'Stack',
    templatePath: 'Stack.template.json',
    logicalId: 'Trail',
    property: 'IsLogging',
    detail: 'The trail is switched off: IsLogging is not true.',
  }]);
});

test('a parameter cannot be told', () => {
  const template = changed({ 'Trail.IsLogging': { Ref: 'On' } }, (t) => {
    t.Parameters = { On: { Type: 'String', Default: 'true' } };
  });
  expect(findings(rule, template)).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', detail: 'Cannot see the parameter On' }]);
});

test('a trail that is off under one outcome of a condition cannot be told', () => {
  const template = changed({ 'Trail.IsLogging': { 'Fn::If': ['Prod', true, false] } }, (t) => {
    t.Parameters = { Env: { Type: 'String' } };
    t.Conditions = { Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } };
  });
  expect(verdicts(rule, template)).toEqual(['cannot-tell Trail IsLogging']);
});

test('a trail that is off under every outcome is non-compliant', () => {
  const template = changed({ 'Trail.IsLogging': { 'Fn::If': ['Prod', 'false', { Ref: 'AWS::NoValue' }] } }, (t) => {
    t.Parameters = { Env: { Type: 'String' } };
    t.Conditions = { Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } };
  });
  expect(verdicts(rule, template)).toEqual(['non-compliant Trail IsLogging']);
});

test('a bucket that admits CloudTrail without a trail in the app is nothing for this rule', () => {
  expect(verdicts(rule, changed((t) => {
    delete t.Resources.Trail;
  }))).toEqual([]);
});
