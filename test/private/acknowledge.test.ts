import { App, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge, FRAMEWORK_PACKS } from '../../src/private/acknowledge';

const RULE = 'IAM5[Resource::<Logs.Arn>:*]';

test('An acknowledgement has the form that Validations.acknowledge of this version of the CDK gives it', () => {
  const [ours, theirs] = [new Stack(new App(), 'Ours'), new Stack(new App(), 'Theirs')];
  acknowledge(ours, FRAMEWORK_PACKS, RULE, 'By design.');
  Validations.of(theirs).acknowledge(...FRAMEWORK_PACKS.map((pack) => ({ id: `${pack}::${pack}-${RULE}`, reason: 'By design.' })));
  expect(acknowledged(ours)).toEqual(acknowledged(theirs));
  expect(Object.keys(acknowledged(ours))).toHaveLength(FRAMEWORK_PACKS.length);
});

/** As the CDK collects them for the validation report: all entries of a construct together. */
function acknowledged(scope: IConstruct): Record<string, string> {
  const entries = scope.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  return Object.assign({}, ...entries.map(({ data }) => data));
}
