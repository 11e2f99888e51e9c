import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FreshLanguage, Task } from './language';
import { contextOf, freshProject, QUIET } from './project';
import { translated } from './translated';
import { run, VERSIONS } from '../../lib/workspace';
import { java as jars, REPOSITORY } from '../languages/java';

const ENV = { ...QUIET, MAVEN_OPTS: `-Dmaven.repo.local=${REPOSITORY}` };
const OWN = join('io', 'github', 'cdkwellarchitectedtrail');
const PACKS = ['AwsSolutionsChecks', 'HIPAASecurityChecks', 'NIST80053R5Checks', 'PCIDSS321Checks'];

const IMPORTS = `import io.github.cdkwellarchitectedtrail.*;
import io.github.cdklabs.cdknag.*;
import java.util.List;
import software.amazon.awscdk.*;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.constructs.Construct;
import software.constructs.IConstruct;
`;

/** What the samples of README leave to their reader. */
const GIVEN = `
    static Stack stack(final Construct scope, final String name) {
        final String account = name.equals("archiveStack") ? "222233334444" : "111122223333";
        return new Stack((Construct) scope.getNode().getRoot(), name, StackProps.builder().env(Environment.builder().account(account).region("eu-west-1").build()).build());
    }

    static Role role(final Construct scope, final String name) {
        return Role.Builder.create(new Stack((Construct) scope.getNode().getRoot(), "Given-" + name), name).assumedBy(new AccountRootPrincipal()).build();
    }

    static software.amazon.awscdk.services.s3.IBucket bucket(final Construct scope, final String name) {
        return new WellArchitectedTrail(new Stack((Construct) scope.getNode().getRoot(), "Given-" + name), name).getBucket();
    }

    static App app(final String outdir, final Acknowledgment... acknowledged) {
        final App app = App.Builder.create().outdir(outdir).build();
        Validations.of(app).addPlugins(new io.github.cdkwellarchitectedtrail.nag.WellArchitectedTrailChecks(app), ${PACKS.map((pack) => `new ${pack}(app)`).join(', ')});
        Validations.of(app).acknowledge(acknowledged);
        return app;
    }

    static void synth(final App app) {
        for (final IConstruct each : app.getNode().findAll()) {
            if (each instanceof Stack && each.getNode().findAll().stream().noneMatch((one) -> CfnResource.isCfnResource(one))) {
                new CfnWaitConditionHandle((Stack) each, "NotEmpty");
            }
        }
        app.synth();
    }
`;

function sample(code: string, index: number): { imports: string; source: string } {
  const imports = [...code.matchAll(/^import .*;$/gm)].map(([line]) => line).join('\n');
  const body = code.replace(/^import .*;$/gm, '').replace(/\bnew App\(\)/g, 'app').replace(/\bApp app = app;/g, '')
    .replace(/^Stack (\w+);$/gm, 'final Stack $1 = stack(this, "$1");')
    .replace(/^Role (\w+);$/gm, 'final Role $1 = role(this, "$1");')
    .replace(/^Bucket (\w+);$/gm, 'final software.amazon.awscdk.services.s3.IBucket $1 = bucket(this, "$1");');
  return {
    imports,
    source: `
    private static final class Sample${index} extends Stack {
        Sample${index}(final App app) {
            super(app, "Sample");
${body}
        }
    }
`,
  };
}

const text = (value: string) => JSON.stringify(value);

export const java: FreshLanguage = {
  name: 'Java',
  tools: [['javac', '-version'], ['mvn', '--version']],
  prepare(cli, key) {
    const packages = jars.pack(key);
    const folder = freshProject(cli, 'java', []);
    // The package is a Maven repository of its own.
    rmSync(join(REPOSITORY, OWN), { recursive: true, force: true });
    mkdirSync(join(REPOSITORY, OWN), { recursive: true });
    cpSync(join(packages, OWN), join(REPOSITORY, OWN), { recursive: true });
    const pom = join(folder, 'pom.xml');
    const dependency = '<dependency><groupId>io.github.cdkwellarchitectedtrail</groupId><artifactId>cdk-well-architected-trail</artifactId><version>0.0.0</version></dependency>';
    writeFileSync(pom, readFileSync(pom, 'utf8').replace('<dependencies>', `<dependencies>\n        ${dependency}`));
    const sources = join(folder, 'src', 'main', 'java', 'com', 'myorg');
    const stack = join(sources, 'AuditStack.java');
    if (!existsSync(stack)) throw new Error('cdk init has made no AuditStack.java');
    writeFileSync(stack, readFileSync(stack, 'utf8')
      .replace('import software.constructs.Construct;', 'import io.github.cdkwellarchitectedtrail.WellArchitectedTrail;\nimport software.constructs.Construct;')
      .replace(/(super\(.*\);\n)/, '$1        new WellArchitectedTrail(this, "Trail");\n'));
    const synth = () => run(process.execPath, [cli, 'synth', '--strict', '--quiet', '--no-notices'], { cwd: folder, env: ENV });
    try {
      synth();
    } catch (error) {
      // A mirror may not have what the newest CLI asks for: then it is the lowest supported version.
      if (!/No versions available for software\.amazon\.awscdk/.test((error as Error).message)) throw error;
      console.log(`Java: with aws-cdk-lib ${VERSIONS.awsCdkLib}, since the registry does not list the versions that cdk init asks for`);
      writeFileSync(pom, readFileSync(pom, 'utf8').replace(/<cdk\.version>.*<\/cdk\.version>/, `<cdk.version>${VERSIONS.awsCdkLib}</cdk.version>`));
      synth();
    }

    return {
      synthesize: (tasks: readonly Task[]) => {
        const samples = translated('java').map((each, index) => ({ ...each, ...sample(each.code, index), index, task: tasks.find(({ id }) => id === each.id)! }));
        const calls = samples.map(({ id, index, task: { acknowledged } }) => {
          const list = acknowledged.map((each) => `, Acknowledgment.builder().id(${text(each.id)}).reason(${text(each.reason)}).build()`).join('');
          return `        final App app${index} = app(${text(join(folder, 'out', id))}${list});\n        new Sample${index}(app${index});\n        synth(app${index});\n`;
        });
        rmSync(join(folder, 'out'), { recursive: true, force: true });
        const imports = [...new Set((IMPORTS + samples.map((each) => each.imports).join('\n')).split('\n'))].join('\n');
        const main = `    public static void main(final String[] args) {\n${calls.join('')}    }\n`;
        writeFileSync(join(sources, 'Samples.java'), `package com.myorg;\n\n${imports}\n\npublic final class Samples {\n    private Samples() {}\n${GIVEN}${samples.map(({ source }) => source).join('')}\n${main}}\n`);
        writeFileSync(pom, readFileSync(pom, 'utf8').replace('com.myorg.AuditApp', 'com.myorg.Samples'));
        run('mvn', ['-e', '-q', 'compile', 'exec:java'], { cwd: folder, env: { ...contextOf(folder), ...ENV } });
        return new Map(samples.map(({ id }) => [id, join(folder, 'out', id)]));
      },
    };
  },
};
