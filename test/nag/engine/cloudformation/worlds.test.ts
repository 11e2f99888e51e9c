import { decisionIn } from '../../../../src/cloudtrail/logic/marks';
import { inCases } from '../../../../src/nag/engine/cloudformation/cases';
import { BUCKET_POLICIES } from '../../../../src/nag/engine/cloudformation/edges';
import { type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { stack } from '../../helpers/templates';

const MARK = 'cloudtrail';
const Parameters = {
  Env: { Type: 'String' },
  Other: { Type: 'String' },
  Region: { Type: 'String', AllowedValues: ['eu-west-1', 'us-east-1'] },
  Stage: { Type: 'String', AllowedValues: ['dev', 'test', 'prod'] },
};
const equals = (a: unknown, b: unknown) => ({ 'Fn::Equals': [a, b] });
const Conditions = { C: equals({ Ref: 'Env' }, 'c'), D: equals({ Ref: 'Other' }, 'd'), IsDev: equals({ Ref: 'Stage' }, 'dev') };
const NOTHING = { Ref: 'AWS::NoValue' };
const when = (condition: string, yes: unknown, no: unknown = NOTHING) => ({ 'Fn::If': [condition, yes, no] });

interface Sections {
  readonly [name: string]: object;
}

function setOf(value: unknown, sections: Sections = {}, more: readonly TemplateSource[] = []) {
  const template = { Description: MARK, Parameters, Conditions, ...sections, Resources: { Subject: { Type: 'T', Properties: { value } }, ...sections.Resources } };
  return new TemplateSet([stack(template), ...more]);
}

function rendered(set: TemplateSet, value: unknown): unknown {
  if (typeof value === 'string') return set.atoms.render(value);
  return Array.isArray(value) ? value.map((item) => rendered(set, item)) : value;
}

/** What a value is in each world that decides what it depends on. */
function worlds(value: unknown, sections: Sections = {}, more: readonly TemplateSource[] = []): unknown[] {
  const set = setOf(value, sections, more);
  const subject = set.ofType('T').find(({ logicalId }) => logicalId === 'Subject')!;
  const cases = inCases(set.root, (world) => world.properties(subject).value, (read) => decisionIn(JSON.stringify(read)));
  return cases.map(({ result }) => rendered(set, result));
}

/** What a value is before anything is decided. */
function undecided(value: unknown, sections: Sections = {}): unknown {
  const set = setOf(value, sections);
  return rendered(set, set.root.properties(set.ofType('T')[0]).value);
}

/** Whether two values are the same: `yes`, `no`, or both where nobody can tell. */
function equal(one: unknown, other: unknown, sections: Sections = {}): unknown[] {
  return worlds(when('Same', 'yes', 'no'), { ...sections, Conditions: { ...Conditions, Same: equals(one, other) } });
}

describe('what cannot be followed is equal to itself and may differ from anything else', () => {
  const deep = (innermost: string) => Array.from({ length: 160 }).reduce<unknown>((inner) => [inner], innermost);
  const cut = (index: unknown, separator: string, source: unknown) => ({ 'Fn::Select': [index, { 'Fn::Split': [separator, source] }] });
  const output = (more: object = {}) => ({ 'Fn::GetStackOutput': { StackName: 'logs', OutputName: 'Name', ...more } });
  const loop = (name: string) => ({ 'Fn::ForEach::Many': ['X', { Ref: 'Env' }, { '${X}': name }] });
  const row = (map: string) => ({ 'Fn::FindInMap': [map, { Ref: 'Env' }, 'v'] });
  const attribute = (text: string) => ({ 'Fn::GetAtt': text });
  const sections = {
    Parameters: { ...Parameters, List: { Type: 'CommaDelimitedList' } },
    Mappings: { One: { a: { v: 'x' }, b: { v: 'y' } }, Two: { c: { v: 'x' }, d: { v: 'y' } } },
    Resources: {
      Custom: { Type: 'Custom::Thing' },
      Here: { Type: 'AWS::Organizations::Organization' },
      There: { Type: 'AWS::Organizations::Organization' },
    },
  };

  test.each<[string, unknown, unknown]>([
    ['missing resources', { Ref: 'Nowhere' }, { Ref: 'Elsewhere' }],
    ['missing attributes', attribute('Nowhere.Arn'), attribute('Elsewhere.Arn')],
    ['the name and the id of the stack', { Ref: 'AWS::StackName' }, { Ref: 'AWS::StackId' }],
    ['the id of the stack and the topics that it notifies', { Ref: 'AWS::StackId' }, { Ref: 'AWS::NotificationARNs' }],
    ['texts that are too long', { 'Fn::Base64': 'x'.repeat(90_000) }, { 'Fn::Base64': 'y'.repeat(90_000) }],
    ['long texts that begin alike', { 'Fn::Cidr': `${'x'.repeat(3_000)}a` }, { 'Fn::Cidr': `${'x'.repeat(3_000)}b` }],
    ['values that are nested too deeply', deep('a'), deep('b')],
    ['imports', { 'Fn::ImportValue': 'a' }, { 'Fn::ImportValue': 'b' }],
    ['outputs of a stack', output(), output({ OutputName: 'Other' })],
    ['outputs of two stacks', output(), output({ StackName: 'audit' })],
    ['outputs of two Regions', output(), output({ Region: 'us-east-1' })],
    ['outputs of two accounts', output(), output({ RoleArn: 'arn:aws:iam::999999999999:role/r' })],
    ['parts of a text', cut(1, ':', { Ref: 'Env' }), cut(2, ':', { Ref: 'Env' })],
    ['parts of two texts', cut(1, ':', { Ref: 'Env' }), cut(1, ':', { Ref: 'Other' })],
    ['parts at two separators', cut(1, ':', { Ref: 'Env' }), cut(1, '/', { Ref: 'Env' })],
    ['all parts of two texts', { 'Fn::Split': [':', { Ref: 'Env' }] }, { 'Fn::Split': [':', { Ref: 'Other' }] }],
    ['items of a list', { 'Fn::Select': [0, { Ref: 'List' }] }, { 'Fn::Select': [1, { Ref: 'List' }] }],
    ['items at two places that nobody knows', { 'Fn::Select': [{ Ref: 'Env' }, { Ref: 'List' }] }, { 'Fn::Select': [{ Ref: 'Other' }, { Ref: 'List' }] }],
    ['parts at two places that nobody knows', cut({ Ref: 'Env' }, ':', { Ref: 'Env' }), cut({ Ref: 'Other' }, ':', { Ref: 'Env' })],
    ['lists inside of texts', { 'Fn::Join': ['', [['a']]] }, { 'Fn::Join': ['', [['b']]] }],
    ['rows of two mappings', row('One'), row('Two')],
    ['results of transforms', { 'Fn::Transform': { Name: 'A' } }, { 'Fn::Transform': { Name: 'B' } }],
    ['what loops make', loop('a'), loop('b')],
    ['attributes of a custom resource', attribute('Custom.A'), attribute('Custom.B')],
    ['organizations', { Ref: 'Here' }, { Ref: 'There' }],
    ['comparisons with what is nested in a text', { 'Fn::Sub': ['${X}', { X: { Ref: 'Env' } }] }, { 'Fn::Sub': ['${X}', { X: { Ref: 'Other' } }] }],
  ])('%s', (_, one, other) => {
    expect(equal(one, one, sections)).toEqual(['yes']);
    expect(equal(one, other, sections)).toEqual(['yes', 'no']);
  });

  test.each<[string, Partial<TemplateSource>, boolean]>([
    ['in the same account and Region is the same', {}, true],
    ['in another Region is another', { region: 'us-east-1' }, false],
    ['in another account is another', { account: '999999999999' }, false],
    ['in a stack without a Region is another', { region: undefined }, false],
  ])('a stored value %s', (_, more, isSame) => {
    const stored = '{{resolve:ssm:/audit/name}}';
    const set = setOf('x', {}, [stack({ Description: MARK }, { stackPath: 'Other', ...more })]);
    const [here, there] = set.templates.map((template) => set.root.resolve(template, stored));
    expect(here === there).toBe(isSame);
    expect(set.root.resolve(set.templates[0], { 'Fn::Join': ['', ['{{resolve:ssm:', '/audit/name}}']] })).toBe(here);
    expect(rendered(set, here)).toBe(`the dynamic reference ${stored}`);
  });

  test('the id of an organization is the same by either name', () => {
    expect(equal({ Ref: 'Here' }, attribute('Here.Id'), sections)).toEqual(['yes']);
  });

  test.each<[string, unknown, unknown[]]>([
    ['an attribute of a missing resource is not empty', attribute('Nowhere.Arn'), ['no']],
    ['what another function gives may be', { 'Fn::Cidr': 'x' }, ['yes', 'no']],
  ])('%s', (_, value, expected) => {
    expect(equal(value, '', sections)).toEqual(expected);
  });
});

describe('lists whose items may not be there', () => {
  test('an item that is not there is not joined', () => {
    const value = { 'Fn::Join': [',', ['a', when('C', 'b'), 'c']] };
    expect(undecided(value)).toBe('a,b,c or a,c');
    expect(worlds(value)).toEqual(['a,b,c', 'a,c']);
  });

  test('an item that depends on two conditions is not joined where one of them takes it away', () => {
    expect(worlds({ 'Fn::Join': [',', ['a', when('C', when('D', 'b'))]] })).toEqual(['a,b', 'a', 'a']);
  });

  test('the first item may be such a one', () => {
    const value = { 'Fn::Join': [',', [when('C', 'a'), 'b']] };
    expect(undecided(value)).toBe('a,b or b');
    expect(worlds(value)).toEqual(['a,b', 'b']);
  });

  test('four such items are all that is written out before something is decided', () => {
    const names = ['A', 'B', 'E', 'F', 'G'];
    const sections = { Conditions: Object.fromEntries(names.map((name) => [name, equals({ Ref: 'Env' }, name)])) };
    const value = (count: number) => ({ 'Fn::Join': ['', names.slice(0, count).map((name) => when(name, name.toLowerCase()))] });
    expect(String(undecided(value(4), sections)).split(' or ')).toEqual([
      'abef', 'abe', 'abf', 'ab', 'aef', 'ae', 'af', 'a', 'bef', 'be', 'bf', 'b', 'ef', 'e', 'f', '',
    ]);
    expect(new Set(String(undecided(value(5), sections)).split(' or '))).toEqual(new Set(['G']));
  });

  test('an item of three cases is decided before it is compared', () => {
    const item = when('C', when('D', 'b'), 'x');
    const left = { 'Fn::Join': ['-', [{ 'Fn::Join': [',', [item, 'a']] }, when('C', 'y', 'n')]] };
    expect(worlds([left, when('Q', 'yes', 'no')], { Conditions: { ...Conditions, Q: equals(left, 'x,a-n') } })).toEqual([
      ['b,a-y', 'no'], ['a-y', 'no'], ['x,a-n', 'yes'],
    ]);
  });

  test('many such items are decided one after the other', () => {
    const names = ['A', 'B', 'E', 'F', 'G'];
    const sections = { Conditions: Object.fromEntries(names.map((name) => [name, equals({ Ref: 'Env' }, name)])) };
    const value = { 'Fn::Join': ['', names.map((name) => when(name, name))] };
    expect([...worlds(value, sections)].sort()).toEqual(['', 'A', 'B', 'E', 'F', 'G']);
  });

  test('what comes after such an item is selected as each world counts', () => {
    const list = [when('C', 'a'), 'b', 'c'];
    expect(worlds({ 'Fn::Select': [1, list] })).toEqual(['b', 'c']);
    expect(worlds({ 'Fn::Select': [0, ['x', ...list]] })).toEqual(['x']);
  });

  test('texts under conditions are written out in each other', () => {
    expect(undecided(when('C', when('D', 'a', 'b'), 'c'))).toBe('a or b or c');
    expect(undecided(when('C', { Ref: 'Env' }, 'c'))).toBe('the parameter Env or c');
    expect(undecided(when('C', when('D', { a: 'b' }), 'c'))).toBe('C');
  });

  test('a list is as long as each world makes it', () => {
    expect(worlds({ 'Fn::Length': ['x', when('C', 'a')] })).toEqual([2, 1]);
    expect(worlds({ 'Fn::Length': ['x', when('C', { a: 'b' })] })).toEqual([2, 1]);
    expect(worlds({ 'Fn::Length': ['x', { Ref: 'Env' }] })).toEqual([2]);
  });

  test.each<[string, unknown]>([
    ['the length of nothing', { 'Fn::Length': NOTHING }],
    ['a part of what is no text', { 'Fn::Select': [0, { 'Fn::Split': [':', ['x']] }] }],
    ['a part that is not there', { 'Fn::Select': [7, { 'Fn::Split': [':', 'a:b'] }] }],
  ])('%s cannot be followed', (_, value) => {
    expect(worlds(value)).toEqual([expect.stringMatching(/^a value of Fn::\w+ that cannot be followed$/)]);
  });
});

describe('mappings', () => {
  const Mappings = {
    Map: { 'eu-west-1': { bucket: 'ireland', own: true, dev: 'd', test: 't', prod: 'p' }, 'us-east-1': { bucket: 'virginia', own: 1, dev: 'D', test: 'T', prod: 'P' } },
    Part: { 'eu-west-1': { bucket: 'ireland' } },
  };
  const find = (...names: unknown[]) => ({ 'Fn::FindInMap': names });

  test.each<[string, unknown, unknown[]]>([
    ['a parameter with allowed values finds one row for each', find('Map', { Ref: 'Region' }, 'bucket'), ['ireland', 'virginia']],
    ['rows may hold numbers and truth values', find('Map', { Ref: 'Region' }, 'own'), [true, 1]],
    ['a row that is not there cannot be followed', find('Part', { Ref: 'Region' }, 'bucket'), ['ireland', 'a value of Fn::FindInMap that cannot be followed']],
    ['a default is not for a row that is there', find('Map', 'eu-west-1', 'bucket', { DefaultValue: 'else' }), ['ireland']],
    ['an unknown key of a row that is not there cannot be followed', find('Map', 'nowhere', { Ref: 'Env' }), ['a value of Fn::FindInMap that cannot be followed']],
    ['two parameters find one value for each pair', find('Map', { Ref: 'Region' }, { Ref: 'Stage' }), ['d', 't', 'p', 'D', 'T', 'P']],
    [
      'the values that two parameters find go with the values of each',
      [{ Ref: 'Region' }, find('Map', { Ref: 'Region' }, { Ref: 'Stage' }), { Ref: 'Stage' }],
      [['eu-west-1', 'd', 'dev'], ['eu-west-1', 't', 'test'], ['eu-west-1', 'p', 'prod'], ['us-east-1', 'D', 'dev'], ['us-east-1', 'T', 'test'], ['us-east-1', 'P', 'prod']],
    ],
    [
      'an unknown key finds each value of the row that a parameter decides',
      { 'Fn::Join': ['/', [{ Ref: 'Region' }, find('Narrow', { Ref: 'Region' }, { Ref: 'Env' })]] },
      ['eu-west-1/a or b', 'us-east-1/c or d'],
    ],
  ])('%s', (_, value, expected) => {
    const sections = { Mappings: { ...Mappings, Narrow: { 'eu-west-1': { x: 'a', y: 'b' }, 'us-east-1': { x: 'c', y: 'd' } } } };
    expect(worlds(value, sections)).toEqual(expected);
  });

  test.each<[string, unknown, unknown]>([
    ['one text for each value of a parameter', find('Map', { Ref: 'Region' }, 'bucket'), 'ireland or virginia'],
    ['truth values and numbers too', find('Map', { Ref: 'Region' }, 'own'), 'true or 1'],
    ['one text for each row that an unknown key may mean', find('Map', { Ref: 'Env' }, 'dev'), 'd or D'],
    ['the one value that all rows have', find('Alike', { Ref: 'Env' }, 'x'), 'same'],
    ['a default beside what all rows have, since an unknown key may mean none', find('Alike', { Ref: 'Env' }, 'x', { DefaultValue: 'else' }), 'a value of Fn::FindInMap that cannot be followed'],
    ['a default beside it where one of two keys is unknown', find('Alike', when('C', 'one', { Ref: 'Env' }), 'x', { DefaultValue: 'else' }), 'C'],
    ['a default that agrees with the row', find('Alike', when('C', 'one', 'three'), 'x', { DefaultValue: 'same' }), 'same'],
    ['a default in the place of a row that is not there', find('Part', { Ref: 'Region' }, 'bucket', { DefaultValue: 'else' }), 'ireland or else'],
    ['nothing in a row that is none', find('None', { Ref: 'Env' }, { Ref: 'Other' }), 'a value of Fn::FindInMap that cannot be followed'],
    ['lists only when it is decided', find('Lists', { Ref: 'Region' }, 'x'), 'the parameter Region'],
    ['a text beside a list only when it is decided', find('Mixed', { Ref: 'Region' }, 'x'), 'the parameter Region'],
  ])('before anything is decided, a mapping gives %s', (_, value, expected) => {
    const more = {
      Alike: { one: { x: 'same' }, two: { x: 'same' } },
      None: { one: 'x' },
      Lists: { 'eu-west-1': { x: ['a'] }, 'us-east-1': { x: ['b'] } },
      Mixed: { 'eu-west-1': { x: 'a' }, 'us-east-1': { x: ['b'] } },
    };
    expect(undecided(value, { Mappings: { ...Mappings, ...more } })).toBe(expected);
  });

  test('sixteen rows are followed, and no more', () => {
    const rows = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, { x: `v${index}` }]));
    const found = (count: number) => undecided(find('Many', { Ref: 'Env' }, 'x'), { Mappings: { Many: rows(count) } });
    expect(String(found(16)).split(' or ')).toEqual(Array.from({ length: 16 }, (_, index) => `v${index}`));
    expect(found(17)).toBe('a value of Fn::FindInMap that cannot be followed');
  });

  test('which row it is goes with the parameter that decides it', () => {
    const Narrow = { 'eu-west-1': { x: 'a', y: 'b' }, 'us-east-1': { x: 'c', y: 'd' } };
    const value = { 'Fn::Join': ['/', [find('Narrow', { Ref: 'Region' }, { Ref: 'Env' }), { Ref: 'Region' }]] };
    const Found = (right: string) => ({ Mappings: { Narrow }, Conditions: { Found: equals(value, right) } });
    expect(worlds([{ Ref: 'Region' }, when('Found', 'yes', 'no')], Found('b/us-east-1'))).toEqual([['eu-west-1', 'no'], ['us-east-1', 'no']]);
    expect(worlds([{ Ref: 'Region' }, when('Found', 'yes', 'no')], Found('d/us-east-1'))).toEqual([['eu-west-1', 'no'], ['us-east-1', 'yes'], ['us-east-1', 'no']]);
  });

  test('what two parameters find can be asked about together with them in one text', () => {
    const value = { 'Fn::Join': ['/', [find('Map', { Ref: 'Region' }, { Ref: 'Stage' }), { Ref: 'Region' }, { Ref: 'Stage' }]] };
    expect(worlds(value, { Mappings })).toEqual([
      'd/eu-west-1/dev', 't/eu-west-1/test', 'p/eu-west-1/prod', 'D/us-east-1/dev', 'T/us-east-1/test', 'P/us-east-1/prod',
    ]);
  });
});

describe('comparisons with what two parameters find', () => {
  const Mappings = { Map: { 'eu-west-1': { dev: 'd', test: 't', prod: 'p' }, 'us-east-1': { dev: 'D', test: 'T', prod: 'P' } } };
  const found = { 'Fn::FindInMap': ['Map', { Ref: 'Region' }, { Ref: 'Stage' }] };

  test.each<[string, unknown, unknown, unknown[]]>([
    ['together with one of them', { 'Fn::Join': ['/', [found, { Ref: 'Region' }]] }, 'D/us-east-1', ['us-east-1 dev yes']],
    ['after one of them', { 'Fn::Join': ['/', [{ Ref: 'Region' }, found]] }, 'us-east-1/P', ['us-east-1 prod yes']],
    ['by keys in one text', { 'Fn::FindInMap': ['Map', { Ref: 'Region' }, { 'Fn::Join': ['', [{ Ref: 'Stage' }]] }] }, 't', ['eu-west-1 test yes']],
  ])('%s', (_, left, right, expected) => {
    const value = { 'Fn::Join': [' ', [{ Ref: 'Region' }, { Ref: 'Stage' }, when('Found', 'yes', 'no')]] };
    const all = worlds(value, { Mappings, Conditions: { Found: equals(left, right) } });
    expect(all).toHaveLength(6);
    expect(all.filter((each) => String(each).endsWith('yes'))).toEqual(expected);
  });
});

describe('what is too long', () => {
  test.each<[string, unknown]>([
    ['a list', { 'Fn::Split': [',', ','.repeat(20_001)] }],
    ['a text of JSON', { 'Fn::ToJsonString': Array.from({ length: 30 }, () => 'x'.repeat(5_000)) }],
    ['a text of JSON with long keys', { 'Fn::ToJsonString': { ['x'.repeat(60_000)]: 1, ['y'.repeat(60_000)]: 2 } }],
    ['a text of many parts', { 'Fn::Sub': ['${A}'.repeat(101), { A: 'x'.repeat(1_000) }] }],
    ['a list put together', { 'Fn::Join': [',', Array.from({ length: 101 }, () => 'x'.repeat(1_000))] }],
    ['a list put together with a long separator', { 'Fn::Join': ['x'.repeat(60_000), ['a', 'b', 'c']] }],
    ['a list put together of which an item may not be there', { 'Fn::Join': [',', [when('C', 'a'), ...Array.from({ length: 101 }, () => 'x'.repeat(1_000))]] }],
  ])('%s is not followed', (_, value) => {
    expect(undecided(value)).toBe('a text that is too long to be followed');
  });

  test.each<[string, (length: number) => unknown]>([
    ['a list', (length) => ({ 'Fn::Length': { 'Fn::Split': [',', ','.repeat(length / 5 - 1)] } })],
    ['a text put together', (length) => ({ 'Fn::Sub': ['${A}x', { A: 'x'.repeat(length - 1) }] })],
    ['a text of parts', (length) => ({ 'Fn::Join': ['--', ['a', 'b', 'x'.repeat(length - 6)]] })],
    ['a text of JSON', (length) => ({ 'Fn::ToJsonString': ['"', 'x'.repeat(length - 9)] })],
    ['a text of JSON with an object', (length) => ({ 'Fn::ToJsonString': { key: 'x'.repeat(length - 10) } })],
    ['a text of JSON with numbers', (length) => ({ 'Fn::ToJsonString': [...Array.from({ length: 19_997 }, () => 1), 'x'.repeat(length - 39_998)] })],
  ])('%s is followed up to the limit', (_, value) => {
    const isUnknown = expect.stringMatching(/^a .* be followed$/);
    expect(undecided(value(100_000))).not.toEqual(isUnknown);
    expect(undecided(value(100_005))).toEqual(isUnknown);
  });

  test('long arguments of what cannot be followed are told apart', () => {
    const same = { C: equals({ 'Fn::Cidr': 'x'.repeat(3_000) }, { 'Fn::Cidr': 'x'.repeat(3_000) }) };
    const longer = { C: equals({ 'Fn::Cidr': 'x'.repeat(3_000) }, { 'Fn::Cidr': 'x'.repeat(3_001) }) };
    expect(worlds(when('C', 'yes', 'no'), { Conditions: same })).toEqual(['yes']);
    expect(worlds(when('C', 'yes', 'no'), { Conditions: longer })).toEqual(['yes', 'no']);
  });
});

describe('outputs of other stacks', () => {
  const out = (more: object) => ({ 'Fn::GetStackOutput': { StackName: 'logs', OutputName: 'Name', ...more } });
  const logs = (Value: string, stackPath: string, more: Partial<TemplateSource> = {}) => stack({ Outputs: { Name: { Value } } }, { stackPath, stackName: 'logs', ...more });

  test('an output is read by the name of its stack', () => {
    expect(worlds(out({}), {}, [logs('bucket', 'Logs')])).toEqual(['bucket']);
  });

  test('of several stacks of a name the one nearest to the reader counts', () => {
    const other = logs('far', 'Elsewhere/Logs');
    expect(worlds(out({}), {}, [other, logs('near', 'Stack/Logs')])).toEqual(['near']);
    expect(worlds(out({}), {}, [logs('near', 'Stack/Logs'), other])).toEqual(['near']);
  });

  test('a role that is not written out may be of any account', () => {
    expect(worlds(out({ RoleArn: { Ref: 'Env' } }), {}, [logs('bucket', 'Logs')])).toEqual(['bucket']);
    expect(worlds(out({ RoleArn: 'arn:aws:iam::999999999999:role/r' }), {}, [logs('bucket', 'Logs')])).toEqual(['the output Name of the stack logs']);
    expect(worlds(out({ RoleArn: 'arn:aws:iam::111122223333:role/r' }), {}, [logs('bucket', 'Logs')])).toEqual(['bucket']);
  });

  test('of two Regions the one that is given counts', () => {
    const stacks = [logs('ireland', 'Logs'), logs('virginia', 'Virginia', { region: 'us-east-1' })];
    expect(worlds(out({ Region: 'us-east-1' }), {}, stacks)).toEqual(['virginia']);
    expect(worlds(out({}), {}, stacks)).toEqual(['ireland']);
    expect(worlds(out({ StackName: 'other' }), {}, stacks)).toEqual(['the output Name of the stack other']);
  });

  test('a name that depends on a condition is decided', () => {
    expect(worlds(out({ StackName: when('C', 'logs', 'other') }), {}, [logs('bucket', 'Logs')])).toEqual(['bucket', 'the output Name of the stack other']);
  });

  test('two outputs of a stack are two', () => {
    const two = stack({ Outputs: { Name: { Value: 'one' }, Other: { Value: 'two' } } }, { stackPath: 'Logs', stackName: 'logs' });
    expect(worlds([out({}), out({ OutputName: 'Other' })], {}, [two])).toEqual([['one', 'two']]);
  });

  test('without the name of a stack nothing is read', () => {
    expect(worlds(out({ StackName: NOTHING }))).toEqual(['a value of Fn::GetStackOutput that cannot be followed']);
    expect(worlds(out({ OutputName: ['Name'] }))).toEqual(['a value of Fn::GetStackOutput that cannot be followed']);
  });
});

describe('parameters', () => {
  test('where a parameter is not one of its values, it is one of the others', () => {
    expect(worlds([when('IsDev', 'yes', 'no'), { Ref: 'Stage' }])).toEqual([['yes', 'dev'], ['no', 'test'], ['no', 'prod']]);
  });

  test('where a parameter is not one of its values, no text with that value is there', () => {
    const comparisons = { ...Conditions, Dev: equals({ 'Fn::Sub': 'logs-${Stage}' }, 'logs-dev'), Test: equals({ 'Fn::Sub': 'logs-${Stage}' }, 'logs-test') };
    expect(worlds([when('IsDev', 'yes', 'no'), when('Dev', 'dev', 'else')], { Conditions: comparisons })).toEqual([['yes', 'dev'], ['no', 'else']]);
    expect(worlds([when('IsDev', 'yes', 'no'), when('Test', 'test', 'else')], { Conditions: comparisons })).toEqual([['yes', 'else'], ['no', 'test'], ['no', 'else']]);
  });

  test('a world that excludes every value of a parameter excludes none', () => {
    const set = setOf([when('IsDev', 'yes', 'no'), when('IsTest', 'yes', 'no'), { Ref: 'Two' }], {
      Parameters: { Two: { Type: 'String', AllowedValues: ['dev', 'test'] } },
      Conditions: { IsDev: equals({ Ref: 'Two' }, 'dev'), IsTest: equals({ Ref: 'Two' }, 'test') },
    });
    const [subject] = set.ofType('T');
    const [isDev, isTest, two] = set.root.properties(subject).value as string[];
    const [, noDev] = set.root.cases(decisionIn(isDev)!);
    expect(noDev.properties(subject).value).toEqual(['no', 'yes', 'test']);
    const mark = (text: string) => {
      const answer = set.root.condition(set.templates[0], text);
      return (answer as { why: string }).why;
    };
    const neither = set.root.cases(mark('IsDev'))[1].cases(mark('IsTest'))[1];
    expect(rendered(set, (neither.properties(subject).value as string[])[2])).toBe(rendered(set, two));
    expect(decisionIn(isTest)).toBeDefined();
  });

  test('a parameter with eight allowed values is decided value by value', () => {
    const AllowedValues = Array.from({ length: 8 }, (_, index) => `v${index}`);
    expect(worlds({ Ref: 'P' }, { Parameters: { P: { Type: 'String', AllowedValues } } })).toEqual(AllowedValues);
  });

  test('where a parameter is not empty, nor is any text with it', () => {
    const comparisons = { IsEmpty: equals({ Ref: 'Env' }, ''), IsAlone: equals({ 'Fn::Sub': 'x${Env}' }, 'x') };
    expect(worlds([when('IsEmpty', 'empty', 'some'), when('IsAlone', 'alone', 'more')], { Conditions: comparisons })).toEqual([['empty', 'alone'], ['some', 'more']]);
  });

  test('two parameters that are not empty may differ', () => {
    const comparisons = { A: equals({ Ref: 'Env' }, ''), B: equals({ Ref: 'Other' }, ''), Same: equals({ Ref: 'Env' }, { Ref: 'Other' }) };
    expect(worlds([when('A', 'a', '-'), when('B', 'b', '-'), when('Same', 'same', 'different')], { Conditions: comparisons })).toEqual([
      ['a', 'b', 'same'], ['a', '-', 'different'], ['-', 'b', 'different'], ['-', '-', 'same'], ['-', '-', 'different'],
    ]);
  });

  test('a text around a parameter is not the parameter', () => {
    const comparisons = { Found: equals({ 'Fn::Sub': '${Region}-x' }, 'eu-west-1-x'), Other: equals('x-eu-west-1', { 'Fn::Sub': 'x-${Region}' }) };
    const found = worlds([{ Ref: 'Region' }, when('Found', 'yes', 'no'), when('Other', 'yes', 'no')], { Conditions: comparisons });
    expect(found).toEqual([['eu-west-1', 'yes', 'yes'], ['us-east-1', 'no', 'no']]);
    expect(worlds([when('Found', 'yes', 'no'), { Ref: 'Region' }], { Conditions: comparisons }).map((each) => (each as string[])[1])).not.toContain('eu-west-1-x');
  });

  test('a parameter with many allowed values is not decided value by value', () => {
    const P = { Type: 'String', AllowedValues: Array.from({ length: 9 }, (_, index) => `v${index}`) };
    expect(worlds({ Ref: 'P' }, { Parameters: { P } })).toEqual(['v0 or v1 or v2 or v3 or v4 or v5 or v6 or v7 or v8']);
  });

  test.each<[string, object, string[]]>([
    ['of a pattern that takes only certain texts is not empty', { AllowedPattern: 'logs-[a-z]{8}' }, ['no']],
    ['of a pattern without repetition is not empty', { AllowedPattern: 'logs' }, ['no']],
    ['of a pattern that is none may be empty', { AllowedPattern: '(' }, ['yes', 'no']],
    ['of a pattern that takes an empty text may be empty', { AllowedPattern: '[a-z]*' }, ['yes', 'no']],
  ])('a parameter %s', (_, declaration, expected) => {
    const sections = { Parameters: { P: { Type: 'String', ...declaration } }, Conditions: { C: equals({ Ref: 'P' }, '') } };
    expect(worlds(when('C', 'yes', 'no'), sections)).toEqual(expected);
  });

  test('an empty limit of a number is no limit', () => {
    const P = { Type: 'Number', MinValue: '30', MaxValue: '' };
    expect(undecided({ Ref: 'P' }, { Parameters: { P } })).toBe('at least 30');
  });
});

describe('loops', () => {
  const unexpanded = (Resources: object, more: object = {}, others: readonly TemplateSource[] = []) => {
    return new TemplateSet([stack({ Description: MARK, ...more, Resources }), ...others]).unseen.map(({ why }) => why);
  };
  const made = { Bucket: { Type: 'AWS::S3::Bucket' } };

  test.each<[string, unknown]>([
    ['is no list', 'x'],
    ['has an item that is no text', ['X', [{ Ref: 'Env' }], made]],
    ['runs over a parameter with several allowed values', ['X', { Ref: 'Region' }, made]],
  ])('what a loop makes that %s is not seen', (_, loop) => {
    expect(unexpanded({ 'Fn::ForEach::Many': loop }, { Parameters })).toEqual(['what Fn::ForEach::Many makes']);
  });

  test('what a macro adds to the resources is not seen', () => {
    expect(unexpanded({ ...made, 'Fn::Transform': { Name: 'Macro' } })).toEqual(['what Fn::Transform adds to the resources']);
  });

  test('a nested stack whose template lies elsewhere is not seen, the resources next to it are', () => {
    expect(unexpanded({ ...made, Nested: { Type: 'AWS::CloudFormation::Stack' } })).toEqual(['the template that the nested stack Nested deploys']);
    const nested = stack({ Resources: made }, { stackPath: 'Stack/Nested', parent: { stackPath: 'Stack', logicalId: 'Nested' } });
    expect(unexpanded({ ...made, Nested: { Type: 'AWS::CloudFormation::Stack' } }, {}, [nested])).toEqual([]);
  });
});

describe('names', () => {
  const Resources = {
    Hidden: { Type: 'AWS::S3::Bucket', Properties: { 'Fn::Transform': { Name: 'Macro' } } },
    Organization: { Type: 'AWS::Organizations::Organization' },
    Subject: { Type: 'T', Properties: { value: [{ Ref: 'Hidden' }, { 'Fn::GetAtt': 'Organization.Id' }] } },
  };
  const set = new TemplateSet([stack({ Description: MARK, Resources })]);
  const resource = (type: string) => set.ofType(type)[0];

  test('a name that a macro may give is unknown, and that of an organization is its id', () => {
    expect(rendered(set, set.root.properties(resource('T')).value)).toEqual(['the result of a transform', 'the id of Organization']);
  });

  test('a bucket policy that a macro makes may be that of any bucket', () => {
    const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { 'Fn::Transform': { Name: 'Macro' } } };
    const policies = new TemplateSet([stack({ Description: MARK, Resources: { Policy } })]);
    expect(policies.edge(BUCKET_POLICIES).mayBeNamed('any').found.map(({ logicalId }) => logicalId)).toEqual(['Policy']);
  });

  test('properties that a macro makes are none that can be read', () => {
    expect(set.root.properties(resource('AWS::S3::Bucket'))).toEqual({});
  });
});

describe('worlds', () => {
  test('what failed is computed again', () => {
    const { root } = setOf('x');
    const fail = () => root.memo('key', () => {
      throw new Error('first');
    }, () => 'a circle');
    expect(fail).toThrow('first');
    expect(root.memo('key', () => 'second')).toBe('second');
  });

  test('the same outcomes in another order are the same world', () => {
    const set = setOf([when('C', 'c'), when('D', 'd')]);
    const mark = (name: string) => (set.root.condition(set.templates[0], name) as { why: string }).why;
    const [c, d] = [mark('C'), mark('D')];
    expect(set.root.cases(c)[0].cases(d)[1]).toBe(set.root.cases(d)[1].cases(c)[0]);
  });

  test.each<[string, unknown, unknown]>([
    ['what two conditions take away', when('C', when('D', { a: 1 })), [[{ a: 1 }, 'unknown']]],
    ['an object or a text', when('C', { a: 1 }, 'x'), [[{ a: 1 }, 'unknown'], ['x', 'unknown']]],
    ['an object or what another condition decides', when('C', when('D', { a: 1 }, 'x'), 'y'), [[{ a: 1 }, 'unknown'], ['x', 'unknown'], ['y', 'unknown']]],
    ['a text', when('C', 'x', 'y'), [['x or y', true]]],
    ['an object that is there either way', when('C', { a: 1 }, { a: 1 }), [[{ a: 1 }, true]]],
    ['a number', 5, [[5, true]]],
  ])('a value is opened into what it may be: %s', (_, value, expected) => {
    const set = setOf(value);
    const opened = set.root.alternatives(set.root.properties(set.ofType('T')[0]).value);
    expect(opened.map((each) => [rendered(set, each.value), each.when === true || each.when === false ? each.when : 'unknown'])).toEqual(expected);
  });

  test('of a value that a condition decides, what is certainly not there is left out', () => {
    const set = setOf([when('C', { a: 1 }, { b: 2 }), when('C', { c: 3 }, { d: 4 })]);
    const [subject] = set.ofType('T');
    const values = set.root.properties(subject).value as string[];
    const [holds, not] = set.root.cases(decisionIn(values[0])!);
    const opened = (world: typeof holds) => values.map((value) => world.alternatives(value));
    expect(opened(holds)).toEqual([[{ value: { a: 1 }, when: true }], [{ value: { c: 3 }, when: true }]]);
    expect(opened(not)).toEqual([[{ value: { b: 2 }, when: true }], [{ value: { d: 4 }, when: true }]]);
  });

  test.each<[string, unknown, unknown]>([
    ['a text', 'text', undefined],
    ['a condition that is known', { 'Fn::If': ['Known', { A: 1 }, { A: 2 }] }, 1],
    ['a condition that is not', { 'Fn::If': ['C', { A: 1 }, { A: 2 }] }, 'C'],
    ['a transform beside other properties', { 'A': 1, 'Fn::Transform': { Name: 'Macro' } }, 'the result of a transform'],
  ])('of properties that are %s one can be asked for', (_, Properties, expected) => {
    const set = setOf('x', { Conditions: { ...Conditions, Known: equals('a', 'a') }, Resources: { R: { Type: 'R', Properties } } });
    expect(rendered(set, set.root.property(set.ofType('R')[0], 'A'))).toEqual(expected);
  });

  test('a condition that is known, or that nobody can decide, makes no worlds', () => {
    const set = setOf('x', { Conditions: { Known: equals('a', 'a') } });
    expect(set.root.cases(set.root.decisionOn(set.templates[0], 'Known'))).toEqual([]);
  });
});
