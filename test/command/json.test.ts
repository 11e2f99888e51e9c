import * as fc from 'fast-check';
import { parseJson } from '../../src/command/inputs/json';
import { runs } from '../helpers/runs';

const TEXT = JSON.stringify({
  Resources: {
    'Bucket"s': { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: '}{][', Value: 1 }, { Key: 'b', Value: null }] } },
    'Trail': { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false } },
  },
}, undefined, 1);

test.each([
  [['Resources'], '"Resources"'],
  [['Resources', 'Bucket"s'], '"Bucket\\"s"'],
  [['Resources', 'Trail', 'Properties', 'IsLogging'], '"IsLogging"'],
  [['Resources', 'Bucket"s', 'Properties', 'Tags', '1', 'Key'], '"Key": "b"'],
  [['Resources', 'Trail', 'Properties', 'KMSKeyId'], '"Properties": {\n    "IsLogging"'],
  [['Resources', 'None'], '"Resources"'],
  [['Resources', 'Trail', 'Type', 'x'], '"Type": "AWS::CloudTrail'],
])('%j is found where it begins, or as much of it as there is', (path, begin) => {
  const { line, column } = parseJson(TEXT, 'a.json').locate(path);
  const lines = TEXT.split('\n');
  expect([lines[line - 1].slice(column - 1), ...lines.slice(line)].join('\n').startsWith(begin)).toBe(true);
});

test('of a key that is there twice, the last is found, as it is the one that counts', () => {
  const { value, locate } = parseJson('{"a": {"b": 1,\n"b": {"c": 2}},\n"a": {"b": 3,\n"b": 4}}', 'a.json');
  expect(value).toEqual({ a: { b: 4 } });
  expect(locate(['a', 'b'])).toEqual({ line: 4, column: 1 });
});

test('a line ends with a line feed, whatever stands before it and in texts', () => {
  const { locate } = parseJson('{\r\n"a": "x\u2028y",\r\n\r\n "b": 1,\n"c": 2}', 'a.json');
  expect(['a', 'b', 'c'].map((key) => locate([key]))).toEqual([{ line: 2, column: 1 }, { line: 4, column: 2 }, { line: 5, column: 1 }]);
});

test('every path of any JSON leads to its key', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, seed) => {
    const text = JSON.stringify(value);
    const path: string[] = [];
    for (let at: any = value; at !== null && typeof at === 'object' && Object.keys(at).length > 0; at = at[path[path.length - 1]]) {
      path.push(Object.keys(at)[seed % Object.keys(at).length]);
    }
    const { column } = parseJson(text, 'a.json').locate(path);
    const parent = path.slice(0, -1).reduce((at: any, key) => at[key], value);
    const last = path[path.length - 1];
    const begin = Array.isArray(parent) ? JSON.stringify(parent[Number(last)]) : `${JSON.stringify(last)}:`;
    expect(text.slice(column - 1).startsWith(begin)).toBe(true);
  }), runs(1000));
});
