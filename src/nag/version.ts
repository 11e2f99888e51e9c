import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Version of the package: package.json is two levels up from the sources and from what they are compiled to. */
export const VERSION: string = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
