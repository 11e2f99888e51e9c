import { AspectPriority, Aspects, Stack, Validations } from 'aws-cdk-lib';
import { CfnConfigRule, CfnConfigurationRecorder, CfnConformancePack, CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import { TrailConfigDeployment } from './trail-config-deployment';
import { CONFIG_RULES, type ConfigRule } from '../cloudtrail/config-rules';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { nothingKnown } from '../private/invalid';
import { keyBehind } from '../private/keys';
import { shortHash, stableName } from '../private/names';
import { construct, instanceOf, listOf, required, type Shape, shaped, trailSource } from '../private/shape';
import type { ITrailSource, TrailAttributes } from '../trail-source';

/** The class of the deployment is checked where it is used. */
const TRAIL_CONFIG_RULES: Shape<TrailConfigRulesProps> = {
  trail: required(trailSource), topics: listOf(construct('topicRef'), 'topic'), deployment: instanceOf(TrailConfigDeployment, 'TrailConfigDeployment.conformancePack()'),
};

/**
 * Properties of `TrailConfigRules`.
 */
export interface TrailConfigRulesProps {
  /**
   * The trail to evaluate. Rules about its bucket, key and log group are created when these are known. Throws when nothing is known.
   */
  readonly trail: ITrailSource;

  /**
   * Topics to evaluate, such as the one that the trail notifies, and those of alerts.
   *
   * @default - none
   */
  readonly topics?: ITopicRef[];

  /**
   * How the rules are deployed.
   *
   * @default TrailConfigDeployment.rules()
   */
  readonly deployment?: TrailConfigDeployment;
}

/**
 * AWS Config managed rules that evaluate a trail and what it delivers to after every deployment, for as long as they exist: evidence for auditors that
 * the settings stayed in place, whoever changed them.
 *
 * Rules about trails and log groups evaluate the whole account once a day; rules about the bucket and topics evaluate just these when they change. AWS
 * Config bills each evaluation, and each change that the recorder records.
 *
 * A configuration recorder must exist in the account and Region, and record the types `AWS::CloudTrail::Trail`, `AWS::S3::Bucket`, `AWS::KMS::Key` and
 * `AWS::SNS::Topic`. Warns if this app has none there, because it cannot be seen otherwise.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 *
 * new TrailConfigRules(this, 'ConfigRules', { trail, deployment: TrailConfigDeployment.conformancePack() });
 */
export class TrailConfigRules extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailConfigRules';

  /**
   * Identifiers of the managed rules that are deployed.
   */
  public readonly ruleIdentifiers: string[];

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailConfigRulesProps) {
    super(scope, id);
    props = shaped(injected(this, TrailConfigRules.PROPERTY_INJECTION_ID, props), TRAIL_CONFIG_RULES, { scope: this });
    guardReferences(this, props);
    const { deployment = TrailConfigDeployment.rules() } = props;
    const rules = this.rulesOf(props, deployment._kind === 'organization');
    if (rules.length === 0) throw nothingKnown(this);
    this.ruleIdentifiers = rules.map(({ rule }) => rule.identifier);
    this.deploy(rules, deployment);
    this.warnWithoutRecorder();
  }

  private rulesOf({ trail: { trailAttributes }, topics = [] }: TrailConfigRulesProps, organization: boolean): DeployedRule[] {
    return CONFIG_RULES.filter(({ evaluates }) => !organization || evaluates === 'trail').flatMap((rule): DeployedRule[] => {
      if (rule.evaluates === 'topic') {
        return topics.map(({ topicRef }, index) => ({ rule, suffix: `${index || ''}`, scope: { type: 'AWS::SNS::Topic', id: topicRef.topicArn } }));
      }
      return TRAIL_RULES[rule.evaluates](rule, trailAttributes);
    });
  }

  private deploy(rules: DeployedRule[], { _kind: kind, _options: options }: TrailConfigDeployment): void {
    if (kind === 'rules') {
      for (const rule of rules) new CfnConfigRule(this, idOf(rule), propertiesOf(rule));
      return;
    }
    const templateBody = Stack.of(this).toJsonString({
      Resources: Object.fromEntries(rules.map((rule) => [idOf(rule), { Type: 'AWS::Config::ConfigRule', Properties: upperCased(propertiesOf(rule)) }])),
    });
    const name = options.name ?? `Trail-${shortHash(stableName(this, 100))}`;
    if (kind === 'pack') {
      new CfnConformancePack(this, 'ConformancePack', { conformancePackName: name, templateBody });
    } else {
      const { excludedAccounts } = options;
      new CfnOrganizationConformancePack(this, 'ConformancePack', { organizationConformancePackName: name, templateBody, excludedAccounts });
    }
  }

  /** At synthesis, because the recorder can be created after this construct. */
  private warnWithoutRecorder(): void {
    const { account, region } = Stack.of(this);
    const isHere = (one: IConstruct) => (
      CfnConfigurationRecorder.isCfnConfigurationRecorder(one) && Stack.of(one).account === account && Stack.of(one).region === region);
    const visit = (node: IConstruct) => {
      if (node !== this || this.node.root.node.findAll().some(isHere)) return;
      Validations.of(this).addWarning('cdk-well-architected-trail:configRecorderNotSeen',
        'AWS Config evaluates rules only where a configuration recorder records, and this app creates none in the account and Region of the rules. Check that there is one.');
    };
    Aspects.of(this).add({ visit }, { priority: AspectPriority.READONLY });
  }
}

/** A rule with what it is limited to. */
interface DeployedRule {
  readonly rule: ConfigRule;
  /** What its id ends in, where there are several of it. */
  readonly suffix?: string;
  readonly scope?: { readonly type: string; readonly id: string };
  readonly parameters?: { readonly [name: string]: string };
}

/** How each rule is limited to the trail, if what it evaluates is known. */
const TRAIL_RULES: { readonly [evaluates in Exclude<ConfigRule['evaluates'], 'topic'>]: (rule: ConfigRule, trail: TrailAttributes) => DeployedRule[] } = {
  trail: (rule, { trailArn, bucket }) => (!trailArn ? [] : [{
    rule,
    ...(rule.identifier === 'MULTI_REGION_CLOUD_TRAIL_ENABLED' && {
      parameters: { ...(bucket && { s3BucketName: bucket.bucketRef.bucketName }), includeManagementEvents: 'true', readWriteType: 'ALL' },
    }),
  }]),
  bucket: (rule, { bucket }) => (!bucket ? [] : [{ rule, scope: { type: 'AWS::S3::Bucket', id: bucket.bucketRef.bucketName } }]),
  key: (rule, { encryptionKey }) => {
    const key = encryptionKey && keyBehind(encryptionKey);
    return !key ? [] : [{ rule, parameters: { kmsKeyIds: key.keyRef.keyId } }];
  },
  logGroup: (rule, { logGroup }) => (!logGroup ? [] : [{ rule, parameters: logGroupParameters(rule, logGroup) }]),
};

function logGroupParameters({ identifier }: ConfigRule, { logGroupRef: { logGroupName } }: ILogGroupRef): { readonly [name: string]: string } {
  if (identifier === 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED') return { expectedDeliveryWindowAge: '12' };
  return { LogGroupNames: logGroupName, MinRetentionTime: '365' };
}

function propertiesOf({ rule, scope, parameters }: DeployedRule) {
  return {
    description: `Evaluates ${rule.whether}`,
    source: { owner: 'AWS', sourceIdentifier: rule.identifier },
    ...(parameters && { inputParameters: parameters }),
    ...(scope && { scope: { complianceResourceTypes: [scope.type], complianceResourceId: scope.id } }),
  };
}

/** Properties as a template has them. The names of parameters are those of the rule. */
function upperCased(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, one]: [string, unknown]) => [
    `${name[0].toUpperCase()}${name.slice(1)}`,
    typeof one === 'object' && one !== null && !Array.isArray(one) && name !== 'inputParameters' ? upperCased(one) : one,
  ]));
}

function idOf({ rule, suffix = '' }: DeployedRule): string {
  return `${rule.identifier.split('_').map((word) => `${word[0]}${word.slice(1).toLowerCase()}`).join('')}${suffix}`;
}
