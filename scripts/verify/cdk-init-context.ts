/** Writes the context that `cdk init` of the installed CLI writes into `cdk.json`, for the tests of references between stacks. */
import { copyFileSync } from 'node:fs';
import * as path from 'node:path';

const root = path.join(__dirname, '../..');

copyFileSync(path.join(root, 'node_modules/aws-cdk/lib/init-templates/.recommended-feature-flags.json'), path.join(root, 'test/fixtures/cdk-init-context.json'));
