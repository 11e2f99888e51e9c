import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as lib from 'cdk-well-architected-trail';

/*
 * What TypeScript refuses, and JavaScript, a cast or `process.env.NAME!` lets through: values that are missing where one is required, also
 * inside lists, and `null`, which means the same as leaving an optional prop out.
 */

type Values = Record<string, unknown>;

/** The prop interfaces of the package as written in the sources: which props there are, and which of them are required or lists. */
interface Prop {
  readonly of: string;
  readonly name: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
}

const SRC = join(__dirname, '..', 'src');
const SUBJECTS = ['analysis', 'compliance', 'deployment', 'detection', 'events', 'prevention', 'retention', 'trail'];

function sources(): string[] {
  const files = SUBJECTS.flatMap((subject) => readdirSync(join(SRC, subject)).filter((name) => name.endsWith('.ts')).map((name) => join(subject, name)));
  const exported = readFileSync(join(SRC, 'index.ts'), 'utf8');
  return [...files, 'trail-source.ts'].filter((file) => exported.includes(`'./${file.replace(/\.ts$/, '')}'`)).map((file) => readFileSync(join(SRC, file), 'utf8'));
}

function propsOf(text: string): Prop[] {
  return [...text.matchAll(/^export interface (\w+)(?: extends (\w+))? \{\n([\s\S]*?)^\}/gm)].flatMap(([, of, , body]) => (
    [...body.matchAll(/^ {2}readonly (\w+)(\??): (.*);$/gm)].map(([, name, optional, type]) => ({ of, name, isRequired: optional === '', isList: type.endsWith('[]') }))));
}

const SOURCES = sources();
const PROPS = SOURCES.flatMap(propsOf);

const stackOf = () => new Stack(new App(), 'Audit', { env: { account: '111122223333', region: 'eu-west-1' } });
const trail = (props: unknown = {}, stack = stackOf()) => new lib.WellArchitectedTrail(stack, 'Trail', props as never);
const source = lib.TrailSource.fromTrailAttributes({ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' });
const ofOrganization = lib.TrailSource.fromTrailAttributes({ ...source.trailAttributes, organizationId: 'o-a1b2c3d4e5' });
const describedReplica = () => lib.TrailLogReplica.fromTrailLogReplicaAttributes(stackOf(), 'Replica', {
  bucketName: 'copies', encryptionKeyArn: 'arn:aws:kms:eu-central-1:222233334444:alias/copies',
});
const watched = (stack: Stack) => trail({ cloudWatchLogs: {} }, stack);

/** Uses options of each interface. What is required otherwise is there. */
const USES: Record<string, (values: Values) => void> = {
  AccessLogLocation: (values) => {
    const stack = stackOf();
    new lib.TrailAnalysis(stack, 'Analysis', { trail: watched(stack), accessLogs: { bucket: new Bucket(stack, 'AccessLogs'), ...values } as never });
  },
  AdmittedTrailOptions: (values) => new lib.TrailLogArchive(stackOf(), 'Archive').admitTrail({ trailArn: 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/audit', ...values } as never),
  AgentCoreEventsOptions: (values) => lib.TrailEvents.bedrockAgentCore(values),
  AiAlarmTuning: (values) => {
    const stack = stackOf();
    new lib.AiAlarms(stack, 'Alarms', { trail: watched(stack), tuning: [{ alarm: lib.AiAlarm.GATEWAY_CHANGES, ...values } as never] });
  },
  AiAlarmsProps: (values) => {
    const stack = stackOf();
    new lib.AiAlarms(stack, 'Alarms', { trail: watched(stack), ...values } as never);
  },
  AlertMessage: (values) => new lib.AlertTopic(stackOf(), 'Alerts').ruleTarget({ summary: 'Something', ...values } as never),
  AlertTopicProps: (values) => new lib.AlertTopic(stackOf(), 'Alerts', values),
  ArchiveTierOptions: (values) => lib.ArchiveTier.glacierDeepArchive({ after: Duration.days(90), ...values } as never),
  BedrockEventsOptions: (values) => lib.TrailEvents.bedrock(values),
  CisAlarmTuning: (values) => {
    const stack = stackOf();
    new lib.CisAlarms(stack, 'Alarms', { trail: watched(stack), tuning: [{ control: lib.CisControl.ROOT_USER_USAGE, ...values } as never] });
  },
  CisAlarmsProps: (values) => {
    const stack = stackOf();
    new lib.CisAlarms(stack, 'Alarms', { trail: watched(stack), ...values } as never);
  },
  CisLogAlarmsProps: (values) => {
    const stack = stackOf();
    new lib.CisLogAlarms(stack, 'Alarms', { trail: watched(stack), ...values } as never);
  },
  CloudFormationExecutionRoleOptions: (values) => lib.TrailGuardrails.cloudFormationExecutionRole({ account: '111122223333', region: 'eu-west-1', ...values } as never),
  DashboardAlarms: (values) => {
    const stack = stackOf();
    new lib.TrailDashboard(stack, 'Dashboard', { trail: watched(stack), alarms: [{ title: 'Alarms', alarms: [], ...values } as never] });
  },
  DataEventsOptions: (values) => lib.TrailEvents.data('AWS::SNS::Topic', values),
  DeliveryHealthProps: (values) => {
    const stack = stackOf();
    new lib.DeliveryHealth(stack, 'Health', { trail: watched(stack), ...values } as never);
  },
  DynamoDbTableEventsOptions: (values) => lib.TrailEvents.dynamoDbTables(values),
  EventFilterConditions: (values) => lib.EventFilter.eventName({ equalTo: ['PutObject'], notEqualTo: ['GetObject'], ...values }),
  GuardDutyDetectionRulesProps: (values) => new lib.GuardDutyDetectionRules(stackOf(), 'Rules', { ruleIds: ['organization-leave-attempt'], ...values } as never),
  HookStackFilters: (values) => new lib.TrailDeploymentHook(stackOf(), 'Hook', { stackFilters: values }),
  InsightAlertsProps: (values) => new lib.InsightAlerts(stackOf(), 'Insights', { trail: source, ...values } as never),
  LambdaFunctionEventsOptions: (values) => lib.TrailEvents.lambdaFunctions(values),
  LogRetentionOptions: (values) => lib.LogRetention.days(400, values),
  ManagementEventsOptions: (values) => lib.TrailEvents.management(values),
  MemberTrailsOptions: (values) => new lib.TrailLogArchive(stackOf(), 'Archive', { memberTrails: { organizationId: 'o-a1b2c3d4e5', trailName: 'audit', ...values } as never }),
  MonitoringResources: (values) => new lib.TamperDetection(stackOf(), 'Tampering', { trail: source, monitoring: values }),
  NetworkActivityEventsOptions: (values) => lib.TrailEvents.networkActivity('kms.amazonaws.com', values),
  ReplicationHealthProps: (values) => {
    const stack = stackOf();
    new lib.ReplicationHealth(stack, 'Health', { trail: trail({ replica: { destination: describedReplica() } }, stack), ...values } as never);
  },
  ReplicationSourceOptions: (values) => new lib.TrailLogReplica(stackOf(), 'Replica').admitSource({ replicationRoleArn: 'arn:aws:iam::111122223333:role/copy', ...values } as never),
  S3ObjectEventsOptions: (values) => lib.TrailEvents.s3Objects(values),
  TamperDetectionProps: (values) => new lib.TamperDetection(stackOf(), 'Tampering', { trail: source, ...values } as never),
  TrailAccessLogsOptions: (values) => trail({ accessLogs: values }),
  TrailAnalysisProps: (values) => {
    const stack = stackOf();
    new lib.TrailAnalysis(stack, 'Analysis', { trail: watched(stack), ...values } as never);
  },
  TrailArchiveSourceOptions: (values) => new lib.TrailLogArchive(stackOf(), 'Archive').trailSource(values),
  TrailAttributes: (values) => lib.TrailSource.fromTrailAttributes(values),
  TrailConfigRulesProps: (values) => new lib.TrailConfigRules(stackOf(), 'Rules', { trail: source, ...values } as never),
  TrailConformancePackOptions: (values) => lib.TrailConfigDeployment.conformancePack(values),
  TrailCloudWatchLogsOptions: (values) => trail({ cloudWatchLogs: values }),
  TrailDashboardProps: (values) => {
    const stack = stackOf();
    new lib.TrailDashboard(stack, 'Dashboard', { trail: watched(stack), ...values } as never);
  },
  TrailDeploymentHookProps: (values) => new lib.TrailDeploymentHook(stackOf(), 'Hook', values),
  TrailGuardrailsProps: (values) => new lib.TrailGuardrails(stackOf(), 'Guardrails', {
    trail: ofOrganization, exemptPrincipals: ['arn:aws:iam::111122223333:role/deployer'], ...values,
  } as never),
  TrailInsightsOptions: (values) => lib.TrailInsights.apiCallRate(values),
  TrailLogArchiveAttributes: (values) => lib.TrailLogArchive.fromTrailLogArchiveAttributes(stackOf(), 'Archive', {
    bucketName: 'org-logs', encryptionKeyArn: 'arn:aws:kms:eu-west-1:222233334444:alias/org-logs', ...values,
  } as never),
  TrailLogArchiveProps: (values) => new lib.TrailLogArchive(stackOf(), 'Archive', values),
  TrailLogReplicaAttributes: (values) => lib.TrailLogReplica.fromTrailLogReplicaAttributes(stackOf(), 'Replica', {
    bucketName: 'copies', encryptionKeyArn: 'arn:aws:kms:eu-central-1:222233334444:alias/copies', ...values,
  } as never),
  TrailLogReplicaProps: (values) => new lib.TrailLogReplica(stackOf(), 'Replica', values),
  TrailReplicaOptions: (values) => trail({ replica: { destination: describedReplica(), ...values } }),
  TrailReplicationAttributes: (values) => lib.TrailSource.fromTrailAttributes({ replication: { destinationBucketName: 'copies', ruleId: 'Copy', ...values } as never }),
  TrailNotificationsOptions: (values) => trail({ notifications: values }),
  TrailOrganizationConformancePackOptions: (values) => lib.TrailConfigDeployment.organizationConformancePack(values),
  TrailOrganizationOptions: (values) => trail({ organization: { organizationId: 'o-a1b2c3d4e5', ...values } }),
  TrailQueryDefinitionsProps: (values) => {
    const stack = stackOf();
    new lib.TrailQueryDefinitions(stack, 'Queries', { trail: watched(stack), ...values } as never);
  },
  WellArchitectedTrailProps: (values) => trail(values),
};

/** What props receive that is handed out by a construct, and not given to one. */
const HANDED_OUT = ['IAlertDestination', 'ITrailSource', 'ITrailLogArchive', 'ITrailLogReplica'];

const NAMES_IT = /^`[\w.[\]()]+` /;
function messageOf(use: () => void): string | undefined {
  try {
    use();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test('the table has every interface of props', () => {
  const interfaces = [...new Set(PROPS.map(({ of }) => of))].filter((of) => !HANDED_OUT.includes(of));

  expect(interfaces.filter((of) => !(of in USES))).toEqual([]);
  expect(PROPS.length).toBeGreaterThan(120);
});

const cases = (of: (prop: Prop) => boolean) => PROPS.filter((prop) => prop.of in USES && of(prop)).map((prop) => [`${prop.of}.${prop.name}`, prop] as const);

describe.each(cases(({ isRequired }) => isRequired))('%s, which is required', (_, { of, name }) => {
  test.each([['undefined', undefined], ['null', null]])('is an error that names it when it is %s', (_value, value) => {
    const message = messageOf(() => USES[of]({ [name]: value }));

    expect(message).toMatch(NAMES_IT);
    expect(message!.split('`')[1].split('.')).toContain(name);
  });
});

describe.each(cases(({ isRequired }) => !isRequired))('%s, which is optional', (_, { of, name }) => {
  test.each([['undefined', undefined], ['null', null]])('is as if it was left out when it is %s', (_value, value) => {
    expect(messageOf(() => USES[of]({ [name]: value }))).toBeUndefined();
  });
});

describe.each(cases(({ isList }) => isList))('%s, a list', (_, { of, name }) => {
  test.each([['undefined', [undefined]], ['null', [null]], ['a list', 'no list']])('is an error that names it when it has %s in it, or is none', (_value, value) => {
    const message = messageOf(() => USES[of]({ [name]: value }));

    expect(message).toMatch(NAMES_IT);
    expect(message!.split('`')[1]).toContain(name);
  });
});

describe.each(cases(() => true))('%s of another kind', (_, { of, name }) => {
  test.each([['an object', {}], ['an empty text', ''], ['no number', NaN], ['a list of nothing', []]])('is no error without the name of a prop: %s', (_value, value) => {
    expect(messageOf(() => USES[of]({ [name]: value })) ?? '`prop` ').toMatch(NAMES_IT);
  });
});

describe('factories and methods', () => {
  const analysis = () => {
    const stack = stackOf();
    return new lib.TrailAnalysis(stack, 'Analysis', { trail: trail({}, stack) });
  };
  const TABLE: Record<string, (value: any) => unknown> = {
    'AnalysisAccounts.of': (value) => lib.AnalysisAccounts.of(value),
    'AnalysisAccounts.of, in the list': (value) => lib.AnalysisAccounts.of([value]),
    'AthenaEngineVersion.of': (value) => lib.AthenaEngineVersion.of(value),
    'AiAlarms.alarm': (value) => {
      const stack = stackOf();
      return new lib.AiAlarms(stack, 'Alarms', { trail: watched(stack) }).alarm(value);
    },
    'CisProfile.cis': (value) => lib.CisProfile.cis(value),
    'CisAlarms.alarm': (value) => {
      const stack = stackOf();
      return new lib.CisAlarms(stack, 'Alarms', { trail: watched(stack) }).alarm(value);
    },
    'CisLogAlarms.alarm': (value) => {
      const stack = stackOf();
      return new lib.CisLogAlarms(stack, 'Alarms', { trail: watched(stack) }).alarm(value);
    },
    'CisProfile.filterPattern': (value) => lib.CisProfile.securityHub().filterPattern(value),
    'EventFilter.eventName': (value) => lib.EventFilter.eventName(value),
    'EventFilter.eventSource': (value) => lib.EventFilter.eventSource(value),
    'EventFilter.eventType': (value) => lib.EventFilter.eventType(value),
    'EventFilter.resourceArn': (value) => lib.EventFilter.resourceArn(value),
    'EventFilter.userIdentityArn': (value) => lib.EventFilter.userIdentityArn(value),
    'EventFilter.vpcEndpointId': (value) => lib.EventFilter.vpcEndpointId(value),
    'LogRetention.days': (value) => lib.LogRetention.days(value),
    'TrailAggregationTemplate.of': (value) => lib.TrailAggregationTemplate.of(value),
    'TrailAnalysis.grantQuery': (value) => analysis().grantQuery(value),
    'TrailAnalysis.queryString': (value) => analysis().queryString(value),
    'TrailEvents.data': (value) => lib.TrailEvents.data(value),
    'TrailEvents.networkActivity': (value) => lib.TrailEvents.networkActivity(value),
    'TrailLogArchive.admitTrail': (value) => new lib.TrailLogArchive(stackOf(), 'Archive').admitTrail(value),
    'TrailLogArchive.fromTrailLogArchiveAttributes': (value) => lib.TrailLogArchive.fromTrailLogArchiveAttributes(stackOf(), 'Archive', value),
    'TrailLogReplica.admitSource': (value) => new lib.TrailLogReplica(stackOf(), 'Replica').admitSource(value),
    'TrailLogReplica.fromTrailLogReplicaAttributes': (value) => lib.TrailLogReplica.fromTrailLogReplicaAttributes(stackOf(), 'Replica', value),
    'TrailLogReplica.grantRead': (value) => new lib.TrailLogReplica(stackOf(), 'Replica').grantRead(value),
    'TrailLogArchive.grantRead': (value) => new lib.TrailLogArchive(stackOf(), 'Archive').grantRead(value),
    'TrailSource.fromTrail': (value) => lib.TrailSource.fromTrail(value),
    'TrailSource.fromTrailAttributes': (value) => lib.TrailSource.fromTrailAttributes(value),
    'WellArchitectedTrail.grantRead': (value) => trail().grantRead(value),
    'AlertTopic.ruleTarget': (value) => new lib.AlertTopic(stackOf(), 'Alerts').ruleTarget(value),
    'ArchiveTier.glacierFlexibleRetrieval': (value) => lib.ArchiveTier.glacierFlexibleRetrieval(value),
    'ArchiveTier.glacierInstantRetrieval': (value) => lib.ArchiveTier.glacierInstantRetrieval(value),
    'ArchiveTier.glacierDeepArchive': (value) => lib.ArchiveTier.glacierDeepArchive(value),
    'AiAlarms': (value) => new lib.AiAlarms(stackOf(), 'Alarms', value),
    'CisAlarms': (value) => new lib.CisAlarms(stackOf(), 'Alarms', value),
    'CisLogAlarms': (value) => new lib.CisLogAlarms(stackOf(), 'Alarms', value),
    'DeliveryHealth': (value) => new lib.DeliveryHealth(stackOf(), 'Health', value),
    'ReplicationHealth': (value) => new lib.ReplicationHealth(stackOf(), 'Health', value),
    'GuardDutyDetectionRules': (value) => new lib.GuardDutyDetectionRules(stackOf(), 'Rules', value),
    'InsightAlerts': (value) => new lib.InsightAlerts(stackOf(), 'Insights', value),
    'TrailConfigRules': (value) => new lib.TrailConfigRules(stackOf(), 'Rules', value),
    'TrailGuardrails': (value) => new lib.TrailGuardrails(stackOf(), 'Guardrails', value),
    'TrailGuardrails.cloudFormationExecutionRole': (value) => lib.TrailGuardrails.cloudFormationExecutionRole(value),
    'TamperDetection': (value) => new lib.TamperDetection(stackOf(), 'Tampering', value),
    'TrailDashboard': (value) => new lib.TrailDashboard(stackOf(), 'Dashboard', value),
    'TrailQueryDefinitions': (value) => new lib.TrailQueryDefinitions(stackOf(), 'Queries', value),
    'TrailAnalysis': (value) => new lib.TrailAnalysis(stackOf(), 'Analysis', value),
  };

  test.each(Object.entries(TABLE))('%s is an error that names what is missing', (_, call) => {
    for (const value of [undefined, null]) expect(messageOf(() => call(value))).toMatch(NAMES_IT);
  });

  const OPTIONAL: Record<string, (value: any) => unknown> = {
    'AlertTopic': (value) => new lib.AlertTopic(stackOf(), 'Alerts', value),
    'LogRetention.days': (value) => lib.LogRetention.days(400, value),
    'LogRetention.forever': (value) => lib.LogRetention.forever(value),
    'LogRetention.hipaa': (value) => lib.LogRetention.hipaa(value),
    'LogRetention.ombM2131': (value) => lib.LogRetention.ombM2131(value),
    'LogRetention.ombM2614': (value) => lib.LogRetention.ombM2614(value),
    'LogRetention.sox': (value) => lib.LogRetention.sox(value),
    'LogRetention.pciDss': (value) => lib.LogRetention.pciDss(value),
    'TrailConfigDeployment.conformancePack': (value) => lib.TrailConfigDeployment.conformancePack(value),
    'TrailConfigDeployment.organizationConformancePack': (value) => lib.TrailConfigDeployment.organizationConformancePack(value),
    'TrailEvents.bedrock': (value) => lib.TrailEvents.bedrock(value),
    'TrailEvents.bedrockAgentCore': (value) => lib.TrailEvents.bedrockAgentCore(value),
    'TrailEvents.data': (value) => lib.TrailEvents.data('AWS::SNS::Topic', value),
    'TrailEvents.dynamoDbTables': (value) => lib.TrailEvents.dynamoDbTables(value),
    'TrailEvents.lambdaFunctions': (value) => lib.TrailEvents.lambdaFunctions(value),
    'TrailEvents.management': (value) => lib.TrailEvents.management(value),
    'TrailEvents.networkActivity': (value) => lib.TrailEvents.networkActivity('kms.amazonaws.com', value),
    'TrailEvents.s3Objects': (value) => lib.TrailEvents.s3Objects(value),
    'TrailInsights.apiCallRate': (value) => lib.TrailInsights.apiCallRate(value),
    'TrailInsights.apiErrorRate': (value) => lib.TrailInsights.apiErrorRate(value),
    'TrailLogArchive': (value) => new lib.TrailLogArchive(stackOf(), 'Archive', value),
    'TrailLogArchive.trailSource': (value) => new lib.TrailLogArchive(stackOf(), 'Archive').trailSource(value),
    'TrailLogReplica': (value) => new lib.TrailLogReplica(stackOf(), 'Replica', value),
    'TrailLogReplica.trailSource': (value) => new lib.TrailLogReplica(stackOf(), 'Replica').trailSource(value),
    'TrailSource.fromTrail': (value) => lib.TrailSource.fromTrail(trail(), value),
    'WellArchitectedTrail': (value) => trail(value),
  };

  test.each(Object.entries(OPTIONAL))('%s takes no options', (_, call) => {
    for (const value of [undefined, null]) expect(messageOf(() => call(value))).toBeUndefined();
  });

  test('the tables have every factory and method that takes something', () => {
    const taking = SOURCES.flatMap((text) => [...text.matchAll(/^export class (\w+)[\s\S]*?^}/gm)])
      .flatMap(([body, name]) => [...body.matchAll(/^ {2}public (?:static )?(\w+)\(\S/gm)].filter(([, , method]) => method !== ')').map(([line, method]) => ({ line, name: `${name}.${method}` })))
      .filter(({ line, name }) => !line.endsWith('()') && !line.endsWith('(') && !name.includes('._'));
    const listed = [...Object.keys(TABLE), ...Object.keys(OPTIONAL)].map((name) => name.replace(/,.*/, ''));
    const names = taking.filter(({ line }) => !line.endsWith(')')).map(({ name }) => name);

    expect(names.filter((name) => !listed.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(35);
  });
});
