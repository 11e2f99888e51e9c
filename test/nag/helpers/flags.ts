import { changed, findings, stack, verdicts } from './templates';
import { either, PARAMETER, withUnknowns } from './unknowns';

/** Tests of a rule that asks for a property of the trail to be true. */
export function testFlag(rule: string, property: string, detail: string): void {
  const path = `Trail.${property}`;

  test.each([[true], ['true'], [either(true, 'true')]])('%j is compliant', (value) => {
    expect(verdicts(rule, changed({ [path]: value }, withUnknowns))).toEqual([]);
  });

  test.each([[false], ['false'], [undefined], [''], [null], [['true']], [{ Enabled: true }], [either(false, { Ref: 'AWS::NoValue' })]])('%j is not', (value) => {
    expect(findings(rule, changed({ [path]: value }, withUnknowns))).toMatchObject([{ answer: 'non-compliant', logicalId: 'Trail', property, detail }]);
  });

  test.each([
    [PARAMETER, 'Cannot see the parameter Given'],
    [{ 'Fn::ImportValue': 'elsewhere' }, 'Cannot see the import elsewhere'],
    [either(true, false), `Cannot see whether this holds, because it depends on Prod: ${detail}`],
  ])('%j cannot be told', (value, why) => {
    expect(findings(rule, changed({ [path]: value }, withUnknowns))).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', property, detail: why }]);
  });

  test('an export of another stack is followed', () => {
    const flags = { Outputs: { Flag: { Value: 'false', Export: { Name: 'flag' } } }, Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    const template = changed({ [path]: { 'Fn::ImportValue': 'flag' } });
    expect(verdicts(rule, [stack(template), stack(flags, { stackPath: 'Flags' })])).toEqual([`non-compliant Trail ${property}`]);
  });

  test('a bucket that admits CloudTrail without a trail in the app is nothing for this rule', () => {
    expect(verdicts(rule, changed((t) => {
      delete t.Resources.Trail;
    }))).toEqual([]);
  });
}
