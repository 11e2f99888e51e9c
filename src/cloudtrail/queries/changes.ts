import { ACCOUNT, ACTION, ADDRESS, ERROR, listing, REGION, REQUEST, WHO } from './athena';
import type { QueryBodies } from './query';

const CHANGE = [WHO, ACCOUNT, ACTION, REGION, ADDRESS, REQUEST];

/** As the event says itself, so that calls that AWS adds later are found as well. */
const WRITES = 'coalesce(readonly, \'false\') <> \'true\'';
const SUCCEEDED = 'errorcode IS NULL';

/** Names of what directs and filters traffic, as a regular expression. It matches every call that the CIS benchmark monitors. */
export const NETWORK_CALLS = [
  'SecurityGroup', 'NetworkAcl', 'InternetGateway', 'CustomerGateway', 'VpnGateway', 'NatGateway', 'TransitGateway', 'VpnConnection',
  'Route$', 'RouteTable', 'Subnet', 'Vpc',
].join('|');

/** Changes to what security depends on. */
export const CHANGE_QUERIES = {
  'trail-changes': {
    text: 'Did anyone stop, delete or change a trail, or try to?',
    description: 'Every CloudTrail call that changes something, attempts that failed included.',
    parameters: [],
    ...listing([...CHANGE, ERROR], 'eventsource = \'cloudtrail.amazonaws.com\'', WRITES),
  },
  'key-changes': {
    text: 'Did anyone disable, delete or open up a key, or try to?',
    description: 'Every KMS call that changes a key, a grant or an alias, attempts that failed included. Use of keys does not count.',
    parameters: [],
    ...listing([...CHANGE, ERROR], 'eventsource = \'kms.amazonaws.com\'', WRITES),
  },
  'iam-changes': {
    text: 'Who changed users, roles, policies or access keys?',
    description: 'Every IAM call that changed something. Attempts that failed are among the denied calls.',
    parameters: [],
    ...listing(CHANGE, 'eventsource = \'iam.amazonaws.com\'', WRITES, SUCCEEDED),
  },
  'network-changes': {
    text: 'Who changed security groups, network ACLs, gateways, routes or VPCs?',
    description: 'Every EC2 call that changed what directs or filters traffic. Attempts that failed are among the denied calls.',
    parameters: [],
    ...listing(CHANGE, 'eventsource = \'ec2.amazonaws.com\'', WRITES, SUCCEEDED, `regexp_like(eventname, '${NETWORK_CALLS}')`),
  },
} as const satisfies QueryBodies;
