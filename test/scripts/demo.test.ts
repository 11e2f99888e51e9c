import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { incident } from '../../examples/incident';
import { created } from '../../scripts/demo/describe-trail';
import { attempt } from '../../scripts/demo/tampering';
import { assembleExample } from '../../scripts/lib/examples';
import { AlertTopic, TamperDetection, TrailGuardrails, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ROOT = join(__dirname, '..', '..');
const examples = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.ts')).map((file) => file.replace('.ts', ''));

test.each(examples)('the demo says what every resource of examples/%s is for', (name) => {
  const assembly = assembleExample(name, new App().outdir);
  const rows = assembly.stacks.flatMap(({ template }) => created(template));

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(([, , what]) => what === '')).toEqual([]);
});

test('a topic and a key for alerts are not called those of the trail', () => {
  const stack = new Stack(new App(), 'Audit');
  const trail = new WellArchitectedTrail(stack, 'Trail', { notifications: {} });
  new TamperDetection(stack, 'Tampering', { trail, alerts: new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] }) });
  const rows = created((stack.node.root as App).synth().getStackArtifact(stack.artifactId).template);

  expect(rows.filter(([, type]) => type === 'AWS::SNS::Topic').map(([, , what]) => what).sort())
    .toEqual(['tells of every log file that is delivered', 'tells people what alarms and rules report']);
  expect(rows.filter(([, type]) => type === 'AWS::SNS::TopicPolicy').map(([, , what]) => what).sort()).toEqual(['lets cloudtrail publish', 'lets cloudwatch, events publish']);
  expect(rows.filter(([, type]) => type === 'AWS::KMS::Key').map(([, , what]) => what).sort())
    .toEqual(['encrypts alerts; rotated every year', 'encrypts log files; rotated every year']);
  expect(rows.map(([, , what]) => what)).not.toContain('lets analysts query');
});

describe('the attempt to switch the trail off', () => {
  const shownAttempt = attempt(incident(new App()).synth());

  test('is refused by the policy of the organization, and by nothing else', () => {
    expect(shownAttempt).toMatchObject({ call: 'StopLogging', decision: 'explicit deny', without: 'allow' });
  });

  test('is reported with the name of who tried, in the first line', () => {
    expect(shownAttempt.rule).toMatch(/-Trail$/);
    expect(shownAttempt.message[0]).toContain(`StopLogging by ${shownAttempt.caller} from 198.51.100.7`);
    expect(shownAttempt.message.join('\n')).toContain('AccessDenied');
    expect(shownAttempt.message.join('\n')).not.toMatch(/<[\w-]+>/);
  });

  test('is neither refused nor reported where policy and rule are about another trail', () => {
    const app = new App();
    const stack = new Stack(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
    const source = (name: string) => TrailSource.fromTrailAttributes({ trailArn: `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${name}` });
    new TrailGuardrails(stack, 'Guardrails', {
      trail: source('audit'), organizationId: 'o-a1b2c3d4e5', targets: ['111122223333'], exemptPrincipals: ['arn:aws:iam::111122223333:user/alice'],
    });
    new TamperDetection(stack, 'Tampering', { trail: source('another'), alerts: new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] }) });

    expect(attempt(app.synth())).toMatchObject({ decision: 'allow', rule: undefined, message: [] });
  });
});

test('every example can be selected', () => {
  const demo = readFileSync(join(ROOT, 'scripts', 'demo', 'demo.ts'), 'utf8');
  expect(examples.filter((name) => !demo.includes(`'${name}'`))).toEqual([]);
});
