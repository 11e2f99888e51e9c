import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/**
 * The ids of all warnings. Users acknowledge warnings by these ids: an id that is renamed or dropped is a breaking change. New ids are added here.
 */
const PINNED = [
  'accessLogBucketUnknown',
  'accessLogsBucketPolicyNotWritten',
  'accessLogsWithObjectLock',
  'aggregationCost',
  'aiAlarmsWithoutActions',
  'alarmActionsAcrossAccounts',
  'alertKeyPolicyNotManaged',
  'alertTopicPolicyNotManaged',
  'alertTopicWithoutSubscribers',
  'aliasKeyPolicyNotWritten',
  'allDataEvents',
  'allNetworkActivity',
  'analysisAcrossAccounts',
  'archiveMustAdmitTrail',
  'bucketEncryptionKeyPolicyNotWritten',
  'bucketKeyManagedByAws',
  'bucketPolicyNotWritten',
  'cisAlarmsWithoutActions',
  'cisFilterMatchesEverything',
  'cisLogAlarmsWithoutActions',
  'configRecorderNotSeen',
  'deletedVersionsExpireEarly',
  'deliveryHealthWithoutActions',
  'deliveryMetricsNotManaged',
  'deliveryOutOfSight',
  'encryptionKeyPolicyNotWritten',
  'evidenceDestroyed',
  'exemptInEveryAccount',
  'formerEncryptionKeysPolicyNotWritten',
  'frameworkRescinded',
  'globalBucketName',
  'guardDutyDryRun',
  'guardDutyRulesWithoutTargets',
  'guardrailsDoNotBindManagementAccount',
  'insightAlertsWithoutTargets',
  'insightsCost',
  'insightsNotLogged',
  'kmsEventsExcluded',
  'logAlarmActionIgnored',
  'logBucketEventsIncluded',
  'logGroupEventsIncluded',
  'managementEventsOff',
  'managementReadEventsOff',
  'managementWriteEventsOff',
  'mutualLogging',
  'noMetricFilters',
  'notificationsTopicMasterKeyPolicyNotWritten',
  'notificationsTopicPolicyNotWritten',
  'optInHomeRegion',
  'policyMayBeTooLarge',
  'rdsDataEventsExcluded',
  'replicaMustAdmitSource',
  'replicaObjectLockUnknown',
  'replicaPlaceUnknown',
  'replicaRetentionShorter',
  'replicationHealthWithoutActions',
  'shortLogGroupRetention',
  'shortRetention',
  'smallObjectsArchived',
  'tamperDetectionWithoutTargets',
  'tamperingOutOfSight',
  'tamperingSeenByItsEffect',
  'tamperingWithUnknownKey',
  'unknownEventSource',
  'unknownFilterValue',
  'unknownGuardDutyRule',
  'unknownRegion',
  'unknownResourceType',
  'wildcardInEventFilter',
];

const PREFIX = 'cdk-well-architected-trail:';
const SRC = join(__dirname, '..', 'src');

function nodesIn(file: string): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const sources = readdirSync(SRC, { recursive: true }).map(String).filter((file) => file.endsWith('.ts') && !file.startsWith('nag'));
const nodes = sources.flatMap(nodesIn);

const objects = nodes.filter(ts.isObjectLiteralExpression);

/** The value of a property of an object literal, if the value is a literal. */
function property(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  const found = object.properties.find((one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === name);
  return found && ts.isStringLiteralLike(found.initializer) ? found.initializer.text : undefined;
}

const has = (object: ts.ObjectLiteralExpression, name: string) => object.properties.some((one) => one.name?.getText() === name);

/** Ids that stand in the sources as they are. */
const literal = nodes.filter(ts.isStringLiteralLike).map(({ text }) => text)
  .filter((text) => text.startsWith(PREFIX)).map((text) => text.slice(PREFIX.length));

/** Ids of warnings about events, which are objects with an id and a message. */
const ofEvents = objects.filter((object) => has(object, 'message')).map((object) => property(object, 'id')).filter((id) => id !== undefined);

/** Ids of warnings about policies that are not managed by the app, which are named for the prop: `policy('bucket', …)`, or an object with prop and resource. */
const existing = nodes.filter(ts.isCallExpression)
  .filter((call) => call.expression.getText() === 'policy' && call.arguments[2].getText() !== 'undefined')
  .map((call) => (call.arguments[0] as ts.StringLiteral).text);
const targets = objects.filter((object) => has(object, 'resource')).map((object) => property(object, 'prop')).filter((prop) => prop !== undefined);
const ofPolicies = [...existing, ...targets].map((prop) => `${prop.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase())}PolicyNotWritten`);

test('the ids of warnings are API', () => {
  expect([...new Set([...literal, ...ofEvents, ...ofPolicies])].sort()).toEqual(PINNED);
});

test('there is no other way to make an id, which the list would miss', () => {
  const made = nodes.filter(ts.isTemplateExpression).filter(({ head }) => head.text.startsWith(PREFIX)).map((template) => template.getText());
  expect(made.sort()).toEqual(['`cdk-well-architected-trail:${camelCase(prop)}PolicyNotWritten`', '`cdk-well-architected-trail:${id}`']);
});

test.each(PINNED)('%s is explained in docs/troubleshooting.md', (id) => {
  expect(readFileSync(join(SRC, '..', 'docs', 'troubleshooting.md'), 'utf8')).toContain(`\`${id}\``);
});

/** Statements with these Sids are in policies that others have copied from `bucketPolicyStatements` and its like. */
test('the Sids of statements are API', () => {
  const sids = nodesIn(join('cloudtrail', 'statements.ts')).filter(ts.isPropertyAssignment).filter(({ name }) => name.getText() === 'Sid')
    .flatMap(({ initializer }) => [...initializer.getText().matchAll(/'(\w+)'/g)].map(([, sid]) => sid));
  expect([...new Set(sids)].sort()).toEqual([
    'AWSCloudTrailAclCheck',
    'AWSCloudTrailMembersAclCheck',
    'AWSCloudTrailMembersWrite',
    'AWSCloudTrailOrganizationWrite',
    'AWSCloudTrailSNSPolicy',
    'AWSCloudTrailWrite',
    'AllowCloudTrailDecrypt',
    'AllowCloudTrailDescribeKey',
    'AllowCloudTrailEncrypt',
    'AllowCloudTrailPublishEncrypted',
    'AllowCloudTrailTestBucket',
    'AllowCloudWatchLogs',
    'AllowCloudWatchLogsForTrails',
    'AllowMembersDecryptLogFiles',
    'AllowMembersListOwnLogFiles',
    'AllowMembersReadOwnLogFiles',
    'DenyInsecureTransport',
    'DenyOutdatedTls',
    'S3ServerAccessLogsPolicy',
    'WriteTrailLogStreams',
  ]);
});
