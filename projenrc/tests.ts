import { type awscdk, type Project } from 'projen';
import { type JestOptions, UpdateSnapshot } from 'projen/lib/javascript';
import { JEST_MODULES } from './exports';
import { run } from './run';

/** Suites with these endings, and the rehearsal of deployments, run in `npm run test:slow` only; see docs/decisions/0017-fast-and-slow-tests.md. */
const SLOW = '\\.(slow|property)\\.test\\.ts$|/test/rehearsal/';

/** All suites, slow ones included, or those whose path matches. (The option takes all arguments that follow it, so it is the last one.) */
const jestAll = (pattern = '') => `jest ${pattern} --ci --testPathIgnorePatterns=/node_modules/`.replace('  ', ' ');

export const JEST: JestOptions = {
  passWithNoTests: false,
  updateSnapshot: UpdateSnapshot.NEVER,
  jestConfig: {
    maxWorkers: '100%', // jest leaves one core idle otherwise, which is half of two
    collectCoverage: false, // it takes as long as the tests; `npm run test:coverage`
    coverageProvider: 'babel',
    coverageThreshold: { branches: 100, functions: 100, lines: 100, statements: 100 },
    collectCoverageFrom: ['src/**/*.ts'],
    globalSetup: '<rootDir>/test/build-hook.ts', // what `TrailDeploymentHook` deploys is built, not written
    setupFiles: ['<rootDir>/test/setup.ts'],
    moduleNameMapper: JEST_MODULES,
    modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
    testPathIgnorePatterns: ['/node_modules/', SLOW],
  },
};

/** `npm test` is what takes minutes at most; everything else has a script of its own, and all of them run on every change. */
export function addTests(project: awscdk.AwsCdkConstructLibrary): void {
  project.removeTask('test:update'); // there are no snapshots
  addCheck(project);

  project.addTask('test:coverage', {
    description: 'The tests of npm test, which must reach every line and branch', env: { JEST_JUNIT_OUTPUT_NAME: 'coverage.xml' }, exec: 'jest --ci --coverage',
  });

  const slow = project.addTask('test:slow', {
    description: 'Tests that take longer, properties with all their runs, and the samples of the guides',
    env: { LONG_RUNS: '1', JEST_JUNIT_OUTPUT_NAME: 'slow.xml' },
  });
  slow.exec(run('scripts/verify/check-samples'));
  slow.exec(jestAll(`'${SLOW}'`));

  const newest = project.addTask('test:newest-cdk', {
    description: 'All tests with the newest aws-cdk-lib and cdk-nag; changes node_modules, which `npm ci` restores',
    env: { LONG_RUNS: '1', JEST_JUNIT_OUTPUT_NAME: 'newest-cdk.xml' },
  });
  newest.exec('npm install --no-save --no-audit --no-fund --silent aws-cdk-lib@2 constructs@10 cdk-nag@3');
  newest.exec('node -p "[\'aws-cdk-lib\', \'constructs\', \'cdk-nag\'].map((name) => name + \' \' + require(name + \'/package.json\').version).join(\', \')"');
  newest.exec(jestAll());

  addScript(project, 'check-samples', 'Compiles the samples of the guides', 'scripts/verify/check-samples');
  addScript(project, 'blinding', 'Counts the calls that weaken a watched trail, and those that are prevented and reported', 'scripts/blinding/account');
  addScript(project, 'mutants', 'Looks for mistakes in the rule pack that no test notices: npm run mutants -- --files key --json survivors.json', 'scripts/verify/mutants');
  addScript(project, 'languages', 'Runs the same app in every language and compares the results', 'scripts/verify/languages');
  addScript(project, 'fresh-app', 'Does what a new user does: cdk init, install, the samples of README and guides, cdk synth --strict', 'scripts/verify/fresh-app');
  addScript(project, 'check-package', 'Installs the package as users do, and uses it', 'scripts/verify/check-package');
  addScript(project, 'rehearsal-mutants', 'Brings each mended fault back, and shows that the rehearsal of deployments notices it', 'scripts/verify/rehearsal-mutants');
  addScript(project, 'html-report', 'Opens the HTML reports of the command in Chromium', 'scripts/verify/html-report');
  addScript(project, 'corpora', 'Scores the rule pack on templates with labels: npm run corpora -- <folder>', 'scripts/corpora/corpora');
  const integ = 'tsx --tsconfig integ/tsconfig.json integ/run.ts';
  const check = project.addTask('integ:check', { description: 'Compares the integration tests with their snapshots, without an account' });
  check.exec('tsc --noEmit -p integ/tsconfig.json');
  check.exec(`${integ} check`);
  project.addTask('integ', { description: 'Integration tests: npm run integ -- check, update or deploy', exec: integ, receiveArgs: true });
  addScript(project, 'bench', 'Measures synth, load and check times', 'bench/bench');
}

/** What is found without running anything. Each of the three uses one core: side by side they take half as long. */
function addCheck(project: awscdk.AwsCdkConstructLibrary): void {
  const { testTask } = project;
  testTask.removeStep(testTask.steps.findIndex(({ spawn }) => spawn === 'eslint'));
  const check = project.addTask('check', { description: 'Checks layers, types and lint' });
  check.exec("concurrently --group --names layers,types,lint 'projen layers' 'tsc --noEmit -p tsconfig.dev.json' 'projen eslint'");
}

function addScript(project: Project, name: string, description: string, script: string): void {
  project.addTask(name, { description, exec: run(script), receiveArgs: true });
}
