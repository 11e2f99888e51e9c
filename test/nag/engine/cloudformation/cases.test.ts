import { decisionIn } from '../../../../src/cloudtrail/logic/marks';
import { inCases } from '../../../../src/nag/engine/cloudformation/cases';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { conditions } from '../../helpers/reports';
import { stack } from '../../helpers/templates';

/** How often a value is asked for, and in how many cases something of it is left open. */
function asked(value: unknown, sections: { Parameters: object; Conditions: object }) {
  const set = new TemplateSet([stack({ Description: 'CloudTrail', ...sections, Resources: { Subject: { Type: 'T', Properties: { value } } } })]);
  const [subject] = set.ofType('T');
  let times = 0;
  const cases = inCases(set.root, (world) => {
    times++;
    return decisionIn(JSON.stringify(world.properties(subject).value));
  }, (open) => open);
  const open = cases.filter(({ result }) => result !== undefined).length;
  return { times, open, closed: cases.length - open };
}

const branch = (name: string) => ({ 'Fn::If': [name, `${name}-yes`, `${name}-no`] });

describe('a question is asked 32 times, not more often', () => {
  const { names, ...sections } = conditions(7);

  test.each<[number, ReturnType<typeof asked>]>([
    [0, { times: 1, open: 0, closed: 1 }],
    [1, { times: 3, open: 0, closed: 2 }],
    [4, { times: 31, open: 0, closed: 16 }],
    [5, { times: 31, open: 2, closed: 14 }],
    [7, { times: 31, open: 4, closed: 12 }],
  ])('of %i conditions', (count, expected) => {
    expect(asked(names.slice(0, count).map(branch), sections)).toEqual(expected);
  });

  test('where one of the conditions is a choice of three values, each of the 32 is used', () => {
    const stage = (value: string) => ({ 'Fn::Equals': [{ Ref: 'Stage' }, value] });
    const more = {
      Parameters: { ...sections.Parameters, Stage: { Type: 'String', AllowedValues: ['a', 'b', 'c'] } },
      Conditions: { ...sections.Conditions, IsFirst: stage('a') },
    };
    const value = [{ Ref: 'Stage' }, { 'Fn::If': ['IsFirst', '', { 'Fn::Join': [' ', names.slice(0, 3).map(branch)] }] }];
    expect(asked(value, more)).toEqual({ times: 32, open: 0, closed: 17 });
  });
});
