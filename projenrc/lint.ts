import { type awscdk } from 'projen';

/** One style in all files, and the rules of the CDK. */
export function addLint(project: awscdk.AwsCdkConstructLibrary): void {
  const eslint = project.eslint!;
  eslint.addPlugins('awscdk');
  eslint.addExtends('plugin:awscdk/classicRecommended');
  eslint.addIgnorePattern('examples/languages/'); // a package of its own, with a tsconfig of its own
  eslint.addRules({
    'awscdk/construct-constructor-property': 'off', // takes `props = {}` for a missing parameter
    'awscdk/require-passing-this': 'off', // does not know functions that take the scope as an argument
    '@stylistic/arrow-parens': ['error', 'always'],
    '@stylistic/brace-style': ['error', '1tbs'],
    '@stylistic/nonblock-statement-body-position': ['error', 'beside'],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
    '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { constructors: 'no-public' } }],
  });
  // Helpers of tests and measurements create constructs by the dozen.
  eslint.addOverride({ files: ['bench/**', 'integ/**', 'test/**'], rules: { 'awscdk/no-variable-construct-id': 'off', 'awscdk/prefer-grants-property': 'off' } });
  // A failure that is drawn once must be drawn again, and what is covered must not depend on the draw.
  const assert = 'CallExpression[callee.object.name="fc"][callee.property.name="assert"]';
  const message = 'Give `fc.assert` the number of runs and the seed: runs(n) of test/helpers/runs.ts.';
  eslint.addOverride({
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: `${assert}[arguments.length=1]`, message },
        { selector: `${assert} > ObjectExpression:not(:has(> Property[key.name="seed"]))`, message }],
    },
  });
  // A name says at its use what it is; `import * as` hides what a file needs of the CDK.
  eslint.addOverride({
    files: ['src/**'],
    rules: {
      'no-restricted-syntax': ['error', {
        selector: 'ImportDeclaration[source.value=/^aws-cdk-lib/] > ImportNamespaceSpecifier',
        message: 'Import what you need of aws-cdk-lib by name.',
      }],
    },
  });
  // Tests, examples and scripts are not part of jsii's own tsconfig.
  const eslintrc = project.tryFindObjectFile('.eslintrc.json');
  eslintrc?.addOverride('parserOptions.projectService', false);
  eslintrc?.addOverride('parserOptions.project', ['./tsconfig.dev.json', './integ/tsconfig.json']);
  eslintrc?.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');
}
