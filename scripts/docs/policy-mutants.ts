/** Writes docs/policy-mutants.md: which mistakes in the policies the tests were tried with. */
import * as fs from 'fs';
import * as path from 'path';
import { mutationReport } from '../../test/policies/mutation-report';

fs.writeFileSync(path.join(__dirname, '..', '..', 'docs', 'policy-mutants.md'), mutationReport());
