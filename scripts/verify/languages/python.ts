import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { bin, CACHE, digest, installExample, once, run, withPath } from '../../lib/workspace';

export const python: Language = {
  name: 'Python',
  tools: [['python3', '--version']],

  pack(key) {
    const folder = join(CACHE, 'packages', 'python');
    once(folder, key, () => bin('jsii-pacmak', ['--target', 'python', '--outdir', folder]));
    return join(folder, 'python');
  },

  install(packages, key) {
    const wheel = join(packages, readdirSync(packages).find((file) => file.endsWith('.whl'))!);
    const venv = join(CACHE, 'venv');
    const folder = installExample('python', key, (app) => {
      const requirements = join(app, 'requirements.txt');
      const pip = (...args: string[]) => run(join(venv, 'bin', 'python3'), ['-m', 'pip', 'install', '--quiet', ...args]);
      once(venv, digest([requirements], run('python3', ['--version'])), () => {
        run('python3', ['-m', 'venv', venv]);
        pip(wheel, '--requirement', requirements);
      });
      pip('--no-deps', '--force-reinstall', wheel);
    });
    return { folder, env: withPath(join(venv, 'bin')) };
  },
};
