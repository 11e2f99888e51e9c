import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { CACHE, copyOfExample, digest, once, run } from './workspace';

export const typescript: Language = {
  name: 'TypeScript',
  tools: [['npm', '--version']],

  pack(key) {
    const folder = join(CACHE, 'packages', 'js');
    once(folder, key, () => run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]));
    return folder;
  },

  install(packages, key) {
    const folder = copyOfExample('typescript');
    const manifest = join(folder, 'package.json');
    const tarball = readdirSync(packages).find((file) => file.endsWith('.tgz'))!;
    const content = JSON.parse(readFileSync(manifest, 'utf8'));
    content.dependencies['cdk-well-architected-trail'] = `file:${join(packages, tarball)}`;
    writeFileSync(manifest, JSON.stringify(content));
    mkdirSync(folder, { recursive: true });
    once(folder, digest([manifest], key), () => {
      run('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: folder });
      run('npx', ['--no-install', 'tsc', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node', 'app.ts'], { cwd: folder });
    }, { keep: true });
    return { folder, env: {} };
  },
};
