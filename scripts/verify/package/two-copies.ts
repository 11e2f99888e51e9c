/** Two copies of aws-cdk-lib in one tree: one that the app uses, and an older one below the package. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { APP_CJS, write } from './consumer';
import { run } from '../../lib/workspace';

export function checkTwoCopies(newest: string, floor: string): void {
  const below = join(newest, 'node_modules', 'cdk-well-architected-trail', 'node_modules');
  mkdirSync(below, { recursive: true });
  cpSync(join(floor, 'node_modules', 'aws-cdk-lib'), join(below, 'aws-cdk-lib'), { recursive: true });
  const copies = 'if (require.resolve("aws-cdk-lib") === require.resolve("aws-cdk-lib", { paths: [require.resolve("cdk-well-architected-trail")] })) throw new Error("one copy only");';
  write(newest, { 'two.cjs': `${copies}\n${APP_CJS}` });
  run(process.execPath, ['two.cjs'], { cwd: newest });
}
