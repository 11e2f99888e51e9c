import { type Node, type ResourceView } from '../rule';

/** More events than this in one period of an alarm are not to be expected of what the benchmark watches for. */
const MOST_EVENTS = 10_000;

type Comparison = (value: number, threshold: number) => boolean;

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['GreaterThanThreshold', (value, threshold) => value > threshold],
  ['GreaterThanOrEqualToThreshold', (value, threshold) => value >= threshold],
  ['LessThanThreshold', (value, threshold) => value < threshold],
  ['LessThanOrEqualToThreshold', (value, threshold) => value <= threshold],
]);

/**
 * Whether some number of events can put an alarm on a metric into alarm. Yes where that cannot be told: an alarm by another expression than a threshold,
 * a value that is a field of the event, a parameter.
 */
export function canTrigger(alarm: ResourceView, transformation: Node): boolean {
  if (!sameDimensions(alarm, transformation)) return false;
  const compare = COMPARISONS.get(alarm.get('ComparisonOperator').value as string);
  const threshold = numberIn(alarm.get('Threshold'));
  const value = numberIn(transformation.get('MetricValue'));
  if (!compare || threshold === undefined || value === undefined || !alarm.get('Metrics').isMissing) return true;
  const statistic = alarm.get('Statistic').value;
  const amounts = statistic === 'Sum' ? [value, value * MOST_EVENTS] : statistic === 'SampleCount' ? [1, MOST_EVENTS] : [value];
  return amounts.some((amount) => compare(amount, threshold));
}

function numberIn({ value }: Node): number | undefined {
  const number = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
  return Number.isNaN(number) ? undefined : number;
}

/** CloudWatch keeps a metric apart for each set of dimensions: an alarm with others sees nothing of it. */
function sameDimensions(alarm: ResourceView, transformation: Node): boolean {
  const [watched, written] = [alarm.get('Dimensions').value, transformation.get('Dimensions').value].map((value) => {
    return value === undefined || value === null ? 0 : Array.isArray(value) ? value.length : undefined;
  });
  return !alarm.get('Metrics').isMissing || watched === undefined || written === undefined || watched === written;
}
