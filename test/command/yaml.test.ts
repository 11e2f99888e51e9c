import { parseDocument } from '../../src/command/inputs/document';
import { parseYaml } from '../../src/command/inputs/yaml';

const valueOf = (text: string) => parseYaml(text, 'a.yaml').value;

test.each<[written: string, read: unknown]>([
  ['yes', true], ['Yes', true], ['ON', true], ['true', true], ['True', true],
  ['no', false], ['No', false], ['off', false], ['FALSE', false],
  ['y', 'y'], ['n', 'n'], ['yEs', 'yEs'],
  ['~', null], ['null', null], ['Null', null], ['', null],
  ['365', 365], ['-1', -1], ['0', 0], ['1.5', 1.5],
  ['012345678901', '012345678901'], ['000000000000', '000000000000'], ['123456789012', 123456789012],
  ['0755', '0755'], ['0o17', '0o17'], ['0x1F', '0x1F'], ['1.10', '1.10'], ['1e3', '1e3'], ['1_000', '1_000'], ['99999999999999999999', '99999999999999999999'],
  ['2012-10-17', '2012-10-17'], ['12:30:45', '12:30:45'], ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['"yes"', 'yes'], ['\'365\'', '365'], ['!!str 365', '365'], ['|\n  no\n', 'no\n'],
  ['[a, b]', ['a', 'b']], ['{a: b}', { a: 'b' }],
  ['!Ref Logs', { Ref: 'Logs' }],
  ['!Condition Prod', { Condition: 'Prod' }],
  ['!GetAtt Logs.Arn', { 'Fn::GetAtt': ['Logs', 'Arn'] }],
  ['!GetAtt Inner.Outputs.Name', { 'Fn::GetAtt': ['Inner', 'Outputs.Name'] }],
  ['!GetAtt [Logs, Arn]', { 'Fn::GetAtt': ['Logs', 'Arn'] }],
  ['!Sub 012', { 'Fn::Sub': '012' }],
  ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
  ['!If [A, !Ref B, !Ref AWS::NoValue]', { 'Fn::If': ['A', { Ref: 'B' }, { Ref: 'AWS::NoValue' }] }],
  ['!Equals [!Ref A, yes]', { 'Fn::Equals': [{ Ref: 'A' }, true] }],
  ['!GetAZs ""', { 'Fn::GetAZs': '' }],
  ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  ['! a', 'a'], ['!!bool "yes"', true], ['!!int "3"', 3], ['!!null ""', null],
])('%j is read as CloudFormation reads it', (written, read) => {
  expect(valueOf(`value: ${written}\n`)).toEqual({ value: read });
  expect(parseDocument(`value: ${written}\n`, 'a.yaml').value).toEqual({ value: read });
});

test.each([
  ['an item below its dash', 'a:\n  -\n    b: c\n', ['a', '0'], 3, 5],
  ['an item that is nothing', 'a:\n- # c\n- b\n', ['a', '0'], 2, 3],
  ['an item with a short form', 'a: [b, !Ref c]\n', ['a', '1'], 1, 8],
  ['an item with a short form before a block', 'a:\n- !If\n  - b\n  - !Sub "c"\n', ['a', '0'], 2, 3],
  ['an item with a short form that is quoted', 'a:\n  - !Sub "b!"\n', ['a', '0'], 2, 5],
])('%s is where both readers find it', (_, text, path, line, column) => {
  expect(parseYaml(text, 'a.yaml').locate(path)).toEqual({ line, column });
  expect(parseDocument(text, 'a.yaml').locate(path)).toEqual({ line, column });
});

test('anchors and merged maps are put in, what is written there goes first', () => {
  expect(valueOf('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 4}]}\nd: *a\ne: {"<<": 1}\nf: {<<: ~, x: 5}\n')).toEqual({
    a: { x: 1, y: 2 }, b: { y: 3, x: 1 }, c: { x: 1, y: 2, z: 4 }, d: { x: 1, y: 2 }, e: { '<<': 1 }, f: { x: 5 },
  });
});

test('no key of a template reaches the prototype of anything', () => {
  const value = valueOf('__proto__: {polluted: yes}\n"constructor": 1\n') as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

const TEXT = [
  'Resources:',
  '  Trail:',
  '    Type: AWS::CloudTrail::Trail',
  '    Properties:',
  '      "IsLogging": false',
  '      EventSelectors:',
  '        - ReadWriteType: All',
  '        - {ReadWriteType: None}',
].join('\n');

test.each([
  [['Resources'], 1, 1],
  [['Resources', 'Trail'], 2, 3],
  [['Resources', 'Trail', 'Properties', 'IsLogging'], 5, 7],
  [['Resources', 'Trail', 'Properties', 'EventSelectors', '0', 'ReadWriteType'], 7, 11],
  [['Resources', 'Trail', 'Properties', 'EventSelectors', '1'], 8, 11],
  [['Resources', 'Trail', 'Properties', 'EventSelectors', '5'], 6, 7],
  [['Resources', 'Trail', 'Properties', 'IsLogging', 'x'], 5, 7],
  [['Resources', 'Trail', 'Properties', 'KMSKeyId'], 4, 5],
  [['Outputs'], 1, 1],
])('%j is found where it begins, or as much of it as there is', (path, line, column) => {
  expect(parseYaml(TEXT, 'a.yaml').locate(path)).toEqual({ line, column });
  expect(parseDocument(TEXT, 'a.yaml').locate(path)).toEqual({ line, column });
});
