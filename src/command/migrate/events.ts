import { type Code, call, list } from './code';
import { type Management, union } from './management';
import { isAbsent, isStruct, itemsIn, onlyText, textsIn } from './raw';
import { advancedItems, basicItems, type Item, type Resolve, readWriteMember } from './selectors';
import { aggregationProblems, insightProblems } from '../../cloudtrail/selectors/insight-problems';
import { AGGREGATION_TEMPLATES } from '../../cloudtrail/selectors/limits';
import { selectorProblems } from '../../cloudtrail/selectors/selector-problems';
import { readSelection } from '../../cloudtrail/selectors/selectors';
import type { Raw, RawObject } from '../../nag/engine/cloudformation/json';

/** What a trail logs, as props and, where no prop says it, as properties that the L1 gets. */
export interface EventsPlan {
  readonly props: readonly string[];
  readonly overrides: readonly string[];
  readonly notes: readonly string[];
  readonly refused: readonly string[];
}

/** The properties that select events, as the template writes them and with references followed. */
export interface EventsOf {
  readonly raw: RawObject;
  readonly resolve: Resolve;
}

export function eventsPlan(code: Code, { raw, resolve }: EventsOf): EventsPlan {
  const resolved = Object.fromEntries(PROPERTIES.map((name) => [name, resolve(raw[name])]));
  const refused = [
    ...selectorProblems(resolved), ...insightProblems(resolved.InsightSelectors, readSelection(resolved)),
    ...aggregationProblems(resolved.AggregationConfigurations, readSelection(resolved)),
  ];
  const wrong = (name: string) => refused.some(({ path }) => path.startsWith(name) || name === 'EventSelectors' && path.startsWith('Advanced'));
  const [property, parsed] = selected(code, raw, resolve);
  const events = parsed && !wrong('EventSelectors') ? eventsProp(code, parsed) : undefined;
  // What depends on the events is checked against those of the props.
  const known = events !== undefined || itemsIn(raw[property])?.length === 0;
  const insights = known && !wrong('InsightSelectors') ? insightsProp(code, raw.InsightSelectors) : undefined;
  const aggregation = known && !wrong('AggregationConfigurations') ? aggregationProp(code, raw.AggregationConfigurations) : undefined;
  const override = (name: string, prop: readonly string[] | undefined) => (prop || isAbsent(raw[name]) ? [] : [name]);
  const overridden = [...override(property, events), ...override('InsightSelectors', insights), ...override('AggregationConfigurations', aggregation)];
  return {
    props: [...events ?? [], ...insights ?? [], ...aggregation ?? []],
    overrides: overridden.map((name) => `trail.cfnTrail.addPropertyOverride('${name}', ${code.json(raw[name])});`),
    notes: notesOn(property, events, raw),
    refused: refused.map(({ path, rule }) => `CloudTrail refuses ${path}: it ${rule}`),
  };
}

const PROPERTIES = ['EventSelectors', 'AdvancedEventSelectors', 'InsightSelectors', 'AggregationConfigurations'];

/** The selectors in effect; undefined items for what no prop says. */
function selected(code: Code, raw: RawObject, resolve: Resolve): [property: string, items: readonly Item[] | undefined] {
  const property = itemsIn(raw.AdvancedEventSelectors)?.length === 0 ? 'EventSelectors' : 'AdvancedEventSelectors';
  const items = itemsIn(raw[property])?.map((selector) => (property === 'EventSelectors' ? basicItems(code, selector, resolve) : advancedItems(code, selector)));
  return [property, items?.every((each) => each !== undefined) ? items.flat() : undefined];
}

function eventsProp(code: Code, items: readonly Item[]): string[] | undefined {
  if (items.length === 0) return [];
  const management = items.flatMap((item) => ('management' in item ? [item.management] : []));
  const others = items.flatMap((item) => ('call' in item ? [item] : []));
  const sources = others.flatMap(({ source }) => source ?? []);
  const one = management.length === 0 ? undefined : union(management);
  if ((management.length > 0 && !one) || new Set(sources).size < sources.length) return undefined;
  const calls = [...managementCalls(code, one), ...new Set(others.map((each) => each.call))];
  return calls.length === 0 ? [] : [list('events: [', calls, ']').join('\n')];
}

function managementCalls(code: Code, management: Management | undefined): string[] {
  if (!management) return [`${code.use('TrailEvents')}.withoutManagementEvents()`];
  const members = [
    ...readWriteMember(code, management.readWrite),
    ...management.excluded.includes('kms.amazonaws.com') ? ['excludeKms: true'] : [],
    ...management.excluded.includes('rdsdata.amazonaws.com') ? ['excludeRdsDataApi: true'] : [],
  ];
  return members.length === 0 ? [] : [call(`${code.use('TrailEvents')}.management(`, members).join('\n')];
}

const INSIGHTS: { readonly [type: string]: string | undefined } = { ApiCallRateInsight: 'apiCallRate', ApiErrorRateInsight: 'apiErrorRate' };
const CATEGORIES: { readonly [category: string]: string | undefined } = { Management: 'MANAGEMENT', Data: 'DATA' };

function insightsProp(code: Code, raw: Raw): string[] | undefined {
  const calls = itemsIn(raw)?.map((selector) => {
    const { InsightType: type, EventCategories: listed }: RawObject = isStruct(selector) ? selector : {};
    const factory = INSIGHTS[String(type)];
    const categories = textsIn(listed)?.map((category) => CATEGORIES[String(category)]);
    if (!factory || !categories?.every((category) => category !== undefined)) return undefined;
    const isUsual = categories.length === 0 || categories.join() === 'MANAGEMENT';
    const options = isUsual ? '' : `{ eventCategories: [${categories.map((category) => `${code.use('InsightEventCategory')}.${category}`).join(', ')}] }`;
    return `${code.use('TrailInsights')}.${factory}(${options})`;
  });
  return propOf('insights', calls);
}

function aggregationProp(code: Code, raw: Raw): string[] | undefined {
  const [configuration, ...others] = itemsIn(raw) ?? [undefined, undefined];
  if (configuration === undefined && others.length === 0) return [];
  const isData = isStruct(configuration) && others.length === 0 && onlyText(configuration.EventCategory) === 'Data';
  const templates = isData ? textsIn(configuration.Templates)?.map((name) => {
    return AGGREGATION_TEMPLATES.includes(name as string) ? `${code.use('TrailAggregationTemplate')}.${String(name)}` : undefined;
  }) : undefined;
  return propOf('aggregation', templates);
}

function propOf(name: string, items: ReadonlyArray<string | undefined> | undefined): string[] | undefined {
  if (!items?.every((item) => item !== undefined)) return undefined;
  return items.length === 0 ? [] : [list(`${name}: [`, items, ']').join('\n')];
}

function notesOn(property: string, events: readonly string[] | undefined, raw: RawObject): string[] {
  const text = events?.join('') ?? '';
  return [
    ...property === 'EventSelectors' && text !== '' ? ['The basic event selectors become advanced ones, which select the same events.'] : [],
    ...text.includes('.s3Objects(') ? ['Objects of the log bucket are left out of the data events, which would otherwise log their own delivery. `includeLogBuckets: true` logs them.'] : [],
    ...events === undefined && !isAbsent(raw[property]) ? [`${property} stays as it is, by an override: no prop says it.`] : [],
  ];
}
