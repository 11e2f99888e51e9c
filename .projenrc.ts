import { awscdk, ReleasableCommits } from 'projen';
import { JobPermission } from 'projen/lib/github/workflows-model';
import { NodePackageManager, NpmAccess } from 'projen/lib/javascript';
import { TypeScriptRunner } from 'projen/lib/typescript';
import { addDependencySettings } from './projenrc/dependencies';
import { addDocs } from './projenrc/docs';
import { addExports, SOURCE_PATHS } from './projenrc/exports';
import { addLayers } from './projenrc/layers';
import { addLint } from './projenrc/lint';
import { addTests, JEST } from './projenrc/tests';
import { addWorkflows, PULL_REQUEST, PULL_REQUEST_TITLES, WORKFLOW_NODE } from './projenrc/workflows';

/** The lowest supported aws-cdk-lib, which is also the one developed against; see docs/decisions/0002. */
const CDK_FLOOR = '2.271.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-well-architected-trail',
  description: 'An AWS CloudTrail trail that meets the Well-Architected Framework in one line of CDK, and a cdk-nag rule pack that holds every other trail of the app to the same settings.',
  author: 'cdk-well-architected-trail contributors',
  authorAddress: 'maintainers@cdk-well-architected-trail.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-well-architected-trail/cdk-well-architected-trail.git',
  homepage: 'https://constructs.dev/packages/cdk-well-architected-trail',
  bugsUrl: 'https://github.com/cdk-well-architected-trail/cdk-well-architected-trail/issues',
  license: 'Apache-2.0',
  keywords: ['cdk', 'aws-cdk', 'awscdk', 'aws', 'cloudtrail', 'audit', 'cdk-nag', 'cis', 'compliance', 'hipaa', 'logging', 'pci-dss', 'security', 'well-architected'],
  stability: 'experimental',

  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0', // that of aws-cdk-lib; see docs/versioning.md
  workflowNodeVersion: WORKFLOW_NODE,
  peerDeps: ['cdk-nag@^3.0.2'],
  bundledDeps: ['yaml@^2.9.1'], // for the command; see docs/decisions/0014
  bin: { 'cdk-well-architected-trail': 'lib/command/bin.js' },
  devDeps: [
    '@aws-cdk/aws-service-spec@^0.1.216',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@types/node@^20',
    'ajv@^6.15.0',
    'aws-cdk@^2.1148.1',
    'cdk-nag@3.0.2',
    'concurrently@^9.2.3',
    'dependency-cruiser@^17.0.0',
    'esbuild@^0.28.2',
    'eslint-plugin-awscdk@^4.2.1',
    'fast-check@^4.10.0',
    'jsii-rosetta@~6.0.0',
  ],

  bumpPackage: 'commit-and-tag-version@^12', // later ones warn on Node 20
  jsiiReleaseVersion: '0.2.1061', // runs with the credentials of all registries
  defaultReleaseBranch: 'main',
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  npmAccess: NpmAccess.PUBLIC,
  npmProvenance: true,
  publishToPypi: { distName: 'cdk-well-architected-trail', module: 'cdk_well_architected_trail' },
  publishToMaven: {
    javaPackage: 'io.github.cdkwellarchitectedtrail',
    mavenGroupId: 'io.github.cdkwellarchitectedtrail',
    mavenArtifactId: 'cdk-well-architected-trail',
  },
  publishToNuget: { dotNetNamespace: 'CdkWellArchitectedTrail', packageId: 'CdkWellArchitectedTrail' },
  publishToGo: { moduleName: 'github.com/cdk-well-architected-trail/cdk-well-architected-trail-go', packageName: 'cdkwellarchitectedtrail' },
  githubOptions: { mergify: false, pullRequestLintOptions: { semanticTitleOptions: { types: PULL_REQUEST_TITLES } } },
  buildWorkflowOptions: { mutableBuild: false, permissions: { contents: JobPermission.READ } }, // what is generated is committed
  pullRequestTemplateContents: PULL_REQUEST,

  packageManager: NodePackageManager.NPM,
  npmignoreEnabled: false,
  projenrcTs: true,
  runner: TypeScriptRunner.tsx(),
  // The sources are not shipped: traces name the files that are.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: { paths: SOURCE_PATHS },
    include: ['.projenrc.ts'],
    exclude: ['node_modules', 'dist', 'cdk.out', 'integ'], // integ has a tsconfig of its own
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'scripts', 'bench', 'integ'] },
  jestOptions: JEST,
});

addDependencySettings(project);
addExports(project);
addDocs(project);
addTests(project);
addLayers(project);
addLint(project);
addWorkflows(project);

project.tryFindObjectFile('package.json')!.addOverride('jsii.targets.python.classifiers', ['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2']);

project.gitignore.exclude('cdk.out', 'bench-results.json', 'corpora-results.json', '.jsii.tabl.json*', '.npmignore', '.DS_Store');

// jsii's tools print a banner on Node 20, which this library supports as long as docs/versioning.md says.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

project.synth();
