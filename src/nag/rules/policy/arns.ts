import { allOf, type Answer, anyOf, overlap, type PolicyStatement } from '../rule';

/** Whether a statement is about some ARN of a pattern, part by part: a Region or an account holds no colon, whatever a wildcard may stand for. */
export function touchesArns(statement: PolicyStatement, pattern: string): Answer {
  const { resources } = statement;
  if (!resources || resources.except) return statement.touchesResource(pattern);
  return anyOf(resources.items, (item) => overlapInParts(item.split(':'), pattern.split(':')) ?? overlap(item, pattern));
}

/** Undefined when the first is not written as an ARN of as many parts. */
function overlapInParts(item: string[], pattern: string[]): Answer | undefined {
  return item.length === pattern.length ? allOf(item, (part, index) => overlap(part, pattern[index])) : undefined;
}
