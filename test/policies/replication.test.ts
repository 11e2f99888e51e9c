import { App, Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { mutantsOf } from './policy-mutants';
import { decideReplication, deployedReplication, type ReplicationDocument } from './requests/replication-requests';
import { Deployment } from '../oracles/concrete';
import { TrailLogArchive, type TrailLogArchiveProps, TrailLogReplica, WellArchitectedTrail } from 'cdk-well-architected-trail';

const OBJECT_LOCK = { objectLock: s3.ObjectLockRetention.governance(Duration.days(30)) };

interface ReplicationScenario {
  readonly name: string;
  readonly source: { readonly account: string; readonly region: string };
  readonly replica: { readonly account: string; readonly region: string };
  readonly props?: TrailLogArchiveProps;
  readonly of?: 'a trail' | 'an archive' | 'a trail with a key of another account';
}

const HOME = { account: '111122223333', region: 'eu-west-1' };

const SCENARIOS: ReplicationScenario[] = [
  { name: 'another Region', source: HOME, replica: { ...HOME, region: 'eu-central-1' } },
  { name: 'another account', source: HOME, replica: { ...HOME, account: '222233334444' } },
  { name: 'another Region and account, with Object Lock', source: HOME, replica: { account: '222233334444', region: 'eu-central-1' }, props: OBJECT_LOCK },
  { name: 'an archive in another Region', source: HOME, replica: { ...HOME, region: 'us-west-2' }, props: OBJECT_LOCK, of: 'an archive' },
  { name: 'an archive in another account', source: HOME, replica: { account: '222233334444', region: 'us-west-2' }, of: 'an archive' },
  { name: 'China', source: { ...HOME, region: 'cn-north-1' }, replica: { account: '222233334444', region: 'cn-northwest-1' } },
  { name: 'GovCloud', source: { ...HOME, region: 'us-gov-west-1' }, replica: { account: '222233334444', region: 'us-gov-east-1' } },
  { name: 'a key of another account', source: HOME, replica: { account: '222233334444', region: 'eu-central-1' }, of: 'a trail with a key of another account' },
];

function deploy({ source, replica, props, of }: ReplicationScenario) {
  const app = new App();
  const stack = new Stack(app, 'Audit', { env: source });
  const destination = new TrailLogReplica(new Stack(app, 'Copy', { env: replica }), 'Replica', props);
  if (of === 'an archive') {
    new TrailLogArchive(stack, 'Archive', { ...props, replica: { destination } });
  } else {
    const keys = of ? new kms.Key(new Stack(app, 'Keys', { env: { ...source, account: '555566667777' } }), 'Key').addAlias('corp') : undefined;
    new WellArchitectedTrail(stack, 'Trail', { ...props, encryptionKey: keys, replica: { destination } });
  }
  return deployedReplication(Deployment.of(app));
}

/** The principal is the account of the role, whose requests all have an ARN: the condition may say less of it. */
const EQUIVALENT = /^AllowReplication\w* ArnEquals aws:PrincipalArn (only if the key is there|with any (partition|account|service))$/;

/** The first statement of a key policy gives the account control over the key. */
const isAboutReplication = (document: ReplicationDocument, statement: string) => !(document.endsWith('key') && statement === '#1') && !/^(Deny|AllowCloud)/.test(statement);

describe.each(SCENARIOS)('policies of a replication: $name', (scenario) => {
  const { documents, cases } = deploy(scenario);

  test.each(cases)('$document: $label: $expected', (one) => {
    expect(decideReplication(documents, one)).toBe(one.expected);
  });

  test('every document is asked, and no request is in the table twice', () => {
    expect(new Set(cases.map(({ document }) => document))).toEqual(new Set(Object.keys(documents)));
    expect(new Set(cases.map(({ document, label }) => `${document}: ${label}`)).size).toBe(cases.length);
  });

  test.each(Object.keys(documents) as ReplicationDocument[])('every small mistake in the policy changes an answer: %s', (document) => {
    const asked = cases.filter((one) => one.document === document);
    const mutants = mutantsOf(documents[document]!).filter(({ statement }) => isAboutReplication(document, statement));
    const survivors = mutants.filter((mutant) => asked.every((one) => decideReplication({ [document]: mutant.document }, one) === one.expected))
      .map(({ statement, element, change }) => `${statement} ${element === 'Condition' ? '' : element} ${change}`.replace(/ +/g, ' '));

    expect(mutants.length).toBeGreaterThan(5);
    expect(survivors.filter((survivor) => !EQUIVALENT.test(survivor))).toEqual([]);
  });
});
