import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { judge } from '../../../../src/nag/engine/judge';
import { CloudTrailTrailPresent } from '../../../../src/nag/rules/monitoring/CloudTrailTrailPresent';
import { CloudTrailTopicEncrypted } from '../../../../src/nag/rules/topic/CloudTrailTopicEncrypted';
import { CloudTrailLoggingEnabled } from '../../../../src/nag/rules/trail/CloudTrailLoggingEnabled';
import { GIVEN, withUnknowns, without } from '../../helpers/changes';
import { changed, stack, type TestTemplate } from '../../helpers/templates';

const rules = { CloudTrailTrailPresent, CloudTrailLoggingEnabled, CloudTrailTopicEncrypted };

/** What the rule says about an app in which the others are asked first. */
function present(...templates: TestTemplate[]) {
  const set = new TemplateSet(templates.map((template, index) => stack(template, { stackPath: `Stack${index}` })));
  const found = judge(set, rules, { requiredRetentionDays: 365, advisory: new Set(['CloudTrailTopicEncrypted']) });
  return found.filter(({ rule }) => rule === 'CloudTrailTrailPresent');
}

const off = { 'Trail.IsLogging': false };
const nothing: TestTemplate = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };
const says = (answer: string, detail: string) => [{ rule: 'CloudTrailTrailPresent', answer, stackPath: '', templatePath: '', logicalId: '', detail }];

test.each<[string, TestTemplate[]]>([
  ['a right trail', [changed()]],
  ['a right trail in another stack', [nothing, changed()]],
  ['a right trail beside a wrong one', [changed(off), changed()]],
  ['a right trail beside an unclear one', [withUnknowns({ 'Trail.IsLogging': GIVEN }), changed()]],
  ['a trail on which an advisory rule found something', [changed({ 'Topic.KmsMasterKeyId': undefined })]],
])('%s is compliant', (_, templates) => {
  expect(present(...templates)).toEqual([]);
});

test.each<[string, TestTemplate[], string]>([
  ['no trail', [nothing], 'The app has no trail.'],
  ['nothing at all', [], 'The app has no trail.'],
  ['a bucket for the trail of another app', [changed(without('Trail'))], 'The app has no trail.'],
  ['a trail that is never created', [changed((t) => {
    t.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    t.Resources.Trail.Condition = 'Never';
  })], 'The app has no trail.'],
  ['a wrong trail', [changed(off)], 'None of the trails of the app (1) meets the rules.'],
  ['wrong trails', [changed(off), nothing, changed(off)], 'None of the trails of the app (2) meets the rules.'],
])('%s is not', (_, templates, detail) => {
  expect(present(...templates)).toEqual(says('non-compliant', detail));
});

test.each<[string, TestTemplate[]]>([
  ['a trail of which not everything can be seen', [withUnknowns({ 'Trail.IsLogging': GIVEN })]],
  ['such a trail beside a wrong one', [withUnknowns({ 'Trail.IsLogging': GIVEN }), changed(off)]],
])('%s cannot be told', (_, templates) => {
  expect(present(...templates)).toEqual(says('cannot-tell', 'Cannot see all that the rules ask of Trail in Stack0'));
});

test('a trail under one outcome of a condition cannot be told', () => {
  const conditional = withUnknowns((t) => {
    t.Resources.Trail.Condition = 'Prod';
  });
  expect(present(conditional)).toMatchObject([{ answer: 'cannot-tell', detail: 'Cannot see whether this holds, because it depends on Prod: The app has no trail.' }]);
});
