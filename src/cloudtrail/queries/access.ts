import { ACCOUNT, ACTION, ADDRESS, ERROR, listing, REGION, REQUEST, SERVICE, summary, USER_AGENT, WHO } from './athena';
import type { QueryBodies, QueryColumn } from './query';

const USER: QueryColumn = {
  name: 'username',
  athena: 'coalesce(useridentity.username, useridentity.type)',
  description: 'Name of the user; `Root` for the root user',
};
const REASON: QueryColumn = { name: 'errormessage', athena: 'errormessage', description: 'Reason that the sign-in was refused' };
const TLS: QueryColumn = { name: 'tlsversion', athena: 'tlsdetails.tlsversion', description: 'TLS version of the call' };
const CIPHER: QueryColumn = { name: 'ciphersuite', athena: 'tlsdetails.ciphersuite', description: 'Cipher suite of the call' };
const CLIENT: QueryColumn = {
  name: 'oauthclient', athena: 'json_extract_scalar(requestparameters, \'$.client_id\')', description: 'ARN of the OAuth client',
};
const TARGET: QueryColumn = {
  name: 'oauthresource', athena: 'json_extract_scalar(requestparameters, \'$.resource\')', description: 'What the client gets access to',
};
const OUTCOME: QueryColumn = {
  name: 'success', athena: 'json_extract_scalar(additionaleventdata, \'$.success\')', description: 'Whether AWS Sign-In granted it',
};

const SIGN_IN = 'eventname = \'ConsoleLogin\'';
const signInWas = (outcome: string) => `json_extract_scalar(responseelements, '$.ConsoleLogin') = '${outcome}'`;

/** How access was used: sign-ins, the root user, denials, weak transport. */
export const ACCESS_QUERIES = {
  'root-use': {
    text: 'Was the root user of an account used?',
    description: 'Every event of a root user, sign-ins included, without what AWS services do in its name.',
    parameters: [],
    ...listing(
      [ACCOUNT, SERVICE, ACTION, REGION, ADDRESS, USER_AGENT, ERROR],
      'useridentity.type = \'Root\'',
      'useridentity.invokedby IS NULL',
      'eventtype <> \'AwsServiceEvent\'',
    ),
  },
  'privileged-root-sessions': {
    text: 'Who acted as the root user of a member account, and what did they do?',
    description: 'The calls of `AssumeRoot` by the management account or a delegated administrator, and every event of the sessions that they started.',
    parameters: [],
    ...listing(
      [WHO, ACCOUNT, SERVICE, ACTION, REGION, ADDRESS, ERROR, REQUEST],
      '(useridentity.sessioncontext.assumedroot = \'true\' OR (eventsource = \'sts.amazonaws.com\' AND eventname = \'AssumeRoot\'))',
    ),
  },
  'console-without-mfa': {
    text: 'Who signed in to the console without MFA?',
    description: 'Successful sign-ins of IAM users and root users without MFA. Federated sign-ins do not count: their MFA is checked by the identity provider, '
      + 'and they always say that none was used.',
    parameters: [],
    ...listing(
      [USER, ACCOUNT, REGION, ADDRESS, USER_AGENT],
      SIGN_IN,
      'useridentity.type IN (\'IAMUser\', \'Root\')',
      'json_extract_scalar(additionaleventdata, \'$.MFAUsed\') = \'No\'',
      signInWas('Success'),
    ),
  },
  'failed-sign-ins': {
    text: 'Who tried to sign in to the console and failed?',
    description: 'Refused console sign-ins, by user, address and reason. CloudTrail hides the name when no such user exists, because it may be a password.',
    parameters: [],
    ...summary([USER, ACCOUNT, ADDRESS, REASON], SIGN_IN, signInWas('Failure')),
  },
  'oauth-access': {
    text: 'Which applications got OAuth access, and who authorized them?',
    description: 'Authorizations and tokens that AWS Sign-In issued to OAuth clients, such as the clients of MCP servers, refreshed tokens included.',
    parameters: [],
    ...summary(
      [WHO, ACCOUNT, ACTION, CLIENT, TARGET, ADDRESS, OUTCOME, ERROR],
      'eventsource = \'signin.amazonaws.com\'',
      'eventname IN (\'AuthorizeOAuth2Access\', \'CreateOAuth2Token\', \'CreateOAuth2TokenWithIAM\')',
    ),
  },
  'denied-calls': {
    text: 'Who was denied what?',
    description: 'Calls that failed for lack of permission, aggregated. Other errors do not count.',
    parameters: [],
    ...summary(
      [WHO, ACCOUNT, SERVICE, ACTION, REGION, ADDRESS, ERROR],
      '(errorcode LIKE \'AccessDenied%\' OR errorcode LIKE \'%UnauthorizedOperation\')',
    ),
  },
  'console-writes': {
    text: 'Who changed something manually?',
    description: 'Calls that change something and were made from a console sign-in: what went around your pipelines.',
    parameters: [],
    ...listing([WHO, ACCOUNT, SERVICE, ACTION, REGION, ADDRESS, ERROR, REQUEST], 'sessioncredentialfromconsole = \'true\'', 'readonly = \'false\''),
  },
  'old-tls': {
    text: 'Who still calls AWS with a TLS version before 1.2?',
    description: 'Calls over anything but TLS 1.2 and 1.3, aggregated by version and caller. Calls without TLS details, such as those of AWS services, do not count.',
    parameters: [],
    ...summary([TLS, CIPHER, WHO, ACCOUNT, SERVICE, USER_AGENT], 'tlsdetails.tlsversion NOT IN (\'TLSv1.2\', \'TLSv1.3\')'),
  },
} as const satisfies QueryBodies;
