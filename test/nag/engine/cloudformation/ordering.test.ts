import { type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { stack } from '../../helpers/templates';

const MARK = { Description: 'cloudtrail' };

function after(sources: readonly TemplateSource[], later: string, earlier: string): boolean {
  const set = new TemplateSet(sources);
  const find = (path: string) => {
    const at = path.lastIndexOf('.');
    return set.template(path.slice(0, at))!.resources.get(path.slice(at + 1))!;
  };
  return set.comesAfter(find(later), find(earlier));
}

const one = (Trail: object, more: object = {}) => [stack({ ...MARK, Resources: { Policy: { Type: 'P' }, Trail: { Type: 'T', ...Trail }, ...more } })];

test.each<[string, object, boolean]>([
  ['DependsOn', { DependsOn: 'Policy' }, true],
  ['DependsOn in a list', { DependsOn: ['Else', 'Policy'] }, true],
  ['Ref', { Properties: { a: [{ b: { Ref: 'Policy' } }] } }, true],
  ['Fn::GetAtt', { Properties: { a: { 'Fn::GetAtt': ['Policy', 'x'] } } }, true],
  ['Fn::GetAtt as one text', { Properties: { a: { 'Fn::GetAtt': 'Policy.x' } } }, true],
  ['Fn::Sub', { Properties: { a: { 'Fn::Sub': 'x${Policy.Arn}' } } }, true],
  ['Fn::Sub with variables', { Properties: { a: { 'Fn::Sub': ['${Policy}', {}] } } }, true],
  ['Fn::Sub of a text and a reference', { Properties: { a: { 'Fn::Sub': '${AWS::Region}-${Policy}' } } }, true],
  ['Fn::Sub with blanks', { Properties: { a: { 'Fn::Sub': '${ Policy }' } } }, true],
  ['a variable of Fn::Sub', { Properties: { a: { 'Fn::Sub': ['${x}', { x: { Ref: 'Policy' } }] } } }, true],
  ['a reference in a list of lists', { Properties: { a: [['x', [{ Ref: 'Policy' }]]] } }, true],
  ['a reference behind nothing', { Properties: { a: null, b: [null, { Ref: 'Policy' }] } }, true],
  ['a name that is no reference', { Properties: { a: 'Policy', b: { Policy: 'Policy' } } }, false],
  ['a literal of Fn::Sub', { Properties: { a: { 'Fn::Sub': '${!Policy}' } } }, false],
  ['a text that is no Fn::Sub', { Properties: { a: '${Policy}', b: ['${Policy}'] } }, false],
  ['a chain', { DependsOn: 'Between' }, true],
  ['a circle', { DependsOn: 'Trail', Properties: { a: { Ref: 'Trail' } } }, false],
  ['a circle of two', { DependsOn: 'Other' }, false],
  ['nothing', {}, false],
  ['what is not there', { DependsOn: null, Properties: { 'Ref': null, 'Fn::GetAtt': null, 'Fn::Sub': null } }, false],
  ['a list that is empty', { DependsOn: [], Properties: { 'Fn::GetAtt': [], 'Fn::Sub': [] } }, false],
  ['what makes no sense', { DependsOn: [5, 'Nowhere'], Properties: { 'Ref': 5, 'Fn::GetAtt': 5, 'Fn::Sub': 5 } }, false],
])('in a template: %s', (_, trail, expected) => {
  expect(after(one(trail, { Between: { Type: 'B', DependsOn: 'Policy' }, Other: { Type: 'O', DependsOn: 'Trail' } }), 'Stack.Trail', 'Stack.Policy')).toBe(expected);
});

test('asking again gives the same answer', () => {
  const set = new TemplateSet(one({ DependsOn: 'Policy' }));
  const [trail, policy] = ['Trail', 'Policy'].map((id) => set.template('Stack')!.resources.get(id)!);
  expect([1, 2].map(() => set.comesAfter(trail, policy))).toEqual([true, true]);
});

test('nothing comes after itself', () => {
  expect(after(one({}), 'Stack.Trail', 'Stack.Trail')).toBe(false);
});

test('stacks follow each other in the order of their dependencies, which are transitive', () => {
  const make = (stackPath: string, dependencies?: string[]) => stack({ ...MARK, Resources: { X: { Type: 'X' } } }, { stackPath, dependencies });
  const app = [make('A'), make('B', ['A']), make('C', ['Elsewhere', 'B'])];
  expect(after(app, 'C.X', 'A.X')).toBe(true);
  expect(after(app, 'A.X', 'C.X')).toBe(false);
});

test('stacks that depend on each other, and templates that contain each other, end the search', () => {
  const parentOf = (stackPath: string) => ({ stackPath, logicalId: 'X' });
  const make = (stackPath: string, more: object = {}) => stack({ ...MARK, Resources: { X: { Type: 'X' } } }, { stackPath, ...more });
  const circle = [make('A', { dependencies: ['B'] }), make('B', { dependencies: ['A'] }), make('C')];
  expect([['A.X', 'B.X'], ['A.X', 'C.X']].map(([later, earlier]) => after(circle, later, earlier))).toEqual([true, false]);
  expect(after([make('A', { parent: parentOf('B') }), make('B', { parent: parentOf('A') }), make('C')], 'A.X', 'C.X')).toBe(false);
});

test('a nested stack stands for all that is in it', () => {
  const parent = { stackPath: 'Stack', logicalId: 'Nested' };
  const nested = stack({ ...MARK, Resources: { Policy: { Type: 'P' }, Trail: { Type: 'T' } } }, { stackPath: 'Stack/Nested', parent });
  const app = (Resources: object) => [stack({ ...MARK, Resources }), nested];
  const outside = { Nested: { Type: 'AWS::CloudFormation::Stack' }, Policy: { Type: 'P' } };
  expect(after(app({ ...outside, Trail: { Type: 'T', DependsOn: 'Nested' } }), 'Stack.Trail', 'Stack/Nested.Policy')).toBe(true);
  expect(after(app({ ...outside, Trail: { Type: 'T' } }), 'Stack.Trail', 'Stack/Nested.Policy')).toBe(false);
  expect(after(app({ ...outside, Nested: { ...outside.Nested, DependsOn: 'Policy' } }), 'Stack/Nested.Trail', 'Stack.Policy')).toBe(true);
  expect(after(app(outside), 'Stack/Nested.Trail', 'Stack/Nested.Policy')).toBe(false);
});
