/* eslint-disable @typescript-eslint/no-explicit-any */
/** What the pack answers about a rule: after a synth, of the app as it would be deployed. */
export function answers(violations: any[], rule: string): string {
  const own = violations.filter(({ ruleName }) => new RegExp(`^WellArchitectedTrail-CloudTrail${rule}(\\[|$)`).test(ruleName));
  const wrong = own.filter(({ ruleMetadata, severity }) => ruleMetadata.answer === 'non-compliant' && severity !== 'info');
  const paths = new Set(wrong.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }: any) => constructPath)));
  if (paths.size > 0) return `fail at ${[...paths].join(' and ')}`;
  // What several rules could not see is one finding that names them all.
  const unseen = violations.filter(({ ruleMetadata }) => ruleMetadata.rules?.split(', ').includes(`WellArchitectedTrail-CloudTrail${rule}`));
  return [...own, ...unseen].some(({ ruleMetadata }) => ruleMetadata.answer === 'cannot-tell') ? 'cannot tell' : 'pass';
}
