import { type awscdk, JsonPatch, TextFile } from 'projen';
import { WorkflowSteps } from 'projen/lib/github';
import { type Job, JobPermission, type Tools } from 'projen/lib/github/workflows-model';

/** A release that is still maintained. */
export const WORKFLOW_NODE = '24';

/** What docs/versioning.md says is supported. */
const SUPPORTED_NODE = ['20', '22', '24'];

/**
 * Actions are pinned by commit. projen pins some of them by the tag of a release; when it moves on to a later one, that tag has no commit here, and
 * test/scripts/workflows.test.ts fails until it does.
 */
const PINNED: { readonly [action: string]: string } = {
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/setup-java@v6.0.0': 'b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  'actions/setup-python@v7.0.0': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  'actions/setup-dotnet@v6.0.0': 'a98b56852c35b8e3190ac28c8c2271da59106c68',
  'actions/setup-go@v7.0.0': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  'peter-evans/create-pull-request@v8.1.1': '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
};

const JAVA = { java: { version: '17', distribution: 'corretto' } };
const PYTHON = { python: { version: '3.x' } };

/** A job that installs and runs, and may not write anywhere. */
function job(name: string, steps: readonly string[], tools: Tools = {}, more: Partial<Job> = {}): Job {
  return {
    name,
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    tools: { node: { version: WORKFLOW_NODE }, ...tools },
    env: { CI: 'true', REQUIRE_TOOLS: '1' }, // nothing is skipped for want of a tool
    steps: [WorkflowSteps.checkout(), ...['npm ci', ...steps].map((run) => ({ run }))],
    ...more,
  };
}

/** Every change runs what .ci/run does, each step in a job of its own; the job `build` has the generated files. */
export function addWorkflows(project: awscdk.AwsCdkConstructLibrary): void {
  const { actions } = project.github!;
  for (const [action, commit] of Object.entries(PINNED)) actions.set(action, `${action.split('@')[0]}@${commit}`);

  // jsii-diff compares with the last release on npm, and has nothing to say before the first.
  project.buildWorkflow?.addPostBuildSteps({ name: 'API is compatible with the last release', run: 'npx projen compat' });
  project.github!.tryFindWorkflow('build')!.addJobs({
    'test': job('npm test on Node.js ${{ matrix.node }}', ['npm test', 'npm run demo'], { node: { version: '${{ matrix.node }}' } }, {
      strategy: { failFast: false, matrix: { domain: { node: SUPPORTED_NODE } } },
    }),
    'check': job('layers, types and lint', ['npm run check']),
    'coverage': job('coverage', ['npm run test:coverage']),
    'slow': job('slow tests', ['npm run test:slow'], { ...JAVA, ...PYTHON }),
    'newest-cdk': job('newest aws-cdk-lib', ['npm run test:newest-cdk'], { ...JAVA, ...PYTHON }),
    'languages': job('languages', ['npm run languages'], { ...JAVA, ...PYTHON, go: { version: 'stable' } }),
    'package': job('package', ['npm run check-package']),
    'fresh-app': job('a new user', ['npm run fresh-app'], { ...JAVA, ...PYTHON }),
    'html-report': job('HTML report in Chromium', ['npm run html-report']),
    'integ': job('integration tests, without an account', ['npm run integ:check']),
  });

  // The publisher's default registry is the right one; a workflow has no need to name it.
  project.tryFindObjectFile('.github/workflows/release.yml')?.patch(
    JsonPatch.test('/jobs/release_npm/steps/9/name', 'Release'),
    JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'),
  );

  new TextFile(project, '.github/CODEOWNERS', { marker: true, lines: ['* @cdk-well-architected-trail/maintainers'] });
}

/** Titles become the changelog of a release. */
export const PULL_REQUEST_TITLES = ['feat', 'fix', 'perf', 'refactor', 'docs', 'test', 'build', 'chore'];

export const PULL_REQUEST = [
  '<!-- What changes for a user, and why: the title is a line of the changelog, the text becomes the body of the commit. One change per pull request. -->',
  '',
  '- [ ] `npm run check`, `npm run test:coverage` and `npm run test:slow` pass, and a test fails without the change',
  '- [ ] `CI=1 npx projen build` leaves nothing to commit',
  '- [ ] no logical id, rule id or warning id has changed (docs/versioning.md)',
];
