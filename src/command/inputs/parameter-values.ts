import { own } from '../../nag/engine/cloudformation/json';
import { isSimple } from '../../nag/engine/cloudformation/parameters';

/** Beyond this many characters a value or a pattern is left to CloudFormation: whoever writes them may want the comparison to have no end. */
const MAX_LENGTH = 200;

/** What the value of a parameter must be so that CloudFormation takes it; undefined where it is. Of a list each item counts. */
export function demandOn(declaration: unknown, value: string): string | undefined {
  const type = String(own(declaration, 'Type'));
  const allowed = own(declaration, 'AllowedValues');
  const pattern = own(declaration, 'AllowedPattern');
  for (const item of /^(?:CommaDelimitedList|List<.*>)$/.test(type) ? value.split(',').map((each) => each.trim()) : [value]) {
    if (Array.isArray(allowed) && !allowed.map(String).includes(item)) return `one of ${allowed.join(', ')}`;
    if (/^(?:Number|List<Number>)$/.test(type) && !/^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(item)) return 'a number';
    if (typeof pattern === 'string' && !matches(pattern, item)) return `of the form ${pattern}`;
  }
  return undefined;
}

/** Patterns are those of Java: one that is none here, or may be slow, is left to CloudFormation. */
function matches(pattern: string, value: string): boolean {
  if (value.length > MAX_LENGTH || pattern.length > MAX_LENGTH || !isSimple(pattern)) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return true;
  }
}
