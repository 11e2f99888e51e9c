/** Writes the table of layers into CONTRIBUTING.md, from the rules that dependency-cruiser checks. `npm run docs` runs it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerRows } from '../../projenrc/layers';
import { fillIn, markdownTable } from '../lib/table';

const GUIDE = join(__dirname, '..', '..', 'CONTRIBUTING.md');

export const withLayers = (guide: string): string => fillIn(guide, 'layers', markdownTable(['Part', 'What', 'May import'], layerRows()));

if (require.main === module) writeFileSync(GUIDE, withLayers(readFileSync(GUIDE, 'utf8')));
