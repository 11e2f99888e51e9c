import '../supported/cdk-nag';
import { type CfnResource, Duration, type IPolicyValidationContext, type PolicyValidationPluginReport } from 'aws-cdk-lib';
import { NagPack, type NagPackProps } from 'cdk-nag/lib/nag-pack';
import type { IConstruct } from 'constructs';
import { withCdkErrors } from '../cdk-error';
import { ConstructIndex } from './adapter/construct-index';
import { type Inspection, inspect } from './adapter/inspect';
import { grouped } from './adapter/report';
import { commonStage, rendered, synthesized } from './adapter/sources';
import { wholeDays } from './adapter/whole-days';
import { type ActiveRules, activeRules } from './reporting/levels';
import type { RuleLevel } from './rule-level';
import { PACK_NAME, RULE_NAMES, type RuleName, ruleId } from './rules';
import { VERSION } from './version';

/**
 * What the rule pack asks for.
 */
export interface WellArchitectedTrailChecksProps extends NagPackProps {
  /**
   * How long log files and the events in the log group must be kept, in whole days of at least 1.
   *
   * @default Duration.days(365)
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
   */
  readonly requiredRetention?: Duration;

  /**
   * Whether it is an error when the app, or the stage that the pack is registered on, holds no trail that meets all rules of error level.
   *
   * @default false
   */
  readonly requireTrail?: boolean;

  /**
   * Levels of single rules, by the name of the rule (`CloudTrailInsightsEnabled`) or its id. `RuleLevel.OFF` switches a rule off.
   *
   * A name that no rule of the pack has is an error.
   *
   * @default - every rule has the level that RULES.md says
   */
  readonly ruleLevels?: { readonly [rule: string]: RuleLevel };

  /**
   * The loudest level of the rules that `ruleLevels` does not name. With `RuleLevel.WARNING` no finding fails the synthesis, which is a way to begin;
   * with `RuleLevel.OFF` only the rules in `ruleLevels` are judged. It never makes a rule louder than RULES.md says: use `ruleLevels` for that.
   *
   * @default RuleLevel.ERROR - every rule has the level that RULES.md says
   */
  readonly defaultLevel?: RuleLevel;

  /**
   * The level of findings that say what a rule could not see, such as an imported bucket. A rule that is quieter keeps its level: with
   * `RuleLevel.ERROR` what cannot be told about a rule of level error fails the synthesis, with `RuleLevel.OFF` no such finding is reported. A template
   * that cannot be read is always reported, and so is a rule that fails, at the level of that rule.
   *
   * @default RuleLevel.WARNING
   */
  readonly cannotTell?: RuleLevel;
}

/**
 * A cdk-nag rule pack for AWS CloudTrail: judges every trail of an app, and the bucket, key, log group, role and topic that it delivers to.
 *
 * It reads the CloudFormation templates that the synthesis has written, so that overrides, raw resources and included templates are judged as they
 * will be deployed. Only findings of error level fail the synthesis. It changes nothing, calls no AWS API and costs nothing.
 *
 * @see https://github.com/cdklabs/cdk-nag
 *
 * @exampleMetadata nofixture
 * @example
 * import { App, Validations } from 'aws-cdk-lib';
 * import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';
 *
 * const app = new App();
 * Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app));
 */
export class WellArchitectedTrailChecks extends NagPack {
  /**
   * The name of the pack, which acknowledgements start with.
   */
  public readonly name: string = PACK_NAME;

  /**
   * The version of the package.
   */
  public readonly version?: string = VERSION;

  /**
   * The ids of all rules of the pack, also of those that are switched off.
   */
  public readonly ruleIds?: string[] = RULE_NAMES.map(ruleId);

  private readonly active: ActiveRules;
  private readonly requiredRetentionDays: number;
  private readonly verboseText: boolean;

  /**
   * @param scope the app or stage whose resources get acknowledgements in their metadata with `writeSuppressionsToCloudFormation`; not needed otherwise
   * @param props what the pack asks for
   */
  constructor(scope?: IConstruct, props: WellArchitectedTrailChecksProps = {}) {
    super(scope, props);
    this.packName = PACK_NAME;
    this.requiredRetentionDays = wholeDays(props.requiredRetention ?? Duration.days(365));
    const optIn: RuleName[] = props.requireTrail ? ['CloudTrailTrailPresent'] : [];
    this.active = withCdkErrors(() => activeRules(optIn, props.ruleLevels ?? {}, props.defaultLevel, props.cannotTell));
    this.verboseText = props.verbose ?? false;
  }

  /**
   * Judges the templates that a synthesis has written. The CDK calls this; it never throws.
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const index = new ConstructIndex(context.appConstruct);
    const scope = commonStage(context.stackTemplates, index);
    const violations = inspect(this.inspection(scope, index, () => synthesized(context.stackTemplates, index))).map(({ violation }) => violation);
    // The framework takes out what is acknowledged, and keeps the reasons.
    return { success: !violations.some(({ severity }) => severity === 'error'), violations: grouped(violations) };
  }

  /**
   * Judges a construct tree without a synthesis, such as a stack in a unit test, with the answers of a synthesis. It never throws.
   *
   * References are followed into all stacks of the app, or of the stage that the scope is in; what is found outside the scope is not reported. Aspects
   * that no synthesis has applied yet have no effect. Acknowledged findings are left out, with their reasons in the metadata of the report.
   */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const index = new ConstructIndex(scope.node.root);
    const inScope = inspect(this.inspection(scope, index, () => rendered(scope)))
      .filter(({ construct }) => construct.node.scopes.includes(scope));
    const acknowledged = inScope.filter(({ reason }) => reason !== undefined);
    const violations = inScope.filter(({ reason }) => reason === undefined).map(({ violation }) => violation);
    return {
      success: !violations.some(({ severity }) => severity === 'error'),
      violations: grouped(violations),
      ...(acknowledged.length > 0 && {
        metadata: Object.fromEntries(acknowledged.map(({ id, construct, reason }) => [`${id} acknowledged at ${construct.node.path}`, reason!])),
      }),
    };
  }

  /**
   * Does nothing: the pack judges templates, not single resources.
   */
  protected checkResource(_node: CfnResource): void {}

  private inspection(scope: IConstruct, index: ConstructIndex, sources: Inspection['sources']): Inspection {
    return { scope, index, sources, active: this.active, requiredRetentionDays: this.requiredRetentionDays, verbose: this.verboseText };
  }
}
