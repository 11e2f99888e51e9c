import { App, Stack, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { runNagPacks } from './nag';

test('findings of all four packs are reported', () => {
  const app = new App();
  new sns.CfnTopic(new Stack(app, 'S'), 'Topic');

  const { remaining, acknowledged } = runNagPacks(app);

  expect(new Set(remaining.map(({ pack }) => pack)).size).toBeGreaterThanOrEqual(3);
  expect(remaining).toContainEqual({ pack: expect.any(String), rule: 'NIST.800.53.R5-SNSEncryptedKMS', construct: 'S/Topic' });
  expect(acknowledged).toEqual([]);
});

test('an acknowledged finding keeps its reason and its exact construct', () => {
  const app = new App();
  const stack = new Stack(app, 'S');
  Validations.of(new s3.CfnBucket(stack, 'One')).acknowledge({ id: 'AwsSolutions::AwsSolutions-S1', reason: 'because' });
  new s3.CfnBucket(stack, 'Two');

  const { remaining, acknowledged } = runNagPacks(app);

  expect(acknowledged).toEqual([{ pack: 'AwsSolutions', rule: 'AwsSolutions-S1', construct: 'S/One', reason: 'because' }]);
  expect(remaining.filter(({ rule }) => rule === 'AwsSolutions-S1').map(({ construct }) => construct)).toEqual(['S/Two']);
});

test('an app without findings has none', () => {
  const app = new App();
  new Stack(app, 'S');
  expect(runNagPacks(app)).toEqual({ remaining: [], acknowledged: [] });
});

test('any other error of the synthesis is passed on', () => {
  const app = new App();
  new Stack(app, 'S').node.addValidation({ validate: () => ['out of order'] });
  expect(() => runNagPacks(app)).toThrow('out of order');
});
