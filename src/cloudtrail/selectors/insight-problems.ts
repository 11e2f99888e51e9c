import {
  AGGREGATION_CATEGORIES, AGGREGATION_TEMPLATES, INSIGHT_CATEGORIES, INSIGHT_TYPES, MAX_AGGREGATION_CONFIGURATIONS,
} from './limits';
import { items, oneOf, type Problem, structs } from './selector-problems';
import { logged, type Selection } from './selectors';
import { readList, readString } from './unknown';

/**
 * Problems for which CloudTrail rejects the Insights selectors of a trail that logs these events. An unknown value is never a problem.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html
 */
export function insightProblems(insightSelectors: unknown, trail: Selection): Problem[] {
  const path = 'InsightSelectors';
  const selectors = structs(path, items(insightSelectors));
  return [
    ...selectors.flatMap(([at, { InsightType: type, EventCategories: categories }]): Problem[] => {
      if (readString(type) === undefined) {
        return [{ path: `${at}.InsightType`, rule: `must be one of ${INSIGHT_TYPES.join(', ')}`, value: type }];
      }
      const listed = readList(categories) === undefined ? ['Management'] : items(categories);
      return [
        ...oneOf(`${at}.InsightType`, type, INSIGHT_TYPES),
        ...listed.flatMap((category, i) => oneOf(`${at}.EventCategories[${i}]`, category, INSIGHT_CATEGORIES)),
        ...listed.flatMap((category) => missingEvents(at, type, category, trail)),
      ];
    }),
    ...repeated(selectors.map(([, { InsightType }]) => InsightType))
      .map((type) => ({ path, rule: 'must name each type of Insights once', value: type })),
  ];
}

function missingEvents(path: string, type: unknown, category: unknown, trail: Selection): Problem[] {
  const eventCategory = INSIGHT_CATEGORIES.find((each) => each === category);
  if (eventCategory === undefined || !INSIGHT_TYPES.some((each) => each === type)) return [];
  // The call rate of management events is that of write events; the call rate of data events is that of all of them.
  const writes = type === 'ApiCallRateInsight' && eventCategory === 'Management';
  if (logged(trail, writes ? { eventCategory, readOnly: 'false' } : { eventCategory }).any !== false) return [];
  const events = `${eventCategory.toLowerCase()} events`;
  return [{ path, rule: `of type ${readString(type) as string} on ${events} needs a trail that logs ${writes ? 'write ' : ''}${events}`, value: eventCategory }];
}

/**
 * Problems for which CloudTrail rejects the aggregation of a trail that logs these events. An unknown value is never a problem.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventConfiguration.html
 */
export function aggregationProblems(aggregationConfigurations: unknown, trail: Selection): Problem[] {
  const path = 'AggregationConfigurations';
  const configurations = items(aggregationConfigurations);
  const problems = structs(path, configurations).flatMap(([at, { EventCategory: category, Templates: templates }]): Problem[] => [
    ...(readString(category) === undefined ? [{ path: `${at}.EventCategory`, rule: 'must be Data', value: category }] : []),
    ...oneOf(`${at}.EventCategory`, category, AGGREGATION_CATEGORIES),
    ...(isEmpty(templates) ? [{ path: `${at}.Templates`, rule: 'must have at least one template', value: templates }] : []),
    ...items(templates).flatMap((template, i) => oneOf(`${at}.Templates[${i}]`, template, AGGREGATION_TEMPLATES)),
    ...repeated(items(templates)).map((template) => ({ path: `${at}.Templates`, rule: 'must name each template once', value: template })),
  ]);
  if (configurations.length > MAX_AGGREGATION_CONFIGURATIONS) {
    problems.push({ path, rule: `must have at most ${MAX_AGGREGATION_CONFIGURATIONS} configuration`, value: configurations.length });
  }
  if (configurations.length > 0 && logged(trail, { eventCategory: 'Data' }).any === false) {
    problems.push({ path, rule: 'needs a trail that logs data events', value: configurations.length });
  }
  return problems;
}

function isEmpty(list: unknown): boolean {
  const elements = readList(list);
  return elements === undefined || (Array.isArray(elements) && elements.length === 0);
}

function repeated(values: readonly unknown[]): string[] {
  const texts = values.map(readString).filter((text) => typeof text === 'string');
  return [...new Set(texts.filter((text, i) => texts.indexOf(text) < i))];
}
