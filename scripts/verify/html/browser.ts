/** A real Chromium, a driver for it and axe: installed where they are not there yet, beside the dependencies of the project. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { once, ROOT, run } from '../../lib/workspace';

/** A second run is quick by what is here. Another checkout of the project may share it. */
export const CACHE = process.env.BROWSER_CACHE ?? join(ROOT, 'node_modules', '.cache', 'browser');
const PACKAGES = ['playwright-core@1.65.1', 'axe-core@4.14.1'];
const CHROMIUM_OF_NPM = '@sparticuz/chromium@147.0.0';

export interface Browser {
  readonly executable: string;
  /** `playwright-core`. */
  readonly driver: any;
  /** The source of axe, which runs in the page. */
  readonly axe: string;
}

export async function installBrowser(): Promise<Browser> {
  install('driver', PACKAGES);
  const load = createRequire(join(CACHE, 'driver', 'package.json'));
  return { executable: await chromium(), driver: load('playwright-core'), axe: readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8') };
}

function install(name: string, packages: string[]): string {
  const folder = join(CACHE, name);
  once(folder, packages.join(' '), () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', ...packages], { cwd: folder });
  });
  return folder;
}

/** That of the machine, else that of Debian, else one from npm. */
async function chromium(): Promise<string> {
  const found = process.env.CHROMIUM ?? onPath();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && isThere('apt-get')) {
    const failed = ['update --quiet', 'install --quiet --yes --no-install-recommends chromium'].find((args) => spawnSync('apt-get', args.split(' ')).status !== 0);
    const installed = failed === undefined ? onPath() : undefined;
    if (installed !== undefined) return installed;
  }
  const folder = install('chromium', [CHROMIUM_OF_NPM]);
  const { default: packed } = await import(createRequire(join(folder, 'package.json')).resolve('@sparticuz/chromium'));
  return packed.executablePath();
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onPath = () => NAMES.map((name) => whereIs(name)).find((file) => file !== undefined);
const isThere = (name: string) => whereIs(name) !== undefined;

function whereIs(name: string): string | undefined {
  return (process.env.PATH ?? '').split(':').map((folder) => join(folder, name)).find((file) => existsSync(file));
}
