import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  administrator, by, DEPLOYMENT, documents, guardrails, MANAGEMENT, ORGANIZATION, outsider, RESOURCE_CASES, resources, SERVICE_CASES, TARGETS,
  underResource, underService,
} from './guardrail-requests';
import { ENV } from '../fixtures/accounts';
import { AlertTopic, CisAlarms, TrailGuardrails, type TrailGuardrailsProps, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

describe('service control policies', () => {
  const { service: policies } = documents(guardrails());

  test.each(SERVICE_CASES)('%s', (_why, expected, request) => {
    expect(underService(policies, request)).toBe(expected);
  });
});

describe('resource control policies', () => {
  const { resource: policies } = documents(guardrails());

  test.each(RESOURCE_CASES)('%s', (_why, expected, request) => {
    expect(underResource(policies, request)).toBe(expected);
  });

  test('let accounts in that are trusted', () => {
    const { resource: trusting } = documents(guardrails({ trustedAccounts: ['666677778888'] }));

    const from = (account: string) => outsider('s3:GetObject', `${resources.bucket}/a`, { 'aws:PrincipalOrgID': 'o-somebodyelse', 'aws:PrincipalAccount': account });
    expect(underResource(trusting, from('666677778888'))).toBe('allow');
    expect(underResource(trusting, from('777766665555'))).toBe('explicit deny');
  });
});

test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']])('the policies are about resources of %s there', (partition, region) => {
  const made = guardrails({ exemptPrincipals: [`arn:${partition}:iam::${ENV.account}:role/Deployment`] }, { ...MANAGEMENT, region });
  const { service: policies } = documents(made, partition);

  expect(underService(policies, by(`arn:${partition}:iam::${ENV.account}:role/Administrator`, 'logs:DeleteLogGroup', made.resources.logGroup))).toBe('explicit deny');
  expect(underService(policies, by(`arn:${partition}:iam::${ENV.account}:role/Deployment`, 'logs:DeleteLogGroup', made.resources.logGroup))).toBe('allow');
});

describe('a key', () => {
  const alias = 'arn:aws:kms:eu-west-1:111122223333:alias/audit';
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/5678efab';
  const withKey = (encryptionKey: (stack: Stack) => kms.IKey) => {
    const stack = new Stack(new App(), 'Guardrails', { env: ENV });
    const made = new TrailGuardrails(stack, 'TrailGuardrails', {
      trail: TrailSource.fromTrailAttributes({ encryptionKey: encryptionKey(stack) }), organizationId: ORGANIZATION, exemptPrincipals: [DEPLOYMENT],
    });
    return documents({ stack, made, resources });
  };

  test('that is known by an alias is protected while the alias belongs to it, and so is the alias', () => {
    const { service: policies, resource: outside } = withKey((stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/audit'));

    expect(underService(policies, administrator('kms:UpdateAlias', alias))).toBe('explicit deny');
    expect(underService(policies, administrator('kms:DeleteAlias', alias))).toBe('explicit deny');
    expect(underService(policies, administrator('kms:DisableKey', key, { 'kms:ResourceAliases': ['alias/other', 'alias/audit'] }))).toBe('explicit deny');
    expect(underService(policies, administrator('kms:DisableKey', key, { 'kms:ResourceAliases': ['alias/other'] }))).toBe('allow');
    expect(underResource(outside, outsider('kms:Decrypt', key, { 'aws:PrincipalOrgID': 'o-somebodyelse', 'kms:ResourceAliases': ['alias/audit'] }))).toBe('explicit deny');
    expect(underResource(outside, outsider('kms:Decrypt', key, { 'aws:PrincipalOrgID': 'o-somebodyelse', 'kms:ResourceAliases': ['alias/other'] }))).toBe('allow');
  });

  test('of a trail in another account is known there by its alias', () => {
    const app = new App();
    const trail = new WellArchitectedTrail(new Stack(app, 'Security', { env: ENV }), 'Trail', { trailName: 'audit' });
    const stack = new Stack(app, 'Guardrails', { env: MANAGEMENT });
    const made = new TrailGuardrails(stack, 'TrailGuardrails', { trail, organizationId: ORGANIZATION, exemptPrincipals: [DEPLOYMENT] });
    const { service: policies } = documents({ stack, made, resources });

    expect(underService(policies, administrator('kms:DisableKey', key, { 'kms:ResourceAliases': ['alias/audit'] }))).toBe('explicit deny');
    expect(underService(policies, administrator('cloudtrail:StopLogging', trail.trailArn.replace(/\$\{Token\[[^\]]*\]\}/, 'aws')))).toBe('explicit deny');
    expect(() => app.synth()).not.toThrow();
  });

  test('that cannot be known in another account is an error', () => {
    const app = new App();
    const encryptionKey = new kms.Key(new Stack(app, 'Security', { env: ENV }), 'Key');

    expect(() => new TrailGuardrails(new Stack(app, 'Guardrails', { env: MANAGEMENT }), 'TrailGuardrails', {
      trail: TrailSource.fromTrailAttributes({ encryptionKey }), organizationId: ORGANIZATION, exemptPrincipals: [DEPLOYMENT],
    })).toThrow('`trail.trailAttributes.encryptionKey` must have an ARN that is known in the account and Region of the policies');
  });
});

describe('policies', () => {
  test('are attached to the targets', () => {
    const { stack } = guardrails();

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Organizations::Policy', 2);
    for (const type of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']) {
      template.hasResourceProperties('AWS::Organizations::Policy', { Type: type, TargetIds: TARGETS, Content: { Version: '2012-10-17' } });
    }
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('are not created without targets: the documents are there', () => {
    const { stack, made } = guardrails({ targets: undefined });

    Template.fromStack(stack).resourceCountIs('AWS::Organizations::Policy', 0);
    expect(made.policies).toEqual([]);
    expect(documents({ stack, made, resources }).service).toHaveLength(1);
  });

  test('protect rules and alarms', () => {
    const stack = new Stack(new App(), 'Monitoring', { env: ENV });
    const [rule, alarm] = ['arn:aws:events:eu-west-1:111122223333:rule/tampering', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:root-user'];
    const made = guardrails({ monitoring: { rules: [events.Rule.fromEventRuleArn(stack, 'Rule', rule)], alarms: [cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', alarm)] } });
    const { service: policies } = documents(made);

    for (const [action, arn] of [['events:DisableRule', rule], ['events:RemoveTargets', rule], ['cloudwatch:DeleteAlarms', alarm], ['cloudwatch:DisableAlarmActions', alarm]]) {
      expect(underService(policies, administrator(action, arn))).toBe('explicit deny');
      expect(underService(policies, administrator(action, `${arn}-2`))).toBe('allow');
      expect(underService(policies, by(DEPLOYMENT, action, arn))).toBe('allow');
    }
  });

  test('are split where one would be too large, and still say the same', () => {
    const stack = new Stack(new App(), 'Guardrails', { env: MANAGEMENT });
    const topics = Array.from({ length: 300 }, (_, index) => sns.Topic.fromTopicArn(stack, `Topic${index}`, `${resources.topic}-${index}`));
    const made = new TrailGuardrails(stack, 'TrailGuardrails', {
      trail: TrailSource.fromTrailAttributes({ trailArn: resources.trail }),
      organizationId: ORGANIZATION,
      exemptPrincipals: [DEPLOYMENT],
      targets: TARGETS,
      monitoring: { topics },
    });
    const { service: policies } = documents({ stack, made, resources });

    expect(policies.length).toBeGreaterThan(1);
    expect(Math.max(...policies.map((policy) => JSON.stringify(policy).length))).toBeLessThanOrEqual(10_240);
    expect(topics.filter(({ topicArn }) => underService(policies, administrator('sns:DeleteTopic', topicArn)) !== 'explicit deny')).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::Organizations::Policy', policies.length);
  });

  test('count what only the deployment knows at its longest', () => {
    const app = new App();
    const stack = new Stack(app, 'Security');
    const topics = Array.from({ length: 60 }, (_, index) => new sns.Topic(stack, `Topic${index}`));
    const made = new TrailGuardrails(stack, 'TrailGuardrails', {
      trail: TrailSource.fromTrailAttributes({ trailArn: resources.trail }),
      organizationId: ORGANIZATION,
      exemptPrincipals: [DEPLOYMENT],
      monitoring: { topics },
    });

    // 60 ARNs of up to 256 characters.
    expect(made.serviceControlPolicyDocuments.length).toBeGreaterThan(1);
  });

  test('of a trail and its alarms in this app fit, and are clean', () => {
    const app = new App();
    const stack = new Stack(app, 'Security', { env: ENV });
    const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
    const alerts = new AlertTopic(stack, 'Alerts');
    const { alarms } = new CisAlarms(stack, 'CisAlarms', { trail, alerts });
    const made = new TrailGuardrails(stack, 'TrailGuardrails', {
      trail, organizationId: ORGANIZATION, exemptPrincipals: [DEPLOYMENT], targets: TARGETS, monitoring: { alarms, topics: [alerts.topic] },
    });

    expect(made.policies.length).toBeLessThanOrEqual(3);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('warns', () => {
  test('that an organization trail belongs to the management account', () => {
    const stack = new Stack(new App(), 'Guardrails', { env: MANAGEMENT });
    new TrailGuardrails(stack, 'TrailGuardrails', {
      trail: TrailSource.fromTrailAttributes({ trailArn: resources.trail, organizationId: ORGANIZATION }), exemptPrincipals: [DEPLOYMENT],
    });

    Annotations.fromStack(stack).hasWarning('/Guardrails/TrailGuardrails', Match.stringLikeRegexp('belongs to the management account, whose principals and resources these policies do not bind'));
  });

  test('of a name that is exempt in every account', () => {
    const { stack } = guardrails({ exemptPrincipals: ['arn:aws:iam::*:role/AWSControlTowerExecution'] });

    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('whoever can create a role or user of that name'));
  });
});

describe('fails', () => {
  const arn = (resource: string) => `arn:aws:iam::111122223333:${resource}`;

  test.each<[why: string, props: Partial<TrailGuardrailsProps>, message: string]>([
    ['without exempt principals', { exemptPrincipals: [] }, '`exemptPrincipals` must contain at least the role that deploys the trail'],
    ['without a list of them', { exemptPrincipals: undefined as any }, '`exemptPrincipals` must contain at least the role'],
    ['for something else than an ARN', { exemptPrincipals: [7 as any] }, '`exemptPrincipals` must contain ARNs of roles and users'],
    ['for a wildcard', { exemptPrincipals: ['*'] }, '`exemptPrincipals` must contain ARNs of roles and users'],
    ['for every role', { exemptPrincipals: [arn('role/*')] }, 'must name the role or user, or its path: a wildcard alone exempts everybody'],
    ['for every role in any path', { exemptPrincipals: [arn('role/*/*?')] }, 'must name the role or user'],
    ['for everybody who signs in', { exemptPrincipals: [arn('role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_*')] }, 'must name the role or user'],
    ['for a whole account', { exemptPrincipals: [arn('root')] }, '`exemptPrincipals` must contain ARNs of roles and users'],
    ['for a session', { exemptPrincipals: ['arn:aws:sts::111122223333:assumed-role/Deployment/me'] }, 'must contain the ARN of the role, not of a session'],
    ['for a policy variable', { exemptPrincipals: ['arn:aws:iam::111122223333:role/${aws:PrincipalTag/name}'] }, 'must not contain policy variables'],
    ['for a policy variable alone', { exemptPrincipals: ['${aws:PrincipalArn}'] }, 'must not contain policy variables'],
    ['for part of an account', { exemptPrincipals: ['arn:aws:iam::1111*:role/Deployment'] }, 'must contain an account ID of 12 digits'],
    ['without targets in the list', { targets: [] }, '`targets` must contain a root, an organizational unit or an account, got: []'],
    ['for a target by name', { targets: ['Security'] }, "`targets` must contain IDs of roots (`r-…`), organizational units (`ou-…`) or accounts (12 digits), got: 'Security'"],
    ['for a target twice', { targets: ['111122223333', '111122223333'] }, '`targets` must not contain a target twice'],
    ['for a trusted account by name', { trustedAccounts: ['auditor'] }, "`trustedAccounts` must contain account IDs of 12 digits, got: 'auditor'"],
    ['without an organization', { organizationId: undefined }, '`organizationId` must be set for a trail of one account'],
    ['for something else than an organization', { organizationId: 'r-ab12' }, "`organizationId` must be 'o-' followed by"],
    ['without anything to protect', { trail: TrailSource.fromTrailAttributes({}) }, '`trail.trailAttributes` must contain a trail ARN, bucket, encryption key or log group'],
    ['for more principals than fit', { exemptPrincipals: Array.from({ length: 200 }, (_, index) => arn(`role/a-rather-long-name-of-a-role-that-deploys-${index}`)) }, '`exemptPrincipals` must fit in an organization policy of 10240 characters'],
  ])('%s', (_why, props, message) => {
    expect(() => guardrails(props)).toThrow(message);
  });

  test('for more policies than a target takes', () => {
    const stack = new Stack(new App(), 'Topics');
    const topics = Array.from({ length: 1_000 }, (_, index) => sns.Topic.fromTopicArn(stack, `Topic${index}`, `${resources.topic}-${index}`));

    expect(() => guardrails({ monitoring: { topics } })).toThrow('`monitoring` must leave at most 4 policies of a type');
  });

  test('not for what only the deployment knows', () => {
    const stack = new Stack(new App(), 'Tokens');
    const token = new sns.CfnTopic(stack, 'StandsForAnything').attrTopicArn;

    expect(() => new TrailGuardrails(stack, 'TrailGuardrails', {
      trail: TrailSource.fromTrailAttributes({ trailArn: resources.trail }),
      organizationId: token,
      exemptPrincipals: [token, `arn:aws:iam::${stack.account}:role/Deployment`],
      targets: [token],
      trustedAccounts: [stack.account],
    })).not.toThrow();
  });
});
