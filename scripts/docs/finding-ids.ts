/** Writes the ids of findings into docs/versioning.md. `npm run docs` runs it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CIS_CONTROLS } from '../../src/cloudtrail/cis/cis-controls';
import { type RuleName } from '../../src/nag/rules';
import { fillIn, markdownTable } from '../lib/table';

/** The ids of what each rule finds. Users acknowledge findings by them: one that is renamed or dropped is a breaking change, a new one is added here. */
export const FINDING_IDS: { readonly [rule in RuleName]?: readonly string[] } = {
  CloudTrailCloudWatchLogsEnabled: ['Role', 'Home'],
  CloudTrailDataEventsNoFeedbackLoop: ['Pair', 'LogGroup'],
  CloudTrailObjectEventsLogged: ['Read', 'Write'],
  CloudTrailCreatedAfterPolicies: ['BucketPolicy', 'TopicPolicy', 'RolePolicy'],
  CloudTrailBucketPublicAccessBlocked: ['NotSet', 'Acl', 'Policy'],
  CloudTrailBucketEncryptionKMS: ['Key'],
  CloudTrailBucketAccessLoggingEnabled: ['Destination', 'Delivery'],
  CloudTrailBucketRetention: ['Expiration', 'NoncurrentExpiration', 'KeptForEver'],
  CloudTrailBucketRetained: ['Deletion', 'Replacement', 'AutoDelete'],
  CloudTrailBucketObjectLockEnabled: ['DefaultRetention'],
  CloudTrailBucketPolicyAllowsDelivery: ['AclCheck', 'AccountWrite', 'OrganizationWrite', 'SecondPolicy', 'Malformed'],
  CloudTrailBucketPolicySourceArn: ['AnyTrail'],
  CloudTrailBucketPolicyLeastPrivilege: ['AnyPrincipal', 'Changes'],
  CloudTrailKeyUsable: ['Enabled', 'KeySpec', 'KeyUsage'],
  CloudTrailKeyPolicyAllowsDelivery: ['Encrypt', 'Describe', 'Malformed', 'Lockout'],
  CloudTrailKeyPolicySourceArn: ['AnyTrail'],
  CloudTrailKeyPolicyLeastPrivilege: ['AnyPrincipal', 'Service', 'Outsiders'],
  CloudTrailKeyRetained: ['Deletion', 'Replacement', 'Window'],
  CloudTrailLogGroupEncrypted: ['KeyPolicy'],
  CloudTrailLogGroupRetained: ['Deletion', 'Replacement'],
  CloudTrailLogsRoleLeastPrivilege: ['Trust', 'Source', 'Others', 'Delivery', 'Organization', 'Excess', 'Malformed'],
  CloudTrailTopicPolicySourceArn: ['Publish', 'AnyPrincipal', 'Outsiders', 'AnyTrail', 'SecondPolicy', 'Malformed', 'Key'],
  CloudTrailAlarmsConfigured: ['None', ...CIS_CONTROLS.map(({ id }) => id)],
};

/** What is no finding of one rule. */
const OTHERS: ReadonlyArray<[id: string, what: string]> = [
  ['any rule', '`CannotTell`, whatever the rule could not see'],
  ['`WellArchitectedTrail-CannotSee`', 'with the thing in brackets: what several rules could not see'],
  ['`WellArchitectedTrail-CannotRead`', 'templates that could not be read, and what macros, modules and templates elsewhere make'],
  ['`WellArchitectedTrail-UnusedAcknowledgement`', 'an acknowledgement that covers no finding'],
];

const GUIDE = join(__dirname, '..', '..', 'docs', 'versioning.md');

export const withFindingIds = (guide: string): string => fillIn(guide, 'finding ids', markdownTable(['Rule', 'Ids of its findings'], [
  ...Object.entries(FINDING_IDS).map(([rule, ids]) => [`\`${rule}\``, ids.map((id) => `\`${id}\``).join(', ')]),
  ...OTHERS.map((row) => [...row]),
]));

if (require.main === module) writeFileSync(GUIDE, withFindingIds(readFileSync(GUIDE, 'utf8')));
