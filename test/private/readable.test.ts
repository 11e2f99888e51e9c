import { App, Fn, Stack } from 'aws-cdk-lib';
import { readableJson } from '../../src/private/readable';

test('An import in JSON to paste stays an import', () => {
  const resources = [Fn.importValue('Logs'), Fn.join('', [Fn.importValue('Logs'), '/*'])];
  expect(JSON.parse(readableJson(new Stack(new App(), 'Audit'), resources))).toEqual([{ 'Fn::ImportValue': 'Logs' }, '{"Fn::ImportValue":"Logs"}/*']);
});
