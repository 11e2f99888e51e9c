import type { Options } from '../arguments';

export const MIGRATION_FORMATS = ['text', 'json'] as const;

export const MIGRATE_OPTIONS: Options = {
  'format': { value: 'FORMAT', short: 'f', help: `${MIGRATION_FORMATS.join(' or ')} (default: text)` },
  'output': { value: 'FILE', short: 'o', help: 'the file to write to (default: standard output)' },
  'new-storage': { help: 'a new bucket and log group instead of those that the old construct made, which stay outside the stack' },
  'only-templates': { help: 'leave out files that are no templates, also where they are named' },
  'parameter': { value: 'NAME=VALUE', short: 'p', help: 'the value of a parameter of the templates' },
  'parameter-file': { value: 'FILE', help: 'a file of parameters, as the AWS CLI and CodePipeline take it' },
  'account': { value: 'ID', help: 'the account of stacks that do not say where they are deployed' },
  'region': { value: 'REGION', help: 'the Region of stacks that do not say where they are deployed' },
};
