import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { inText } from './readable';

/** The packs whose rules follow a control framework; they share most of their rules. */
export const FRAMEWORK_PACKS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/**
 * Acknowledges a cdk-nag finding that is by design, on the exact construct, with a reason for auditors.
 *
 * The ids are qualified with the name of the pack; otherwise the validation report does not keep the reason.
 *
 * One entry for all packs: `Validations.acknowledge` writes one for each, with a stack trace each, and looks for a warning of
 * that name in the whole tree below. Together that was a twentieth of the synthesis of a trail.
 */
export function acknowledge(scope: IConstruct, packs: string[], rule: string, reason: string): void {
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(packs.map((pack) => [`${pack}::${pack}-${rule}`, reason])));
}

/**
 * Acknowledges the finding of AwsSolutions on each of these resources of a policy that has a wildcard.
 *
 * The id of the finding contains the resource as the template has it. A reference to another stack is an export or an output of that stack there,
 * which is known when the app is synthesized: so the resources are looked at once more then.
 */
export function acknowledgeWildcards(policy: IConstruct, resources: string[], reason: string): void {
  const known = new Set<unknown>();
  const acknowledgeAll = () => {
    for (const resource of (Stack.of(policy).resolve(resources) as unknown[]).map(asCdkNagSpells)) {
      if (!known.has(resource)) acknowledge(policy, ['AwsSolutions'], `IAM5[Resource::${resource}]`, reason);
      known.add(resource);
    }
  };
  acknowledgeAll();
  policy.node.addValidation({
    validate: () => {
      acknowledgeAll();
      return [];
    },
  });
}

/** An expression as it stands in the ids of cdk-nag, which name an import by its export. */
function asCdkNagSpells(expression: unknown): string {
  const { 'Fn::Join': join, 'Fn::ImportValue': imported } = Object(expression) as { [fn: string]: any };
  if (Array.isArray(join)) return (join[1] as unknown[]).map(asCdkNagSpells).join(join[0] as string);
  return inText(imported ?? expression);
}
