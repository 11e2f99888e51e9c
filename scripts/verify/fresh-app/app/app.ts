/** The program of `npm run fresh-app`: synthesizes each sample in an app of its own, judged by five packs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, CfnWaitConditionHandle, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { Scope } from './given';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

interface Task {
  readonly id: string;
  readonly acknowledged: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
}

const root = join(__dirname, '..');
const tasks = JSON.parse(readFileSync(join(root, 'samples.json'), 'utf8')) as Task[];

/** Nothing can be deployed of a stack without resources, which a sample that only reads an existing trail is. */
function notEmpty(stack: Stack): void {
  if (!stack.node.findAll().some((each) => CfnResource.isCfnResource(each))) new CfnWaitConditionHandle(stack, 'NotEmpty');
}

// What samples print is theirs; what the synthesis finds is in the reports.
console.log = () => undefined;
console.error = () => undefined;
for (const { id, acknowledged } of tasks) {
  const outdir = join(root, 'out', id);
  const app = new App({ outdir });
  Validations.of(app).addPlugins(
    new WellArchitectedTrailChecks(app),
    new AwsSolutionsChecks(app), new HIPAASecurityChecks(app), new NIST80053R5Checks(app), new PCIDSS321Checks(app),
  );
  Validations.of(app).acknowledge(...acknowledged);
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    (require(`./samples/${id}`) as { default: (scope: Scope) => void }).default(app);
    const stacks = app.node.findAll().filter((each) => Stack.isStack(each));
    (stacks.length > 0 ? stacks : [new Stack(app, 'Sample')]).forEach(notEmpty);
    app.synth();
  } catch (error) {
    if (!/Validation failed/.test((error as Error).message)) process.stderr.write(`${id}: ${(error as Error).message}\n`);
  }
  process.exitCode = 0;
}
