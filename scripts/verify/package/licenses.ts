/** The licences of everything that comes with the package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = ['Apache-2.0', 'MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0'];

interface Installed {
  readonly name: string;
  readonly license: string;
}

/** Every package in a node_modules folder, with those that are bundled in others. */
function installed(modules: string): Installed[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).filter((name) => !name.startsWith('.')).flatMap((name) => {
    const folder = join(modules, name);
    if (name.startsWith('@')) return installed(folder);
    const { name: full, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return [{ name: `${full}@${version}`, license }, ...installed(join(folder, 'node_modules'))];
  });
}

/** A licence, or a choice with one that is allowed. */
const allowed = (license: string) => (license ?? '').replace(/[()]/g, '').split(' OR ').some((one) => one.split(' AND ').every((part) => ALLOWED.includes(part)));

export function checkLicenses(folder: string): { count: number; problems: string[] } {
  const all = installed(join(folder, 'node_modules'));
  return { count: all.length, problems: all.filter(({ license }) => !allowed(license)).map(({ name, license }) => `${name}: ${license}`) };
}
