import { awscdk, JsonPatch, TextFile } from 'projen';
import { NodePackageManager, NpmAccess } from 'projen/lib/javascript';
import { TypeScriptRunner } from 'projen/lib/typescript';
import { addLayers } from './projenrc/layers';

/** The lowest supported aws-cdk-lib, which is also the one developed against; see docs/decisions/0002. */
const CDK_FLOOR = '2.271.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-well-architected-trail',
  description: 'An AWS CloudTrail trail that meets the Well-Architected Framework in one line of CDK, and a cdk-nag rule pack that holds every other trail of the app to the same settings.',
  author: 'cdk-well-architected-trail contributors',
  authorAddress: 'maintainers@cdk-well-architected-trail.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-well-architected-trail/cdk-well-architected-trail.git',
  license: 'Apache-2.0',
  keywords: ['cdk', 'aws-cdk', 'awscdk', 'aws', 'cloudtrail', 'audit', 'cdk-nag', 'cis', 'compliance', 'hipaa', 'logging', 'pci-dss', 'security', 'well-architected'],
  stability: 'experimental',

  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  peerDeps: ['cdk-nag@^3.0.2'],
  bundledDeps: ['yaml@^2.9.1'], // for the command; see docs/decisions/0014
  bin: { 'cdk-well-architected-trail': 'lib/command/bin.js' },
  devDeps: [
    '@aws-cdk/aws-service-spec@^0.1.216',
    '@aws-cdk/integ-runner@^2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@types/node@^20',
    'aws-cdk@^2.1148.1',
    'cdk-nag@3.0.2',
    'dependency-cruiser@^17.0.0',
    'esbuild@^0.28.2',
    'eslint-plugin-awscdk@^4.2.1',
    'fast-check@^4.10.0',
    'jsii-rosetta@~6.0.0',
  ],

  bumpPackage: 'commit-and-tag-version@^12', // later ones warn on Node 20
  defaultReleaseBranch: 'main',
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
  githubOptions: { mergify: false },
  pullRequestTemplateContents: [
    '<!-- What changes for a user, and why. One change a pull request. -->',
    '',
    '- [ ] `npm test` passes, and a test fails without the change',
    '- [ ] `CI=1 npx projen build` has left nothing to commit',
    '- [ ] no logical id, rule id or warning id has changed (docs/versioning.md)',
    '- [ ] CHANGELOG.md says what a user notices',
  ],

  packageManager: NodePackageManager.NPM,
  npmignoreEnabled: false,
  projenrcTs: true,
  runner: TypeScriptRunner.tsx(),
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: {
      // Examples and tests import the package by its public name, as a user does.
      paths: {
        'cdk-well-architected-trail': ['./src/index.ts'],
        'cdk-well-architected-trail/nag': ['./src/nag/index.ts'],
        'cdk-well-architected-trail/nag/rules': ['./src/nag/rules-for-packs.ts'],
      },
    },
    include: ['.projenrc.ts'],
    exclude: ['node_modules', 'dist', 'cdk.out'],
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'scripts', 'bench'] },
  jestOptions: {
    jestConfig: {
      coverageProvider: 'babel',
      coverageThreshold: { branches: 100, functions: 100, lines: 100, statements: 100 },
      collectCoverageFrom: ['src/**/*.ts'],
      setupFiles: ['<rootDir>/test/setup.ts'],
      moduleNameMapper: {
        '^cdk-well-architected-trail$': '<rootDir>/src/index.ts',
        '^cdk-well-architected-trail/nag$': '<rootDir>/src/nag/index.ts',
        '^cdk-well-architected-trail/nag/rules$': '<rootDir>/src/nag/rules-for-packs.ts',
      },
      modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
    },
  },
});

// What npm ships, and by which paths it may be imported. `/nag` keeps cdk-nag out of a trail-only app.
project.package.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', '.jsii', '.warnings.jsii.js', 'API.md', 'RULES.md', 'docs/**/*.md']);
project.package.addField('exports', {
  '.': './lib/index.js',
  './nag': './lib/nag/index.js',
  './nag/rules': './lib/nag/rules-for-packs.js',
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
});
project.package.addField('typesVersions', { '*': { 'nag': ['./lib/nag/index.d.ts'], 'nag/rules': ['./lib/nag/rules-for-packs.d.ts'] } });
// Whoever runs the command with npx gets neither the CDK nor cdk-nag; see docs/decisions/0014.
project.package.addField('peerDependenciesMeta', Object.fromEntries(['aws-cdk-lib', 'cdk-nag', 'constructs'].map((peer) => [peer, { optional: true }])));
project.package.addField('overrides', {
  'eslint-plugin-awscdk': { typescript: '$typescript' },
  // Later ones name binaries for platforms that are not published: `npm ci` then finds the lock file incomplete.
  'unrs-resolver': '1.11.1',
});

// Lock files name versions and hashes, no download addresses.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

project.eslint?.addPlugins('awscdk');
project.eslint?.addIgnorePattern('examples/languages/'); // a package of its own, with a tsconfig of its own
project.eslint?.addExtends('plugin:awscdk/classicRecommended');
project.eslint?.addRules({
  'awscdk/construct-constructor-property': 'off', // takes `props = {}` for a missing parameter
  'awscdk/require-passing-this': 'off', // knows no functions that are given the scope
});
// One hand: guards on one line without braces, parentheses around every parameter, types imported as types, modifiers on every member.
project.eslint?.addRules({
  '@stylistic/arrow-parens': ['error', 'always'],
  '@stylistic/nonblock-statement-body-position': ['error', 'beside'],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { constructors: 'no-public' } }],
  '@stylistic/brace-style': ['error', '1tbs'],
});
// Helpers of tests and measurements make constructs by the dozen.
project.eslint?.addOverride({ files: ['bench/**', 'test/**'], rules: { 'awscdk/no-variable-construct-id': 'off', 'awscdk/prefer-grants-property': 'off' } });
// Tests, examples and scripts are no part of jsii's own tsconfig.
const eslintrc = project.tryFindObjectFile('.eslintrc.json');
eslintrc?.addOverride('parserOptions.projectService', false);
eslintrc?.addOverride('parserOptions.project', './tsconfig.dev.json');
eslintrc?.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');

// jsii never removes what it compiled from a file that is gone.
project.preCompileTask.exec('rm -rf lib');
project.compileTask.exec('tsx --tsconfig tsconfig.dev.json scripts/build/lazy-exports.ts');
// Samples in README and docs are compiled like code.
project.compileTask.exec('jsii-rosetta extract --strict --compile');
project.testTask.prependExec('tsx --tsconfig tsconfig.dev.json scripts/verify/check-samples.ts');
project.testTask.prependExec('tsc --noEmit -p tsconfig.dev.json');

addLayers(project);

project.addTask('demo', { description: 'Synthesizes the examples and shows what comes out', exec: 'tsx --tsconfig tsconfig.dev.json scripts/demo/demo.ts' });
const docs = project.addTask('docs', { description: 'Writes the generated pages, tables and pictures of the docs' });
['rules-md', 'detection-guide', 'getting-started', 'policy-mutants', 'pictures'].forEach((script) => docs.exec(`tsx --tsconfig tsconfig.dev.json scripts/docs/${script}.ts`));
project.postCompileTask.spawn(docs);
project.addTask('languages', { description: 'Runs the same app in every language and compares what comes out', exec: 'tsx --tsconfig tsconfig.dev.json scripts/verify/languages.ts' });
project.addTask('check-package', { description: 'Installs the package as its users do, and uses it', exec: 'tsx --tsconfig tsconfig.dev.json scripts/verify/check-package.ts' });
project.addTask('check-samples', { description: 'Compiles the samples of the guides', exec: 'tsx --tsconfig tsconfig.dev.json scripts/verify/check-samples.ts' });
project.addTask('bench', { description: 'Measures synth, load and check times', exec: 'tsx --tsconfig tsconfig.dev.json bench/bench.ts', receiveArgs: true });

project.addTask('corpora', {
  description: 'Scores the rule pack on templates that others have labelled: npm run corpora -- <folder>',
  exec: 'tsx --tsconfig tsconfig.dev.json scripts/corpora/corpora.ts',
  receiveArgs: true,
});

project.gitignore.exclude('cdk.out', 'bench-results.json', 'corpora-results.json', '.jsii.tabl.json*', '.npmignore', '.DS_Store');

// jsii's tools print a banner on Node 20, which this library supports as long as CDK does.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// jsii-diff compares with the last release on npm, and has nothing to say before the first.
project.buildWorkflow?.addPostBuildSteps({ name: 'API is compatible with the last release', run: 'npx projen compat' });

new TextFile(project, '.github/CODEOWNERS', {
  marker: true,
  lines: ['* @cdk-well-architected-trail/maintainers'],
});

// The publisher's default registry is the right one; a workflow has no need to name it.
project.tryFindObjectFile('.github/workflows/release.yml')?.patch(
  JsonPatch.test('/jobs/release_npm/steps/9/name', 'Release'),
  JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'),
);

project.synth();
