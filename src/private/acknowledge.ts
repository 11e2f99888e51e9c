import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The packs whose rules follow a control framework; they share most of their rules. */
export const FRAMEWORK_PACKS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/**
 * Acknowledges a cdk-nag finding that is by design, on the exact construct, with a reason for auditors.
 *
 * The ids are qualified with the name of the pack; otherwise the validation report does not keep the reason.
 */
export function acknowledge(scope: IConstruct, packs: string[], rule: string, reason: string): void {
  Validations.of(scope).acknowledge(...packs.map((pack) => ({ id: `${pack}::${pack}-${rule}`, reason })));
}
