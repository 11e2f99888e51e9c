import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnLambdaHook } from 'aws-cdk-lib/aws-cloudformation';
import { type IRole, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, type IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, type ILogGroupRef, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HookFailureMode } from './hook-failure-mode';
import { type HookStackFilters, stackFiltersOf } from './hook-stack-filters';
import { HookTarget } from './hook-target';
import { acknowledgeFunction, acknowledgeLogGroup, acknowledgeLogStreams } from './private/acknowledgements';
import { type HookSettings, SETTINGS } from './private/hook-settings';
import { activeRules } from '../nag/reporting/levels';
import { RuleLevel } from '../nag/rule-level';
import { checkRemovalPolicy, checkText } from '../private/checks';
import { wholeDays } from '../private/days';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid } from '../private/invalid';
import { shortHash, stableName } from '../private/names';
import { asLogGroup, logGroupArn } from '../private/resources';
import { anything, construct, duration, flag, listOf, memberOf, number, type Shape, shaped, text } from '../private/shape';

const RULE_LEVEL = memberOf('RuleLevel', RuleLevel);

const TRAIL_DEPLOYMENT_HOOK: Shape<TrailDeploymentHookProps> = {
  failureMode: memberOf('HookFailureMode', HookFailureMode),
  targets: listOf(memberOf('HookTarget', HookTarget), 'HookTarget.STACK'),
  stackFilters: anything,
  hookName: text,
  ruleLevels: anything,
  defaultLevel: RULE_LEVEL,
  cannotTell: RULE_LEVEL,
  requiredRetention: duration,
  requireTrail: flag,
  acceptAcknowledgements: flag,
  failClosed: flag,
  logGroup: construct('logGroupRef'),
  logRetention: number,
  removalPolicy: memberOf('RemovalPolicy', RemovalPolicy),
};

/**
 * Properties of `TrailDeploymentHook`.
 */
export interface TrailDeploymentHookProps {
  /**
   * Whether a template with errors is refused, or only warned of. Begin with warnings: see what would be refused before you refuse it.
   *
   * @default HookFailureMode.WARN
   */
  readonly failureMode?: HookFailureMode;

  /**
   * The operations whose templates are judged. Each costs an invocation. Throws if it is empty, or contains a target twice.
   *
   * @default - stacks and change sets
   */
  readonly targets?: HookTarget[];

  /**
   * The stacks whose templates are judged.
   *
   * @default - every stack of the account and Region
   */
  readonly stackFilters?: HookStackFilters;

  /**
   * Name of the hook, as three words of 2 to 64 letters and digits: `Private::Trail::Rules`. It must be unique in the account and Region, and must not
   * begin with `AWS`; changing it replaces the hook. Throws if CloudFormation would not accept it.
   *
   * @default - derived from the stack and the construct
   */
  readonly hookName?: string;

  /**
   * Levels of single rules, by the name of the rule, as in `WellArchitectedTrailChecks`. Throws if no rule has the name.
   *
   * @default - every rule has the level that RULES.md says
   */
  readonly ruleLevels?: { readonly [rule: string]: RuleLevel };

  /**
   * The loudest level of the rules that `ruleLevels` does not name, as in `WellArchitectedTrailChecks`.
   *
   * @default RuleLevel.ERROR - every rule has the level that RULES.md says
   */
  readonly defaultLevel?: RuleLevel;

  /**
   * The level of what a template does not show, such as a bucket of another stack. A hook sees one template at a time: with `RuleLevel.ERROR`, a trail
   * whose bucket is in another stack cannot be deployed.
   *
   * @default RuleLevel.WARNING
   */
  readonly cannotTell?: RuleLevel;

  /**
   * How long log files and the events in the log group must be kept. Throws if it is not a whole number of days.
   *
   * @default Duration.days(365)
   */
  readonly requiredRetention?: Duration;

  /**
   * Whether it is an error when a template has no trail that meets all rules of error level. Throws without `stackFilters.includeStackNames`, because
   * no other stack could be deployed.
   *
   * @default false
   */
  readonly requireTrail?: boolean;

  /**
   * Whether findings that the metadata of a template acknowledges are left out (`cdk_nag.rules_to_suppress`, which the rule pack writes with
   * `writeSuppressionsToCloudFormation`). With `false`, whoever deploys cannot do without a rule.
   *
   * @default true
   */
  readonly acceptAcknowledgements?: boolean;

  /**
   * Whether a template that the function cannot judge counts as one with errors: one that cannot be read or downloaded, or takes too long.
   *
   * @default false - it is deployed, and the reason is in the message and in the log
   */
  readonly failClosed?: boolean;

  /**
   * An existing log group for the function, for one that is encrypted with a customer managed key. Throws if it is combined with `logRetention`.
   *
   * @default - a new log group
   */
  readonly logGroup?: ILogGroupRef;

  /**
   * How long the log of the function is kept: a line for each template, with what was said of it.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * Removal policy of the log group that this construct creates.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** CloudFormation waits that long for an answer. */
const TIMEOUT = Duration.seconds(30);
/** A function has a share of a processor that follows from its memory. */
const MEMORY_SIZE = 1024;
/** Also where this file is run from its source. */
const FUNCTION = join(__dirname, '..', '..', 'lib', 'deployment', 'function');

/**
 * A CloudFormation hook that judges the trails in every template that is deployed in the account and Region, by the rules of
 * `WellArchitectedTrailChecks`, whatever tool deploys it.
 *
 * The rules run in an AWS Lambda function that is part of this package: one file of less than 400 KB, without dependencies. It downloads the template
 * that CloudFormation shows to it and calls nothing else; its role can write its log.
 *
 * A hook sees one template at a time, not the values of its parameters (change sets show most of them), and nothing of what is deployed already. What
 * other stacks have is reported as not seen, which never refuses a deployment unless `cannotTell` says so. A function that fails does not refuse
 * deployments either, unless `failClosed` is set; one that cannot be invoked does, if `failureMode` is `FAIL`.
 *
 * Costs an invocation of the function for each operation, of about a second with 1 GB of memory (0.00001667 USD for each GB-second), and what
 * CloudFormation bills for hooks: handler operations after the first 1,000 of a month.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/lambda-hooks.html
 * @see https://aws.amazon.com/cloudformation/pricing/
 *
 * @example
 * new TrailDeploymentHook(this, 'TrailHook', {
 *   failureMode: HookFailureMode.FAIL,
 *   stackFilters: { excludeStackNames: ['sandbox-*'] },
 * });
 */
export class TrailDeploymentHook extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailDeploymentHook';

  /**
   * The function that judges.
   */
  public readonly lambdaFunction: IFunction;

  /**
   * The log group of the function.
   */
  public readonly logGroup: ILogGroup;

  /**
   * The role that CloudFormation assumes to invoke the function.
   */
  public readonly executionRole: IRole;

  /**
   * ARN of the hook, by which it can be disabled with `aws cloudformation set-type-configuration`.
   */
  public readonly hookArn: string;

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailDeploymentHookProps = {}) {
    super(scope, id);
    props = shaped(injected(this, TrailDeploymentHook.PROPERTY_INJECTION_ID, props), TRAIL_DEPLOYMENT_HOOK, { scope: this });
    guardReferences(this, props);
    const { targets = [HookTarget.STACK, HookTarget.CHANGE_SET], failureMode = HookFailureMode.WARN } = props;
    this.check(props, targets);
    const stackFilters = stackFiltersOf(this, props.stackFilters);
    const settings = this.settingsOf(props);

    this.logGroup = props.logGroup ? asLogGroup(this, props.logGroup) : this.createLogGroup(props);
    this.lambdaFunction = this.createFunction(settings);
    const invoke = new ManagedPolicy(this, 'InvokePolicy', {
      description: 'Lets CloudFormation invoke the function that judges trails before deployments',
      statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.lambdaFunction.functionArn] })],
    });
    this.executionRole = new Role(this, 'ExecutionRole', {
      description: 'Assumed by CloudFormation to invoke the function that judges trails before deployments',
      assumedBy: new ServicePrincipal('hooks.cloudformation.amazonaws.com'),
      managedPolicies: [invoke],
    });
    const hook = new CfnLambdaHook(this, 'Hook', {
      alias: props.hookName ?? `Private::Trail::Rules${shortHash(stableName(this, 100))}`,
      executionRole: this.executionRole.roleArn,
      lambdaFunction: this.lambdaFunction.functionArn,
      failureMode,
      hookStatus: 'ENABLED',
      targetOperations: targets,
      stackFilters,
    });
    // A deleted stack has no template. The typings ask for `targets`, which CloudFormation takes instead of actions, not with them.
    hook.addPropertyOverride('TargetFilters.Actions', ['CREATE', 'UPDATE']);
    this.hookArn = hook.attrHookArn;
  }

  private check(props: TrailDeploymentHookProps, targets: HookTarget[]): void {
    if (targets.length === 0) {
      throw invalid('targets', 'must contain an operation, because the hook would judge nothing', targets, {
        scope: this, wayOut: 'Leave it out to judge stacks and change sets',
      });
    }
    if (new Set(targets).size < targets.length) throw invalid('targets', 'must not contain a target twice', targets, { scope: this });
    checkText('hookName', props.hookName, (name) => (
      /^(?!aws)[a-z0-9]{2,64}(::[a-z0-9]{2,64}){2}$/i.test(name) ? undefined : "must be three words of 2 to 64 letters and digits that do not begin with AWS, such as 'Private::Trail::Rules'"
    ), { scope: this });
    if (props.requireTrail && !props.stackFilters?.includeStackNames?.length) {
      throw invalid('requireTrail', 'must be combined with `stackFilters.includeStackNames`, because no stack without a trail could be deployed', true, { scope: this });
    }
    if (props.logGroup && props.logRetention !== undefined) {
      throw invalid('logRetention', 'cannot be combined with `logGroup`', props.logRetention, { scope: this, wayOut: 'Configure the existing log group instead' });
    }
    checkRemovalPolicy(props.removalPolicy, 'log groups', { scope: this });
  }

  private settingsOf(props: TrailDeploymentHookProps): HookSettings {
    const { ruleLevels = {}, defaultLevel, cannotTell, requiredRetention = Duration.days(365) } = props;
    if (requiredRetention.isUnresolved()) {
      throw invalid('requiredRetention', 'must be known at synthesis', requiredRetention, { scope: this });
    }
    for (const [rule, level] of Object.entries(ruleLevels)) RULE_LEVEL(level, `ruleLevels.${rule}`, { scope: this });
    activeRules([], ruleLevels); // throws for a name that no rule has
    return {
      ruleLevels,
      defaultLevel,
      cannotTell,
      requireTrail: props.requireTrail ?? false,
      requiredRetentionDays: wholeDays('requiredRetention', requiredRetention, { scope: this }),
      failClosed: props.failClosed ?? false,
      acceptAcknowledgements: props.acceptAcknowledgements ?? true,
    };
  }

  private createLogGroup({ logRetention = RetentionDays.ONE_YEAR, removalPolicy = RemovalPolicy.DESTROY }: TrailDeploymentHookProps): ILogGroup {
    const logGroup = new LogGroup(this, 'LogGroup', { retention: logRetention, removalPolicy });
    acknowledgeLogGroup(logGroup);
    return logGroup;
  }

  private createFunction(settings: HookSettings): IFunction {
    const streams = `${logGroupArn(this, this.logGroup.logGroupRef.logGroupName)}:log-stream:*`;
    const policy = new ManagedPolicy(this, 'LogPolicy', {
      description: 'Lets the function that judges trails before deployments write its log',
      statements: [new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streams] })],
    });
    acknowledgeLogStreams(policy, streams);
    const judge = new LambdaFunction(this, 'Function', {
      description: 'Judges the CloudTrail trails of a template before it is deployed',
      runtime: Runtime.NODEJS_LATEST,
      handler: 'index.handler',
      code: Code.fromAsset(FUNCTION),
      environment: { [SETTINGS]: JSON.stringify(settings) },
      timeout: TIMEOUT,
      memorySize: MEMORY_SIZE,
      logGroup: this.logGroup,
      role: new Role(this, 'FunctionRole', {
        description: 'Assumed by the function that judges trails before deployments',
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
        managedPolicies: [policy],
      }),
    });
    acknowledgeFunction(judge);
    return judge;
  }
}
