import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FreshLanguage, Task } from './language';
import { contextOf, freshProject, QUIET } from './project';
import { translated } from './translated';
import { digest, once, run, withPath } from '../../lib/workspace';
import { python as wheels } from '../languages/python';

const PACKS = ['AwsSolutionsChecks', 'HIPAASecurityChecks', 'NIST80053R5Checks', 'PCIDSS321Checks'];

/** What the samples of README leave to their reader: imports, and what is declared. */
const HEAD = `import sys
from aws_cdk import App, Acknowledgment, Duration, Environment, RemovalPolicy, Size, Stack, Validations, CfnWaitConditionHandle, CfnResource
from aws_cdk import aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sns as sns
from cdk_nag import ${PACKS.join(', ')}
from cdk_well_architected_trail import *
from cdk_well_architected_trail.nag import WellArchitectedTrailChecks as Checks

ENVIRONMENTS = {"archive_stack": Environment(account="222233334444", region="eu-west-1"), "management_stack": Environment(account="111122223333", region="eu-west-1")}


def given(scope, kind, name):
    if kind == "Stack":
        return Stack(scope.node.root, name.replace("_", "-"), env=ENVIRONMENTS.get(name))
    elsewhere = Stack(scope.node.root, "Given-" + name.replace("_", "-"))
    if kind.endswith("Role"):
        return iam.Role(elsewhere, name, assumed_by=iam.AccountRootPrincipal())
    return WellArchitectedTrail(elsewhere, name).bucket


def synthesize(sample, outdir, acknowledged):
    app = App(outdir=outdir)
    Validations.of(app).add_plugins(Checks(app), ${PACKS.map((pack) => `${pack}(app)`).join(', ')})
    Validations.of(app).acknowledge(*acknowledged)
    sample(app)
    for stack in app.node.find_all():
        if Stack.is_stack(stack) and not any(CfnResource.is_cfn_resource(each) for each in stack.node.find_all()):
            CfnWaitConditionHandle(stack, "NotEmpty")
    app.synth()

`;

const indented = (code: string, by: number) => code.split('\n').map((line) => (line === '' ? '' : ' '.repeat(by) + line)).join('\n');

function sample(code: string, index: number): string {
  const declared = code.replace(/^# (\w+): ([\w.]+)$/gm, (_, name: string, kind: string) => `${name} = given(self, "${kind}", "${name}")`).replace(/^app = App\(\)$/gm, '').replace(/\bApp\(\)/g, 'app');
  return `
def sample_${index}(app):
    class Sample(Stack):
        def __init__(self, scope):
            super().__init__(scope, "Sample")
${indented(declared, 12)}

    Sample(app)

`;
}

export const python: FreshLanguage = {
  name: 'Python',
  tools: [['python3', '--version']],
  prepare(cli, key) {
    const packages = wheels.pack(key);
    const wheel = join(packages, readdirSync(packages).find((file) => file.endsWith('.whl'))!);
    const folder = freshProject(cli, 'python', ['.venv']);
    const venv = join(folder, '.venv');
    const pip = (...args: string[]) => run(join(venv, 'bin', 'python3'), ['-m', 'pip', 'install', '--quiet', ...args], { cwd: folder });
    once(venv, digest([join(folder, 'requirements.txt')], run('python3', ['--version'])), () => {
      run('python3', ['-m', 'venv', venv]);
      pip('--requirement', 'requirements.txt', wheel);
    });
    pip('--no-deps', '--force-reinstall', wheel);
    const env = { ...contextOf(folder), ...withPath(join(venv, 'bin')) };

    const file = join(folder, 'audit', 'audit_stack.py');
    const stack = readFileSync(file, 'utf8').replace(/(super\(\).*\n)/, '$1        WellArchitectedTrail(self, "Trail")\n');
    writeFileSync(file, `from cdk_well_architected_trail import WellArchitectedTrail\n${stack}`);
    run(process.execPath, [cli, 'synth', '--strict', '--quiet', '--no-notices'], { cwd: folder, env: { ...QUIET, ...withPath(join(venv, 'bin')) } });

    return {
      synthesize: (tasks: readonly Task[]) => {
        const samples = translated('python').map((each, index) => ({ ...each, index, task: tasks.find(({ id }) => id === each.id)! }));
        const calls = samples.map(({ id, index, task: { acknowledged } }) => {
          const list = acknowledged.map((each) => `Acknowledgment(id=${JSON.stringify(each.id)}, reason=${JSON.stringify(each.reason)})`);
          return `synthesize(sample_${index}, ${JSON.stringify(join(folder, 'out', id))}, [${list.join(', ')}])\n`;
        });
        rmSync(join(folder, 'out'), { recursive: true, force: true });
        mkdirSync(join(folder, 'out'));
        writeFileSync(join(folder, 'samples.py'), HEAD + samples.map(({ code, index }) => sample(code, index)).join('') + calls.join(''));
        run('python3', ['samples.py'], { cwd: folder, env });
        return new Map(samples.map(({ id }) => [id, join(folder, 'out', id)]));
      },
    };
  },
};
