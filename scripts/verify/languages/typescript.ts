import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { CACHE, installExample, once, run } from '../../lib/workspace';

export const typescript: Language = {
  name: 'TypeScript',
  tools: [['npm', '--version']],

  pack(key) {
    const folder = join(CACHE, 'packages', 'js');
    once(folder, key, () => run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]));
    return folder;
  },

  install(packages, key) {
    const folder = installExample('typescript', key, (app) => {
      const manifest = join(app, 'package.json');
      const content = JSON.parse(readFileSync(manifest, 'utf8'));
      content.dependencies['cdk-well-architected-trail'] = `file:${join(packages, readdirSync(packages).find((file) => file.endsWith('.tgz'))!)}`;
      writeFileSync(manifest, JSON.stringify(content));
      // npm would keep another package of the same version.
      rmSync(join(app, 'node_modules', 'cdk-well-architected-trail'), { recursive: true, force: true });
      run('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: app });
      run(process.execPath, [join(app, 'node_modules', 'typescript', 'bin', 'tsc')], { cwd: app });
    });
    return { folder, env: {} };
  },
};
