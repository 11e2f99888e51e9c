import { CIS_CONTROLS, cisPattern } from '../../src/cloudtrail/cis/cis-controls';
import { CIS_VERSIONS, type CisSource } from '../../src/cloudtrail/cis/cis-patterns';
import { normalFilterPattern } from '../../src/cloudtrail/cis/filter-pattern';
import { CIS_EVENTS, type CisEvents } from '../fixtures/cis-events';
import { ACTORS, call, type CloudTrailEvent, refused, signIn } from '../fixtures/cloudtrail-events';
import { evaluateFilterPattern } from '../oracles/filter-pattern';

const OFFICIAL: CisSource[] = ['securityHub', ...CIS_VERSIONS];
const ALL: CisSource[] = [...OFFICIAL, 'lowNoise'];

const ALL_EVENTS = Object.values(CIS_EVENTS).flatMap((events: CisEvents) => Object.values(events).flat());
const run = (number: number, source: CisSource, event: CloudTrailEvent) => evaluateFilterPattern(cisPattern(CIS_CONTROLS[number - 1], source), event);
const outcomes = (number: number, source: CisSource, events: readonly CloudTrailEvent[]) => (
  new Set(events.map((event) => run(number, source, event)))
);
const matchesEverything = (number: number, source: CisSource) => number === 1 && source === '1.4';

describe.each(CIS_CONTROLS)('control $number, $title', ({ number }) => {
  const { matching, nearMisses, noise, missedByOfficial } = CIS_EVENTS[number];

  test('the events are enough to judge', () => {
    expect(matching.length).toBeGreaterThanOrEqual(3);
    expect(nearMisses.length).toBeGreaterThanOrEqual(3);
  });

  test.each(ALL)('%s matches every true case', (source) => {
    expect(outcomes(number, source, matching)).toEqual(new Set([true]));
  });

  test.each(ALL)('%s matches no near miss', (source) => {
    expect(outcomes(number, source, nearMisses)).toEqual(new Set([matchesEverything(number, source)]));
  });

  test('the quiet text is quiet where CIS 1.4 rings', () => {
    expect(outcomes(number, '1.4', noise)).toEqual(new Set(noise.length > 0 ? [true] : []));
    expect(outcomes(number, 'lowNoise', noise)).toEqual(new Set(noise.length > 0 ? [false] : []));
  });

  test('the quiet text rings where CIS 1.4 is blind', () => {
    expect(outcomes(number, '1.4', missedByOfficial)).toEqual(new Set(missedByOfficial.length > 0 ? [false] : []));
    expect(outcomes(number, 'lowNoise', missedByOfficial)).toEqual(new Set(missedByOfficial.length > 0 ? [true] : []));
  });

  test.each(ALL)('%s means the same in its normal form', (source) => {
    const pattern = cisPattern(CIS_CONTROLS[number - 1], source);
    const normal = normalFilterPattern(pattern)!;

    expect(ALL_EVENTS.filter((event) => evaluateFilterPattern(normal, event) !== evaluateFilterPattern(pattern, event))).toEqual([]);
  });
});

test('no text depends on what the documentation does not say', () => {
  const undocumented = CIS_CONTROLS.flatMap(({ number }) => ALL.flatMap((source) => ALL_EVENTS.map((event) => run(number, source, event)))).filter((outcome) => outcome === 'undocumented');

  expect(undocumented).toEqual([]);
});

describe('where the sources differ', () => {
  test('CIS 1.4 rings on every event for unauthorized API calls, later versions do not', () => {
    expect(outcomes(1, '1.4', ALL_EVENTS)).toEqual(new Set([true]));
    expect(CIS_VERSIONS.filter((version) => run(1, version, call('iam', 'CreateUser')))).toEqual(['1.4']);
  });

  test('CIS since 2.0 leaves HeadBucket out, Security Hub does not', () => {
    const probe = refused('s3', 'HeadBucket', 'AccessDenied');

    expect(ALL.filter((source) => run(1, source, probe))).toEqual(['securityHub', '1.4']);
  });

  test('CIS rings on sign-ins through IAM Identity Center, Security Hub and the quiet text do not', () => {
    const federated = signIn(ACTORS.identityCenter, 'Success', 'No');

    expect(ALL.filter((source) => run(2, source, federated))).toEqual(CIS_VERSIONS);
  });

  test('policies of other services ring in CIS', () => {
    expect(ALL.filter((source) => run(4, source, call('iot', 'CreatePolicy')))).toEqual(CIS_VERSIONS);
  });

  test('routes of other services: CIS before 3.0 rings, since 3.0 only where the event source does not bind', () => {
    expect(ALL.filter((source) => run(13, source, call('appmesh', 'CreateRoute')))).toEqual(['1.4', '2.0']);
    expect(ALL.filter((source) => run(13, source, call('apigateway', 'DeleteRoute')))).toEqual(CIS_VERSIONS);
  });

  test('changes of security group rules ring since CIS 5.0', () => {
    expect(ALL.filter((source) => run(10, source, call('ec2', 'ModifySecurityGroupRules')))).toEqual(['5.0', '6.0', '7.0', 'lowNoise']);
  });

  test('a role that is only named like a service-linked one is never quiet', () => {
    expect(run(4, 'lowNoise', call('iam', 'PutRolePolicy', { userIdentity: ACTORS.roleNamedLikeServiceLinked }))).toBe(true);
  });
});
