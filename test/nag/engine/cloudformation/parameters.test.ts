import { ACCOUNT, ANYTHING, ARN, type Block, isIn, KEY_ID, NOT_EMPTY, NUMBER, ORGANIZATION, REGION } from '../../../../src/cloudtrail/logic/marks';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { stack } from '../../helpers/templates';

const BLOCKS = { ACCOUNT, ANYTHING, ARN, KEY_ID, NOT_EMPTY, NUMBER, ORGANIZATION, REGION };

/** A value in a stack with one parameter. */
function read(declaration: object, value: unknown = { Ref: 'Given' }, given?: Record<string, string>) {
  const set = new TemplateSet([stack({ Parameters: { Given: declaration }, Resources: { Subject: { Type: 'T', Properties: { value } } } }, { parameters: given })], (all) => all);
  return { set, value: set.root.properties(set.ofType('T')[0]).value };
}

function shapeOf(declaration: object): unknown {
  const { value } = read(declaration);
  return Object.entries(BLOCKS as Record<string, Block>).find(([, block]) => isIn(block, value as string))?.[0];
}

function shown(declaration: object, value?: unknown, given?: Record<string, string>): unknown {
  const { set, value: found } = read(declaration, value, given);
  return Array.isArray(found) ? found : set.atoms.render(found as string);
}

describe('what the pattern of a parameter says about its values', () => {
  test.each<[string, string]>([
    // Exactly one shape.
    ['^\\d{12}$', 'ACCOUNT'],
    ['[0-9]{12}', 'ACCOUNT'],
    ['[1-9]\\d{11}', 'ACCOUNT'],
    ['0\\d{11}', 'ACCOUNT'],
    ['^o-[a-z0-9]{10,32}$', 'ORGANIZATION'],
    ['o-[a-z]{10}', 'ORGANIZATION'],
    ['o-[a-z0-9]{32}', 'ORGANIZATION'],
    ['[a-z]{2}-[a-z]+-\\d', 'REGION'],
    ['us-gov-[a-z]+-\\d', 'REGION'],
    ['[a-z-]+-\\d', 'REGION'],
    ['[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'KEY_ID'],
    ['\\d', 'NUMBER'],
    ['[1-9]\\d\\d', 'NUMBER'],
    ['arn:.*', 'ARN'],
    ['^arn:aws:s3:::.+$', 'ARN'],
    ['arn:(aws|aws-cn):.*', 'ARN'],
    ['arn:[a|b].*', 'ARN'],
    ['arn:aws:x\\|y', 'ARN'],
    // Other texts as well.
    ['arn:.*|x', 'NOT_EMPTY'],
    ['arn:aws:(s3|sns):.*|x', 'NOT_EMPTY'],
    ['arn:|x', 'NOT_EMPTY'],
    ['arn:*x', 'NOT_EMPTY'],
    ['arn:?x', 'NOT_EMPTY'],
    ['arn:{1}x', 'NOT_EMPTY'],
    ['logs-arn:.*', 'NOT_EMPTY'],
    ['\\d+', 'NOT_EMPTY'],
    ['\\d{10,14}', 'NOT_EMPTY'],
    ['\\d{11,12}', 'NOT_EMPTY'],
    ['\\d{12,13}', 'NOT_EMPTY'],
    ['[x0]', 'NOT_EMPTY'],
    ['[*0]', 'NOT_EMPTY'],
    ['[A-Za-z0-9-]{5,9}', 'NOT_EMPTY'],
    ['[a0-9/b]{3}', 'NOT_EMPTY'],
    ['[a0-9:b]{3}', 'NOT_EMPTY'],
    ['.{13,14}', 'NOT_EMPTY'],
    ['o-.*', 'NOT_EMPTY'],
    ['\\d{1,2}', 'NOT_EMPTY'],
    ['[a-z0-9/-]{7,9}', 'NOT_EMPTY'],
    ['eu.*', 'NOT_EMPTY'],
    ['[a-z]{2,3}[:-].*[1x]', 'NOT_EMPTY'],
    // No shape, nothing, or too much to try.
    ['audit-.+', 'NOT_EMPTY'],
    ['.*', 'ANYTHING'],
    ['(', 'ANYTHING'],
    ['(\\d{12})', 'NOT_EMPTY'],
    ['\\d{12}|x', 'NOT_EMPTY'],
    ['[0-9]?[0-9]{11}', 'NOT_EMPTY'],
    ['[1]?[2]?[3]?456789012', 'ACCOUNT'],
    ['[1]?[2]?[3]?[4]?56789012', 'NOT_EMPTY'],
  ])('%s: %s', (AllowedPattern, expected) => {
    expect(shapeOf({ Type: 'String', AllowedPattern })).toBe(expected);
  });

  test('of two hundred characters it is read, of more it is not', () => {
    const padded = (length: number) => '\\d{12}'.padStart(length, '^');
    expect([200, 201].map((length) => shapeOf({ Type: 'String', AllowedPattern: padded(length) }))).toEqual(['ACCOUNT', 'ANYTHING']);
  });
});

test.each<[object, string]>([
  [{ Type: 'String' }, 'ANYTHING'],
  [{ Type: 'String', MinLength: 1 }, 'NOT_EMPTY'],
  [{ Type: 'String', MinLength: '1' }, 'NOT_EMPTY'],
  [{ Type: 'String', MinLength: '0' }, 'ANYTHING'],
  [{ Type: 'String', MinLength: ' ' }, 'ANYTHING'],
  [{ Type: 'String', MinLength: 'x' }, 'ANYTHING'],
  [{ Type: 'AWS::EC2::VPC::Id' }, 'NOT_EMPTY'],
  [{ Type: 'AWS::SSM::Parameter::Value<String>', Default: 'x' }, 'NOT_EMPTY'],
  [{ Type: 'Number' }, 'NUMBER'],
  [{ Type: 5 }, 'ANYTHING'],
  [{}, 'ANYTHING'],
  [{ Type: 'String', AllowedPattern: 5 }, 'ANYTHING'],
  [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'ANYTHING'],
  [{ Type: 'List<Number>', AllowedValues: ['a', 'b'] }, 'ANYTHING'],
])('a parameter declared as %j is %s', (declaration, expected) => {
  expect(shapeOf(declaration)).toBe(expected);
});

describe('how a finding calls a parameter', () => {
  test.each<[object, string]>([
    [{ Type: 'String' }, 'the parameter Given'],
    [{ Type: 'String', Default: 'x' }, 'the parameter Given'],
    [{ Type: 'String', Default: '30' }, 'the parameter Given (30 by default)'],
    [{ Type: 'Number', Default: 30 }, 'the parameter Given (30 by default)'],
    [{ Type: 'String', Default: '12345678901' }, 'the parameter Given'],
    [{ Type: 'String', Default: 'a1' }, 'the parameter Given'],
    [{ Type: 'String', Default: '1a' }, 'the parameter Given'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>', Default: '30' }, 'the parameter Given'],
    [{ Type: 'Number', MinValue: 1, MaxValue: '30' }, '1 to 30'],
    [{ Type: 'Number', MaxValue: 30 }, 'at most 30'],
    [{ Type: 'Number', MinValue: 0 }, 'at least 0'],
    [{ Type: 'Number', MinValue: ' ', MaxValue: '\t' }, 'the parameter Given'],
    [{ Type: 'String', MinValue: 1 }, 'the parameter Given'],
    [{ Type: 'String', AllowedValues: ['a', 'b'] }, 'a or b'],
    [{ Type: 'Number', AllowedValues: [1, '1', true] }, '1 or true'],
    [{ Type: 'String', AllowedValues: 'a' }, 'a'],
    [{ Type: 'String', AllowedValues: [{}, []] }, 'the parameter Given'],
  ])('%j: %s', (declaration, expected) => {
    expect(shown(declaration)).toBe(expected);
  });

  test('fifty values are tried one by one, more are not', () => {
    const values = Array.from({ length: 51 }, (_, index) => `v${index}`);
    expect(shown({ Type: 'String', AllowedValues: values.slice(1) })).toBe(values.slice(1).join(' or '));
    expect(shown({ Type: 'String', AllowedValues: values })).toBe('the parameter Given');
  });
});

test.each<[string, string, unknown]>([
  ['CommaDelimitedList', 'a, b', ['a', 'b']],
  ['List<Number>', '1,2', ['1', '2']],
  ['String', 'a, b', 'a, b'],
])('what a deployment gives to a parameter of type %s is read as that type', (Type, given, expected) => {
  expect(shown({ Type }, undefined, { Given: given })).toEqual(expected);
});

test('what a deployment gives to a parameter of the parameter store is a name there', () => {
  expect(shown({ Type: 'AWS::SSM::Parameter::Value<String>' }, undefined, { Given: '/logs' })).toBe('the parameter Given');
});

describe('a list that a parent gives to a nested template as a text', () => {
  function nested(list: unknown, value: unknown, more: object = {}, others: object = {}): unknown {
    const parameters = { Name: { Type: 'String' }, Account: { Type: 'String', AllowedPattern: '\\d{12}' }, Either: { Type: 'String', AllowedValues: ['a,b', 'c'] } };
    const Nested = { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Items: list, More: list } } };
    const inner = { ...others, Parameters: { Items: { Type: 'CommaDelimitedList', ...more }, More: { Type: 'CommaDelimitedList' } }, Resources: { Subject: { Type: 'T', Properties: { value } } } };
    const parent = { stackPath: 'Stack', logicalId: 'Nested' };
    const set = new TemplateSet([stack({ Parameters: parameters, Resources: { Nested } }), stack(inner, { stackPath: 'Stack/Nested', parent })], (all) => all);
    const found = set.root.properties(set.ofType('T')[0]).value;
    return Array.isArray(found) ? found.map((item) => set.atoms.render(item as string)) : set.atoms.render(found as string);
  }
  const ITEMS = { Ref: 'Items' };

  test.each<[unknown, unknown]>([
    ['a, b', ['a', 'b']],
    [{ 'Fn::Sub': 'a,${Account}' }, ['a', '<parameter Account>']],
    [{ 'Fn::Sub': '${Name},b' }, 'the parameter Items'],
    [{ Ref: 'Name' }, 'the parameter Name'],
    [undefined, ['x', 'y']],
  ])('%j is the list %j', (list, expected) => {
    const items = nested(list, ITEMS, { Default: 'x,y' });
    expect(Array.isArray(expected) && Array.isArray(items) ? items.map((item: string) => item.replace(/^the (.*)$/, '<$1>')) : items).toEqual(expected);
  });

  test('without a value and a default nobody knows it', () => {
    expect(nested(undefined, ITEMS)).toBe('the parameter Items');
  });

  test('two of them that nobody knows may differ', () => {
    const unknown = { 'Fn::Sub': '${Name},b' };
    const same = (left: object, right: object) => nested(unknown, { 'Fn::If': ['Same', 'yes', 'no'] }, {}, { Conditions: { Same: { 'Fn::Equals': [left, right] } } });
    expect(same(ITEMS, ITEMS)).toBe('yes');
    expect(same(ITEMS, { Ref: 'More' })).toBe('yes or no');
  });

  test('what stands for a text that may hold commas decides no item of it', () => {
    expect(nested({ 'Fn::Sub': '${Name},b' }, { 'Fn::Select': [1, ITEMS] })).not.toBe('b');
    expect(nested({ 'Fn::Sub': '${Account},b' }, { 'Fn::Select': [1, ITEMS] })).toBe('b');
  });
});
