import { ACCOUNT, ACTION, ADDRESS, aroundMoment, ERROR, listing, REGION, REQUEST, SERVICE, summary, USER_AGENT, WHO } from './athena';
import type { QueryBodies } from './query';

const CALL = [ACCOUNT, SERVICE, ACTION, REGION];

/** Every text of the event in which a resource can be named, each name in quotes. */
const NAMED = [
  'coalesce(requestparameters, \'\')',
  'coalesce(responseelements, \'\')',
  '\'"\' || coalesce(array_join(transform(resources, r -> r.arn), \'" "\'), \'\') || \'"\'',
].join(' || ');

/** Who, and what they touched: the queries of an investigation. */
export const ACTOR_QUERIES = {
  'who-did-what': {
    text: 'Who did what, how often, when and from where?',
    description: 'Every event, aggregated by caller, call and source address. Start here when you do not know yet what you are looking for.',
    parameters: [],
    ...summary([WHO, ...CALL, ADDRESS, ERROR]),
  },
  'by-principal': {
    text: 'What did this user or role do?',
    description: 'Every event of an IAM user, of a role in all of its sessions, or of one session, by ARN. An ARN that only begins the same way does not count.',
    parameters: [{
      name: 'principal',
      description: 'ARN of a user, a role or a role session',
      example: '\'arn:aws:iam::111122223333:role/Deploy\'',
    }],
    ...listing([WHO, ...CALL, ADDRESS, USER_AGENT, ERROR], '? IN (useridentity.arn, useridentity.sessioncontext.sessionissuer.arn)'),
  },
  'by-access-key': {
    text: 'What was done with this access key, from where, and who created it?',
    description: 'Every event signed with the key, long-term or temporary, and the events that created it, changed it or issued it. '
      + 'For calls with a bearer token, give the ID of its credential instead.',
    parameters: [{ name: 'access key', description: 'ID of the access key, or of the credential of a bearer token', example: '\'ACCESS-KEY-ID\'' }],
    ...listing(
      [WHO, ...CALL, ADDRESS, USER_AGENT, ERROR],
      [
        '? IN (useridentity.accesskeyid',
        'useridentity.credentialid',
        'json_extract_scalar(requestparameters, \'$.accessKeyId\')',
        'json_extract_scalar(responseelements, \'$.accessKey.accessKeyId\')',
        'json_extract_scalar(responseelements, \'$.credentials.accessKeyId\'))',
      ].join(', '),
    ),
  },
  'by-role-session': {
    text: 'What was done in this role session, and who started it?',
    description: 'Every event of one session of a role, and the call that started it, with its caller.',
    parameters: [{
      name: 'role session',
      description: 'ARN of the session',
      example: '\'arn:aws:sts::111122223333:assumed-role/Deploy/alice\'',
    }],
    ...listing(
      [WHO, ...CALL, ADDRESS, USER_AGENT, ERROR],
      '? IN (useridentity.arn, json_extract_scalar(responseelements, \'$.assumedRoleUser.arn\'))',
    ),
  },
  'by-source-identity': {
    text: 'What did this person do, in whatever role?',
    description: 'Every event of the role sessions with this source identity, through chains of roles, and the calls that set it. Only sessions that were '
      + 'started with a source identity have one.',
    parameters: [{ name: 'source identity', description: 'The source identity, as it was set', example: '\'alice@example.com\'' }],
    ...listing(
      [WHO, ...CALL, ADDRESS, USER_AGENT, ERROR],
      '? IN (useridentity.sessioncontext.sourceidentity, json_extract_scalar(requestparameters, \'$.sourceIdentity\'))',
    ),
  },
  'by-sign-in-session': {
    text: 'What was done in this sign-in session, such as the one of an agent?',
    description: 'Every event under one session of AWS Sign-In, and the tokens that it issued. OAuth tokens, such as those of MCP clients, belong to one.',
    parameters: [{
      name: 'sign-in session',
      description: 'ARN of the session, in `userIdentity.sessionContext.signInSessionArn`',
      example: '\'arn:aws:signin:us-east-1:111122223333:session/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111\'',
    }],
    ...listing(
      [WHO, ...CALL, ADDRESS, USER_AGENT, ERROR],
      '? IN (useridentity.sessioncontext.signinsessionarn, json_extract_scalar(additionaleventdata, \'$.signInSessionArn\'))',
    ),
  },
  'by-resource': {
    text: 'Who accessed or changed this resource?',
    description: 'Every event that names the resource among its resources, in its request or in its response, under exactly the given ARN, name or ID. '
      + 'Services differ in which of them they record, so run it for both the ARN and the name.',
    parameters: [{ name: 'resource', description: 'ARN, name or ID of the resource', example: '\'arn:aws:s3:::amzn-s3-demo-bucket\'' }],
    ...listing([WHO, ...CALL, ADDRESS, ERROR, REQUEST], `strpos(${NAMED}, '"' || ? || '"') > 0`),
  },
  'by-source-address': {
    text: 'What was called from this address, and by whom?',
    description: 'Every event whose caller had exactly this address. For calls that a service makes on behalf of a caller, the address is the name of the service.',
    parameters: [{ name: 'address', description: 'IPv4 or IPv6 address, or service name', example: '\'198.51.100.7\'' }],
    ...listing([WHO, ...CALL, USER_AGENT, ERROR], 'sourceipaddress = ?'),
  },
  'cross-account': {
    text: 'Which other accounts use my accounts, and for what?',
    description: 'Events whose caller belongs to another account than the one that recorded them, aggregated. AWS services that call on their own do not count.',
    parameters: [],
    ...summary(
      [{ name: 'calleraccount', athena: 'useridentity.accountid', description: 'Account of the caller' }, WHO, ACCOUNT, SERVICE, ACTION, ERROR],
      'useridentity.accountid <> recipientaccountid',
    ),
  },
  'delegated-access': {
    text: 'Which product providers use access that was delegated to them, and for what?',
    description: 'Calls that a product provider made with temporary delegated access, aggregated by the account of the provider.',
    parameters: [],
    ...summary(
      [{ name: 'delegateaccount', athena: 'useridentity.invokedbydelegate.accountid', description: 'Account of the product provider' }, WHO, ...CALL, ERROR],
      'useridentity.invokedbydelegate.accountid IS NOT NULL',
    ),
  },
  'around-a-moment': {
    text: 'What else happened at that time?',
    description: 'Every event within 15 minutes before or after a moment. Give the same moment for each of the three placeholders: they have no names in Athena.',
    parameters: ['first', 'second', 'third'].map((place) => ({
      name: 'moment',
      description: `The moment in UTC, ISO 8601 (${place} placeholder)`,
      example: '\'2026-11-20T10:15:00Z\'',
    })),
    ...aroundMoment([WHO, ...CALL, ADDRESS, ERROR], 15),
  },
} as const satisfies QueryBodies;
