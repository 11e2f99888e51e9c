/** Sequences that are more than one edit, and apps that should not synthesize as they are. Each is right when it returns no problem. */
import { ARCHIVES } from './scenarios/archives';
import { COMPANION_LAYOUTS } from './scenarios/companion-layouts';
import { COMPANIONS } from './scenarios/companions';
import { FIRST } from './scenarios/first-deployments';
import type { Scenario } from './scenarios/helpers';
import { INPUTS } from './scenarios/inputs';
import { POLICIES } from './scenarios/policies';
import { READERS } from './scenarios/readers';

export { type Finding, NAMES_A_PROP, type Scenario } from './scenarios/helpers';

export const SCENARIOS: readonly Scenario[] = [...FIRST, ...INPUTS, ...READERS, ...POLICIES, ...ARCHIVES, ...COMPANIONS, ...COMPANION_LAYOUTS];
