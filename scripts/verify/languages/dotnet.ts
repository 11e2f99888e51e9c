import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { bin, CACHE, once } from '../../lib/workspace';

/** .NET is generated only: its code, and the project that compiles it. */
export const dotnet: Language = {
  name: '.NET',
  tools: [],

  pack(key) {
    const folder = join(CACHE, 'packages', 'dotnet');
    once(folder, key, () => bin('jsii-pacmak', ['--target', 'dotnet', '--code-only', '--outdir', folder]));
    const code = join(folder, 'dotnet', 'CdkWellArchitectedTrail');
    for (const file of ['CdkWellArchitectedTrail.csproj', 'CdkWellArchitectedTrail/WellArchitectedTrail.cs', 'CdkWellArchitectedTrail/Nag/WellArchitectedTrailChecks.cs']) {
      if (!existsSync(join(code, file))) throw new Error(`jsii-pacmak has not generated ${file}`);
    }
    return code;
  },
};
