import { FILE_QUERY_IDS, type FileQueryId, fileQuery, QUERY_IDS, type QueryId, trailQuery, type TrailQuery } from '../cloudtrail/queries';

/**
 * A question about the events of a trail, or about its aggregated events, digest files or access logs, which a saved query answers.
 */
export class TrailQuestion {
  /** Who did what, how often, when and from where? */
  public static readonly WHO_DID_WHAT = new TrailQuestion('who-did-what');
  /** What did this user or role do? */
  public static readonly BY_PRINCIPAL = new TrailQuestion('by-principal');
  /** What was done with this access key, from where, and who created it? */
  public static readonly BY_ACCESS_KEY = new TrailQuestion('by-access-key');
  /** What was done in this role session, and who started it? */
  public static readonly BY_ROLE_SESSION = new TrailQuestion('by-role-session');
  /** What did this person do, in whatever role? */
  public static readonly BY_SOURCE_IDENTITY = new TrailQuestion('by-source-identity');
  /** What was done in this sign-in session, such as the one of an agent? */
  public static readonly BY_SIGN_IN_SESSION = new TrailQuestion('by-sign-in-session');
  /** Who accessed or changed this resource? */
  public static readonly BY_RESOURCE = new TrailQuestion('by-resource');
  /** What was called from this address, and by whom? */
  public static readonly BY_SOURCE_ADDRESS = new TrailQuestion('by-source-address');
  /** Which other accounts use my accounts, and for what? */
  public static readonly CROSS_ACCOUNT = new TrailQuestion('cross-account');
  /** Which product providers use access that was delegated to them, and for what? */
  public static readonly DELEGATED_ACCESS = new TrailQuestion('delegated-access');
  /** What else happened at that time? */
  public static readonly AROUND_A_MOMENT = new TrailQuestion('around-a-moment');
  /** Was the root user of an account used? */
  public static readonly ROOT_USE = new TrailQuestion('root-use');
  /** Who acted as the root user of a member account, and what did they do? */
  public static readonly PRIVILEGED_ROOT_SESSIONS = new TrailQuestion('privileged-root-sessions');
  /** Who signed in to the console without MFA? */
  public static readonly CONSOLE_WITHOUT_MFA = new TrailQuestion('console-without-mfa');
  /** Who tried to sign in to the console and failed? */
  public static readonly FAILED_SIGN_INS = new TrailQuestion('failed-sign-ins');
  /** Which applications got OAuth access, and who authorized them? */
  public static readonly OAUTH_ACCESS = new TrailQuestion('oauth-access');
  /** Who was denied what? */
  public static readonly DENIED_CALLS = new TrailQuestion('denied-calls');
  /** Who changed something manually? */
  public static readonly CONSOLE_WRITES = new TrailQuestion('console-writes');
  /** Who still calls AWS with a TLS version before 1.2? */
  public static readonly OLD_TLS = new TrailQuestion('old-tls');
  /** Did anyone stop, delete or change a trail, or try to? */
  public static readonly TRAIL_CHANGES = new TrailQuestion('trail-changes');
  /** Did anyone disable, delete or open up a key, or try to? */
  public static readonly KEY_CHANGES = new TrailQuestion('key-changes');
  /** Who changed users, roles, policies or access keys? */
  public static readonly IAM_CHANGES = new TrailQuestion('iam-changes');
  /** Who changed security groups, network ACLs, gateways, routes or VPCs? */
  public static readonly NETWORK_CHANGES = new TrailQuestion('network-changes');
  /** Who asked which model, how often and from where? */
  public static readonly MODEL_USE = new TrailQuestion('model-use');
  /** Which agents, knowledge bases, tools and gateways were used, and by whom? */
  public static readonly AGENT_USE = new TrailQuestion('agent-use');
  /** What was called through an MCP server of AWS, with which tool and in which session? */
  public static readonly MCP_CALLS = new TrailQuestion('mcp-calls');
  /** Who called the gateways of agents from outside, and who was turned away? */
  public static readonly GATEWAY_CALLERS = new TrailQuestion('gateway-callers');
  /** Which credentials and tokens did agents fetch, and who changed where they are kept? */
  public static readonly AGENT_CREDENTIALS = new TrailQuestion('agent-credentials');
  /** Who changed guardrails, the logging of model calls, gateways or policies of agents, or tried to? */
  public static readonly AI_SAFEGUARD_CHANGES = new TrailQuestion('ai-safeguard-changes');
  /** Which calls, resources or callers do the aggregated data events count most? */
  public static readonly DATA_ACTIVITY = new TrailQuestion('data-activity');
  /** Are digest files missing, or was the trail stopped in between? */
  public static readonly BROKEN_DIGESTS = new TrailQuestion('broken-digests');
  /** Did CloudTrail deliver this log file, and what is its hash? */
  public static readonly LOG_FILE_DIGEST = new TrailQuestion('log-file-digest');
  /** Who read the log files? */
  public static readonly LOG_READERS = new TrailQuestion('log-readers');
  /** Who deleted log files or changed the bucket, or tried to? */
  public static readonly LOG_BUCKET_CHANGES = new TrailQuestion('log-bucket-changes');

  /**
   * All questions about events, so that a filter can leave one out.
   */
  public static all(): TrailQuestion[] {
    return QUERY_IDS.map((id) => TrailQuestion.BY_ID[id]);
  }

  /**
   * All questions about aggregated events, digest files and access logs, which an analysis answers if it has their tables.
   */
  public static ofOtherTables(): TrailQuestion[] {
    return FILE_QUERY_IDS.map((id) => TrailQuestion.BY_FILE_ID[id]);
  }

  private static readonly BY_ID: Readonly<Record<QueryId, TrailQuestion>> = {
    'who-did-what': TrailQuestion.WHO_DID_WHAT,
    'by-principal': TrailQuestion.BY_PRINCIPAL,
    'by-access-key': TrailQuestion.BY_ACCESS_KEY,
    'by-role-session': TrailQuestion.BY_ROLE_SESSION,
    'by-source-identity': TrailQuestion.BY_SOURCE_IDENTITY,
    'by-sign-in-session': TrailQuestion.BY_SIGN_IN_SESSION,
    'by-resource': TrailQuestion.BY_RESOURCE,
    'by-source-address': TrailQuestion.BY_SOURCE_ADDRESS,
    'cross-account': TrailQuestion.CROSS_ACCOUNT,
    'delegated-access': TrailQuestion.DELEGATED_ACCESS,
    'around-a-moment': TrailQuestion.AROUND_A_MOMENT,
    'root-use': TrailQuestion.ROOT_USE,
    'privileged-root-sessions': TrailQuestion.PRIVILEGED_ROOT_SESSIONS,
    'console-without-mfa': TrailQuestion.CONSOLE_WITHOUT_MFA,
    'failed-sign-ins': TrailQuestion.FAILED_SIGN_INS,
    'oauth-access': TrailQuestion.OAUTH_ACCESS,
    'denied-calls': TrailQuestion.DENIED_CALLS,
    'console-writes': TrailQuestion.CONSOLE_WRITES,
    'old-tls': TrailQuestion.OLD_TLS,
    'trail-changes': TrailQuestion.TRAIL_CHANGES,
    'key-changes': TrailQuestion.KEY_CHANGES,
    'iam-changes': TrailQuestion.IAM_CHANGES,
    'network-changes': TrailQuestion.NETWORK_CHANGES,
    'model-use': TrailQuestion.MODEL_USE,
    'agent-use': TrailQuestion.AGENT_USE,
    'mcp-calls': TrailQuestion.MCP_CALLS,
    'gateway-callers': TrailQuestion.GATEWAY_CALLERS,
    'agent-credentials': TrailQuestion.AGENT_CREDENTIALS,
    'ai-safeguard-changes': TrailQuestion.AI_SAFEGUARD_CHANGES,
  };

  private static readonly BY_FILE_ID: Readonly<Record<FileQueryId, TrailQuestion>> = {
    'data-activity': TrailQuestion.DATA_ACTIVITY,
    'broken-digests': TrailQuestion.BROKEN_DIGESTS,
    'log-file-digest': TrailQuestion.LOG_FILE_DIGEST,
    'log-readers': TrailQuestion.LOG_READERS,
    'log-bucket-changes': TrailQuestion.LOG_BUCKET_CHANGES,
  };

  /**
   * ID of the question, such as `root-use`; the same for Athena and CloudWatch Logs Insights.
   */
  public readonly questionId: string;

  /**
   * Title of the saved query, as the console lists it.
   */
  public readonly title: string;

  /**
   * Name of the table that the query reads, such as `events`.
   */
  public readonly tableName: string;

  /**
   * The question in words.
   */
  public readonly text: string;

  /**
   * What the answer includes and what it does not.
   */
  public readonly description: string;

  /**
   * What running the query in Athena reads, which is what it costs.
   */
  public readonly cost: string;

  /**
   * Names of the parameters, in the order of their placeholders.
   */
  public readonly parameterNames: string[];

  /**
   * Names of the columns of the result.
   */
  public readonly columnNames: string[];

  /**
   * The query in each dialect.
   *
   * @internal
   */
  public readonly _query: TrailQuery;

  private constructor(id: QueryId | FileQueryId) {
    this._query = isFileQuery(id) ? fileQuery(id) : trailQuery(id);
    this.questionId = id;
    this.title = this._query.title;
    this.tableName = this._query.table;
    this.text = this._query.text;
    this.description = this._query.description;
    this.cost = this._query.cost;
    this.parameterNames = this._query.parameters.map(({ name }) => name);
    this.columnNames = this._query.columns.map(({ name }) => name);
  }
}

function isFileQuery(id: QueryId | FileQueryId): id is FileQueryId {
  return FILE_QUERY_IDS.some((file) => file === id);
}
