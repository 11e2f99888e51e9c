import * as fs from 'fs';
import * as path from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import CDK_INIT_CONTEXT from './fixtures/cdk-init-context.json';
import { runNagPacks } from './helpers/nag';
import { validateApp } from './oracles/cfn-validation';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

const EXAMPLES = path.join(__dirname, '..', 'examples');

/** What the rule pack is shown on: everything in it is wrong. */
const WRONG_ON_PURPOSE = 'weak-trail.ts';

/** What CDK Pipelines creates: its roles and its bucket for artifacts are up to the CDK. */
const OF_THE_CDK = /^Pipeline\/Pipeline\//;

/** Every example exports one function that builds its app. */
const examples = fs.readdirSync(EXAMPLES).filter((file) => file.endsWith('.ts') && file !== WRONG_ON_PURPOSE).map((file) => {
  const exported = Object.values(jest.requireActual<Record<string, (app: App) => App>>(path.join(EXAMPLES, file))).filter((value) => typeof value === 'function');
  if (exported.length !== 1) {
    throw new Error(`examples/${file} exports ${exported.length} functions`);
  }
  return { file, build: exported[0] };
});

/** What our own pack finds, and what constructs warn of, the way that a synthesis of the app reports it. */
function findings(app: App): { plugin: string; severity: string; rule: string; constructs: string[] }[] {
  Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app));
  try {
    app.synth({ force: true });
  } catch (error) {
    // The report is written before findings stop the synthesis.
    if ((error as Error).name !== 'ValidationFailed') throw error;
  }
  const report = path.join(app.outdir, 'validation-report.json');
  // A plugin that finds nothing is not in the report, and there is none without findings.
  return !fs.existsSync(report) ? [] : JSON.parse(fs.readFileSync(report, 'utf8')).pluginReports.flatMap(({ pluginName, violations = [] }: any) =>
    violations.map(({ severity, ruleName, violatingConstructs }: any) => (
      { plugin: pluginName, severity, rule: ruleName, constructs: violatingConstructs.map(({ constructPath }: any) => constructPath) })));
}

const ownFindings = (app: App) => findings(app).filter(({ plugin }) => plugin === 'WellArchitectedTrail');

test('the check finds the errors of a bad trail', () => {
  const app = new App();
  new CfnTrail(new Stack(app, 'Audit'), 'Trail', { s3BucketName: 'logs', isLogging: false });
  expect(ownFindings(app).filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
});

test('there are examples', () => {
  expect(examples.map(({ file }) => file)).toEqual(expect.arrayContaining(['default-trail.ts', 'everything-on.ts', 'log-archive.ts']));
});

describe.each(examples)('examples/$file', ({ build }) => {
  // Findings are printed where an example registers the pack itself.
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  test('builds an app with stacks in it, its own or one that is given', () => {
    const app = new App();
    expect(build(app)).toBe(app);
    expect(app.node.children.filter(Stack.isStack).length).toBeGreaterThan(0);
  });

  test('has no finding left in the four packs of cdk-nag', () => {
    const { remaining, acknowledged } = runNagPacks(build(new App({ context: CDK_INIT_CONTEXT })));
    expect(remaining.filter(({ pack, construct }) => pack !== 'WellArchitectedTrail' && !OF_THE_CDK.test(construct))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(0);
  });

  test('has no error of the pack of this library', () => {
    expect(ownFindings(build(new App())).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('passes with --strict: it has no warning that is not acknowledged', () => {
    const app = build(new App({ context: CDK_INIT_CONTEXT }));
    expect(findings(app).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('has templates that CloudFormation accepts', () => {
    const { errors, warnings } = validateApp(build(new App()));
    // CDK writes the size filter of a lifecycle rule as a number, CloudFormation expects it as a string, and takes both.
    expect([...errors, ...warnings.filter((warning) => !/^W9003 .*ObjectSizeGreaterThan/.test(warning))]).toEqual([]);
  });
});
