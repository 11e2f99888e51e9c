/** Ids of the controls that a rule is evidence for; a catalog that has none is left out. */
export interface RuleControls {
  readonly securityHub?: readonly string[];
  readonly controlTower?: readonly string[];
  readonly cis14?: readonly string[];
  readonly cis30?: readonly string[];
  readonly cis50?: readonly string[];
  readonly cis70?: readonly string[];
  readonly nist80053r5?: readonly string[];
  readonly fedRampModerate?: readonly string[];
  readonly nist800171r2?: readonly string[];
  readonly pci401?: readonly string[];
  readonly hipaa?: readonly string[];
  readonly wellArchitected?: readonly string[];
}

/** The title of a catalog of controls, in the order of the mapping table. */
export const CATALOGS: { readonly [C in keyof Required<RuleControls>]: string } = {
  wellArchitected: 'Well-Architected Framework',
  securityHub: 'AWS Security Hub CSPM',
  controlTower: 'AWS Control Tower',
  cis14: 'CIS AWS Foundations Benchmark 1.4',
  cis30: 'CIS AWS Foundations Benchmark 3.0',
  cis50: 'CIS AWS Foundations Benchmark 5.0',
  cis70: 'CIS AWS Foundations Benchmark 7.0',
  nist80053r5: 'NIST SP 800-53 Rev. 5',
  fedRampModerate: 'FedRAMP Rev. 5 Moderate',
  nist800171r2: 'NIST SP 800-171 Rev. 2',
  pci401: 'PCI DSS 4.0.1',
  hipaa: 'HIPAA Security Rule (45 CFR)',
};
