/**
 * The low-noise filters of the CIS controls as queries of CloudWatch Logs Insights, for alarms that send the events that triggered them.
 *
 * They are made from the filter patterns, so that both ways to be alerted always mean the same.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 */
import { CIS_PATTERNS, type CisControlId } from './cis-patterns';
import { type Expression, type Group, parseFilterPattern, type Test } from './filter-pattern';

/** Who, what, from where and when come first; the whole event comes last. */
const SHOWN = 'fields @timestamp, coalesce(userIdentity.arn, userIdentity.invokedBy, userIdentity.principalId) as principal, '
  + 'eventName, eventSource, sourceIPAddress, awsRegion, recipientAccountId, errorCode, @message';

/** The query for a control, one command a line. */
export function cisLogQuery(control: CisControlId): readonly string[] {
  return [SHOWN, `filter ${logsInsightsFilter(CIS_PATTERNS[control].lowNoise)}`];
}

/** The condition of `filter` that matches what a filter pattern matches. Throws where that is not known. */
export function logsInsightsFilter(pattern: string): string {
  const expression = parseFilterPattern(pattern);
  if (!expression) throw new Error(`not a filter pattern: ${pattern}`);
  return written(expression);
}

function written(expression: Expression): string {
  if (expression.kind === 'test') return writtenTest(expression);
  const grouped = (part: Expression) => (part.kind === 'test' || listed(part) ? written(part) : `(${written(part)})`);
  return listed(expression) ?? expression.parts.map(grouped).join(expression.kind === 'all' ? ' and ' : ' or ');
}

/** Alternatives for one field as a list. */
function listed({ kind, parts }: Group): string | undefined {
  const [first] = parts;
  const isEqual = (part: Expression): part is Test => part.kind === 'test' && part.operator === '=' && !part.value.includes('*');
  if (kind !== 'any' || !parts.every(isEqual) || !isEqual(first) || parts.some(({ selector }) => selector !== first.selector)) return undefined;
  return `${fieldOf(first)} in [${parts.map(({ value }) => `"${value}"`).join(', ')}]`;
}

function writtenTest(test: Test): string {
  const field = fieldOf(test);
  const { as, operator, value } = test;
  if (operator === 'NOT EXISTS') return `not ispresent(${field})`;
  if (as === 'number' || as === 'none') throw new Error(`no query for ${field} ${operator}`);
  const isPlain = as === 'text' && !value.includes('*');
  const pattern = as === 'regex' ? value : `^${value.split('*').map(literal).join('.*')}$`;
  if (operator === '=' && isPlain) return `${field} = "${value}"`;
  if (operator === '=') return `${field} like /${slashes(pattern)}/`;
  // What a filter pattern does with a field that is missing: it is not different from anything.
  if (operator === '!=' && isPlain) return `(ispresent(${field}) and ${field} != "${value}")`;
  return `(ispresent(${field}) and ${field} not like /${slashes(pattern)}/)`;
}

function fieldOf({ selector }: Test): string {
  return selector.slice('$.'.length);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A slash ends the expression. */
function slashes(expression: string): string {
  return expression.replace(/\//g, '\\/');
}
