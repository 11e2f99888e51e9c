import { TEMPLATES } from './templates';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { described } from '../../../src/nag/reporting/described';
import { judgeActive } from '../../../src/nag/reporting/judge-active';
import { activeRules } from '../../../src/nag/reporting/levels';
import { stack } from '../helpers/templates';

type Report = Record<string, Record<string, string[]>>;

/** Everything that is said of a template: by resource and level, in the order of RULES.md. Each line was read against AWS's documentation. */
const EXPECTED: Record<string, Report> = {
  'a first tutorial': {
    Logs: {
      info: ['BucketPublicAccessBlocked[NotSet]', 'BucketRetention[KeptForEver]', 'BucketObjectLockEnabled'],
      error: [
        'BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled', 'BucketRetained[Deletion]',
        'BucketRetained[Replacement]',
      ],
    },
    LogsPolicy: {
      error: ['BucketSSLRequestsOnly', 'BucketPolicySourceArn[AnyTrail]'],
    },
    Trail: {
      error: ['MultiRegionEnabled', 'GlobalServiceEventsEnabled', 'LogFileValidationEnabled', 'EncryptionEnabled'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
  'a tutorial of 2014, with the accounts of CloudTrail and a topic': {
    Logs: {
      info: ['BucketPublicAccessBlocked[NotSet]', 'BucketRetention[KeptForEver]', 'BucketObjectLockEnabled'],
      error: ['BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled', 'BucketRetained[Replacement]'],
    },
    LogsPolicy: {
      error: ['BucketSSLRequestsOnly', 'BucketPolicyAllowsDelivery[AccountWrite]', 'BucketPolicyAllowsDelivery[AclCheck]'],
    },
    News: {
      warning: ['TopicEncrypted'],
    },
    NewsPolicy: {
      error: ['TopicPolicySourceArn[AnyTrail]'],
    },
    Trail: {
      error: ['MultiRegionEnabled', 'GlobalServiceEventsEnabled', 'LogFileValidationEnabled', 'EncryptionEnabled'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
  'a baseline for a benchmark, with a key, a log group and one alarm': {
    Group: {
      warning: ['LogGroupEncrypted', 'LogGroupRetained[Deletion]', 'LogGroupRetained[Replacement]'],
      error: ['LogGroupRetention'],
    },
    Key: {
      error: ['KeyPolicySourceArn[AnyTrail]', 'KeyRetained[Deletion]', 'KeyRetained[Replacement]'],
    },
    Logs: {
      error: ['BucketAccessLoggingEnabled[Destination]'],
      info: ['BucketObjectLockEnabled'],
    },
    Trail: {
      info: ['InsightsEnabled'],
      warning: [
        'AlarmsConfigured[BucketPolicyChanges]', 'AlarmsConfigured[CloudTrailChanges]', 'AlarmsConfigured[ConfigChanges]',
        'AlarmsConfigured[ConsoleSignInFailures]', 'AlarmsConfigured[ConsoleSignInWithoutMfa]', 'AlarmsConfigured[IamPolicyChanges]',
        'AlarmsConfigured[KeyDisabledOrDeleted]', 'AlarmsConfigured[NetworkAclChanges]', 'AlarmsConfigured[NetworkGatewayChanges]',
        'AlarmsConfigured[OrganizationsChanges]', 'AlarmsConfigured[RouteTableChanges]', 'AlarmsConfigured[SecurityGroupChanges]',
        'AlarmsConfigured[UnauthorizedApiCalls]', 'AlarmsConfigured[VpcChanges]',
      ],
    },
  },
  'an organization trail that delivers to the log archive': {
    Trail: {
      warning: [
        'EncryptionEnabled[CannotTell]', 'CloudWatchLogsEnabled', 'BucketPublicAccessBlocked[CannotTell]', 'BucketSSLRequestsOnly[CannotTell]',
        'BucketVersioningEnabled[CannotTell]', 'BucketEncryptionKMS[CannotTell]', 'BucketAccessLoggingEnabled[CannotTell]',
        'BucketRetention[CannotTell]', 'BucketRetained[CannotTell]', 'BucketPolicyAllowsDelivery[CannotTell]',
        'BucketPolicySourceArn[CannotTell]', 'BucketPolicyLeastPrivilege[CannotTell]', 'KeyRotationEnabled[CannotTell]', 'KeyUsable[CannotTell]',
        'KeyPolicyAllowsDelivery[CannotTell]', 'KeyPolicySourceArn[CannotTell]', 'KeyPolicyLeastPrivilege[CannotTell]',
        'KeyRetained[CannotTell]',
      ],
      info: ['InsightsEnabled', 'BucketObjectLockEnabled[CannotTell]'],
    },
  },
  'a log archive for an organization': {
    Logs: {
      error: ['BucketEncryptionKMS', 'BucketAccessLoggingEnabled'],
      info: ['BucketObjectLockEnabled'],
    },
  },
  'a quick start that denies what is not encrypted': {
    Logs: {
      error: ['BucketEncryptionKMS', 'BucketAccessLoggingEnabled'],
      info: ['BucketRetention[KeptForEver]', 'BucketObjectLockEnabled'],
    },
    LogsPolicy: {
      error: ['BucketPolicyAllowsDelivery[AccountWrite]'],
    },
    Trail: {
      error: ['EncryptionEnabled'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
  'a trail whose policy names it': {
    Logs: {
      error: [
        'BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled', 'BucketRetained[Deletion]',
        'BucketRetained[Replacement]',
      ],
      info: ['BucketRetention[KeptForEver]', 'BucketObjectLockEnabled'],
    },
    LogsPolicy: {
      error: ['BucketSSLRequestsOnly'],
    },
    Trail: {
      error: ['EncryptionEnabled', 'CreatedAfterPolicies[BucketPolicy]'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
  'a second trail for data events': {
    DataTrail: {
      error: ['EncryptionEnabled', 'DataEventsNoFeedbackLoop'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
    Logs: {
      error: ['BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled'],
      info: ['BucketRetention[KeptForEver]', 'BucketObjectLockEnabled'],
    },
    LogsPolicy: {
      error: ['BucketPolicySourceArn[AnyTrail]'],
    },
    Trail: {
      error: ['EncryptionEnabled'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
  'a workshop that cleans up after itself, with an administrator': {
    Admin: {
      warning: ['TamperGrants'],
    },
    Logs: {
      error: [
        'BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled', 'BucketRetention[Expiration]',
        'BucketRetained[Deletion]', 'BucketRetained[Replacement]',
      ],
      info: ['BucketObjectLockEnabled'],
    },
    LogsPolicy: {
      error: ['BucketSSLRequestsOnly', 'BucketPolicySourceArn[AnyTrail]', 'BucketPolicyLeastPrivilege[Changes]'],
    },
    Trail: {
      error: ['GlobalServiceEventsEnabled', 'LogFileValidationEnabled', 'EncryptionEnabled'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
  'copied from a template without its Fn::Sub': {
    Logs: {
      error: ['BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled'],
      info: ['BucketRetention[KeptForEver]', 'BucketObjectLockEnabled'],
    },
    LogsPolicy: {
      error: ['BucketPolicyAllowsDelivery[AccountWrite]', 'BucketPolicySourceArn[AnyTrail]'],
    },
    Trail: {
      error: ['EncryptionEnabled'],
      warning: ['CloudWatchLogsEnabled'],
      info: ['InsightsEnabled'],
    },
  },
};

test.each(Object.entries(EXPECTED))('the whole report on %s', (name, expected) => {
  const active = activeRules([], {});
  const found: Report = {};
  for (const finding of judgeActive(new TemplateSet([stack(TEMPLATES[name])]), active, 365)) {
    const { names: [id], severity } = described(finding, {}, active);
    ((found[finding.logicalId] ??= {})[severity] ??= []).push(id.replace('WellArchitectedTrail-CloudTrail', ''));
  }
  expect(found).toEqual(expected);
});

test('no template is without its report', () => {
  expect(Object.keys(EXPECTED)).toEqual(Object.keys(TEMPLATES));
});
