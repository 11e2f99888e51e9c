import { changed, findings, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailInsightsEnabled';
const insights = (InsightSelectors: unknown, change: Record<string, unknown> = {}) => changed({ 'Trail.InsightSelectors': InsightSelectors, ...change }, withUnknowns);
const RATE = { InsightType: 'ApiCallRateInsight' };
const ERRORS = { InsightType: 'ApiErrorRateInsight' };
const AT = 'Trail InsightSelectors';

test.each<[string, unknown, Record<string, unknown>]>([
  ['calls', [RATE], {}],
  ['errors', [ERRORS], {}],
  ['both', [RATE, ERRORS], {}],
  ['one or the other', [either(RATE, ERRORS)], {}],
  ['errors of reads', [ERRORS], { 'Trail.EventSelectors': [{ ReadWriteType: 'ReadOnly' }] }],
  ['a trail without event selectors', [RATE], { 'Trail.EventSelectors': undefined }],
  ['data events that are logged', [{ ...RATE, EventCategories: ['Data'] }], { 'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] }],
])('%s are compliant', (_, selectors, change) => {
  expect(verdicts(rule, insights(selectors, change))).toEqual([]);
});

test.each<[string, unknown]>([['none', undefined], ['an empty list', []], ['an empty text', ''], ['a text', 'on'], ['none in any case', either([], { Ref: 'AWS::NoValue' })]])('%s is not', (_, selectors) => {
  expect(findings(rule, insights(selectors))).toMatchObject([{ answer: 'non-compliant', property: 'InsightSelectors', detail: 'The trail has no Insights selectors.' }]);
});

test.each<[string, unknown, Record<string, unknown>, string]>([
  ['a type that there is not', [{ InsightType: 'Everything' }], {}, 'InsightSelectors[0].InsightType must be one of ApiCallRateInsight, ApiErrorRateInsight'],
  ['no type', [{}], {}, 'InsightSelectors[0].InsightType must be one of ApiCallRateInsight, ApiErrorRateInsight'],
  ['calls of a trail that logs reads only', [RATE], { 'Trail.EventSelectors': [{ ReadWriteType: 'ReadOnly' }] },
    'InsightSelectors[0] of type ApiCallRateInsight on management events needs a trail that logs write management events'],
  ['data events that are not logged', [{ ...ERRORS, EventCategories: ['Data'] }], {},
    'InsightSelectors[0] of type ApiErrorRateInsight on data events needs a trail that logs data events'],
])('%s is refused', (_, selectors, change, why) => {
  expect(findings(rule, insights(selectors, change))).toMatchObject([{ answer: 'non-compliant', detail: `CloudTrail refuses the Insights selectors: ${why}.` }]);
});

test.each<[string, unknown]>([
  ['a parameter', PARAMETER],
  ['a parameter as selector', [PARAMETER]],
  ['a parameter as type', [{ InsightType: PARAMETER }]],
  ['an import', { 'Fn::ImportValue': 'elsewhere' }],
  ['selectors under a condition', either([RATE], [])],
])('%s cannot be told', (_, selectors) => {
  expect(verdicts(rule, insights(selectors))).toEqual([`cannot-tell ${AT}`]);
});
