import { Token } from 'aws-cdk-lib';
import { checkAccounts } from '../private/checks';
import { invalid } from '../private/invalid';
import { listOf, type Shape, shaped, text } from '../private/shape';

const PACK: Shape<TrailConformancePackOptions> = { name: text };
const ORGANIZATION_PACK: Shape<TrailOrganizationConformancePackOptions> = { ...PACK, excludedAccounts: listOf(text, "'111122223333'") };

/**
 * Options of a conformance pack.
 */
export interface TrailConformancePackOptions {
  /**
   * Name of the conformance pack: up to 51 letters, digits and hyphens, beginning with a letter. Throws if it is not such a name.
   *
   * @default - a name that is derived from the stack and the construct
   */
  readonly name?: string;
}

/**
 * Options of a conformance pack for an organization.
 */
export interface TrailOrganizationConformancePackOptions extends TrailConformancePackOptions {
  /**
   * IDs of accounts in which the rules are not created, such as those without a configuration recorder. Throws if a value is not 12 digits.
   *
   * @default - none
   */
  readonly excludedAccounts?: string[];
}

/**
 * How `TrailConfigRules` deploys its rules.
 */
export class TrailConfigDeployment {
  /**
   * Rules of their own. AWS Config bills each evaluation.
   */
  public static rules(): TrailConfigDeployment {
    return new TrailConfigDeployment('rules');
  }

  /**
   * A conformance pack, which has one compliance score and cannot be changed rule by rule. AWS Config bills each evaluation.
   */
  public static conformancePack(options: TrailConformancePackOptions = {}): TrailConfigDeployment {
    const given = shaped(options, PACK);
    checkName(given.name);
    return new TrailConfigDeployment('pack', given);
  }

  /**
   * A conformance pack in every account of the organization. It has only the rules about trails, because the bucket, key, log group and topic are in one
   * account. Deploy it in the management account or in the delegated administrator for AWS Config.
   */
  public static organizationConformancePack(options: TrailOrganizationConformancePackOptions = {}): TrailConfigDeployment {
    const given = shaped(options, ORGANIZATION_PACK);
    checkName(given.name);
    checkAccounts('excludedAccounts', given.excludedAccounts);
    return new TrailConfigDeployment('organization', given);
  }

  /** @internal */
  public readonly _kind: 'rules' | 'pack' | 'organization';
  /** @internal */
  public readonly _options: TrailOrganizationConformancePackOptions;

  private constructor(kind: 'rules' | 'pack' | 'organization', options: TrailOrganizationConformancePackOptions = {}) {
    this._kind = kind;
    this._options = options;
  }
}

function checkName(name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,50}$/.test(name)) throw invalid('name', 'must be up to 51 letters, digits and hyphens, beginning with a letter', name);
}
