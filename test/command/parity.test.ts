import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { checked, folderWith, removeFolders } from './helpers';
import { TEMPLATES } from './templates';
import { WellArchitectedTrail } from '../../src';
import { WellArchitectedTrailChecks } from '../../src/nag';
import { off, synth } from '../nag/helpers/support';
import { LABELLED } from '../nag/labelled/forms';

afterAll(removeFolders);

// As jsii compiles it into the class; the tree of an app names classes by it.
Object.defineProperty(WellArchitectedTrail, Symbol.for('jsii.rtti'), { value: { fqn: 'cdk-well-architected-trail.WellArchitectedTrail', version: '0.0.0' } });

/** What a report of the CDK says, in the words of the command. */
function ofPack(violations: any[], suppressed: any[]): string[] {
  const one = (violation: any, more = ''): string[] => violation.violatingConstructs.map(({ constructPath, cloudFormationResource }: any) => {
    const at = cloudFormationResource ? `${cloudFormationResource.logicalId} ${cloudFormationResource.propertyPaths?.[0]}` : '';
    const place = violation.ruleName.includes(UNSEEN) ? '' : `${constructPath} ${at} `;
    // The CDK prints the name of the rule below the description, the command above it.
    const description = violation.description.replace(/^\w+: /, '');
    return `${violation.severity} ${violation.ruleName.replace('Annotation::', '')} ${place}${description}${more}`;
  });
  // What acknowledges nothing is a note of the command.
  const findings = violations.filter(({ ruleName }) => !ruleName.includes('UnusedAcknowledgement'));
  return unique([...findings.flatMap((violation) => one(violation)), ...suppressed.flatMap((violation) => one(violation, ` acknowledged: ${violation.reason}`))]);
}

/** One finding for a thing that several rules could not see has the places of all. */
const UNSEEN = 'CannotSee';
const unique = (findings: string[]) => [...new Set(findings)].sort();

function ofCommand(report: any): string[] {
  return unique(report.findings.map(({ severity, id, message, suppression, place }: any) => {
    const at = place.logicalId ? `${place.logicalId} ${place.property}` : '';
    const where = id.includes(UNSEEN) ? '' : `${place.constructPath ?? place.stack} ${at} `;
    return `${severity} ${id} ${where}${message}${suppression ? ` acknowledged: ${suppression.reason}` : ''}`;
  }));
}

/** Judges an app in both ways: by the pack in it, and by the command on what it has written. */
function both(build: (app: App) => void) {
  const folder = folderWith();
  const app = new App({ outdir: join(folder, 'cdk.out') });
  build(app);
  const pack = synth(app, new WellArchitectedTrailChecks(app));
  const reports = pack.reports.filter(({ pluginName }) => pluginName === 'WellArchitectedTrail');
  const report = checked(folder, 'cdk.out');
  return {
    pack: ofPack(reports.flatMap(({ violations }) => violations), reports.flatMap(({ suppressedViolations }) => suppressedViolations ?? [])),
    command: ofCommand(report),
    report,
  };
}

test.each(LABELLED.map(({ name, build }) => [name, build] as const))('the command finds in the assembly what the pack finds in the app: %s', (_, build) => {
  const { pack, command, report } = both(build);
  expect(command).toEqual(pack);
  expect(report.problems).toEqual([]);
});

const EXAMPLES = readdirSync(join(__dirname, '..', '..', 'examples')).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3));

test.each(EXAMPLES)('the command finds in the assembly what the pack finds in the app: examples/%s.ts', (name) => {
  const [build] = Object.values<(app: App) => void>(jest.requireActual(`../../examples/${name}`));
  const { pack, command } = both(build);
  expect(command).toEqual(pack);
});

const ALIKE = 'the command finds in the file what the pack finds in an app that includes it';

test.each(Object.entries(TEMPLATES))(`${ALIKE}: %s`, (_, template) => {
  const folder = folderWith({ 'template.yaml': template });
  const { pack } = both((app) => {
    new CfnInclude(new Stack(app, 'Deployed'), 'Included', { templateFile: join(folder, 'template.yaml') });
  });
  const { findings } = checked(folder, 'template.yaml');
  const short = (finding: string) => finding.replace(/ Deployed\S* /, ' ');
  const found = findings.map(({ severity, id, message, place }: any) => {
    return `${severity} ${id} ${id.includes(UNSEEN) ? '' : `${place.logicalId} ${place.property} `}${message}`;
  });
  expect(found.sort()).toEqual(pack.map(short).sort());
});

describe('acknowledgements', () => {
  const id = (rule: string) => `WellArchitectedTrail-CloudTrail${rule}`;

  test('of the app, a stage, a stack and a construct hold for what is below', () => {
    const { pack, command } = both((app) => {
      const stage = new Stage(app, 'Prod', { env: { account: '111122223333', region: 'eu-west-1' } });
      const stack = new Stack(stage, 'Audit');
      const nested = new NestedStack(stack, 'Inner');
      const trails = [off(new Stack(app, 'Other')), off(stack), off(nested)];
      Validations.of(app).acknowledge({ id: `WellArchitectedTrail::${id('InsightsEnabled')}`, reason: 'at the app' });
      Validations.of(stage).acknowledge({ id: `WellArchitectedTrail::${id('MultiRegionEnabled')}`, reason: 'at the stage' });
      Validations.of(stack).acknowledge({ id: id('LogFileValidationEnabled'), reason: 'at the stack' });
      Validations.of(nested).acknowledge({ id: `WellArchitectedTrail::${id('LogFileValidationEnabled')}`, reason: 'closer' });
      Validations.of(trails[1]).acknowledge({ id: `WellArchitectedTrail::${id('LoggingEnabled')}`, reason: 'at the trail' });
    });
    expect(command).toEqual(pack);
    expect(command.filter((finding) => finding.includes(' acknowledged: '))).toHaveLength(3 + 2 + 2 + 1);
  });
});
