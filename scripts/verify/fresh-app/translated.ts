/** The samples of README in another language, as the package registries show them: translated by jsii-rosetta. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allSamples } from './samples';
import { ROOT } from '../../lib/workspace';

export interface Translated {
  readonly name: string;
  readonly id: string;
  readonly code: string;
}

export function translated(language: 'python' | 'java'): Translated[] {
  const { snippets } = JSON.parse(readFileSync(join(ROOT, '.jsii.tabl.json'), 'utf8'));
  const ofReadme = Object.values<any>(snippets).filter(({ location: { api } }) => api?.api === 'moduleReadme' && api.moduleFqn === 'cdk-well-architected-trail')
    .sort((a, b) => a.location.field.line - b.location.field.line);
  const originals = allSamples().filter(({ name }) => name.startsWith('README.md'));
  if (ofReadme.length !== originals.length) throw new Error(`README has ${originals.length} samples, of which ${ofReadme.length} are translated`);
  return originals.map(({ name, id }, index) => ({ name, id, code: ofReadme[index].translations[language].source }));
}
