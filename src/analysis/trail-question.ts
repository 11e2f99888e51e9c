import { trailQuery, TRAIL_QUERIES } from '../cloudtrail/queries';
import type { TrailQuery } from '../cloudtrail/queries';

/**
 * A question to the events of a trail, as a person would ask it.
 */
export class TrailQuestion {
  /** Who did what, how often, when and from where? */
  public static readonly WHO_DID_WHAT = new TrailQuestion('who-did-what');
  /** What did this user or role do? */
  public static readonly BY_PRINCIPAL = new TrailQuestion('by-principal');
  /** What was done with this access key, from where, and who made it? */
  public static readonly BY_ACCESS_KEY = new TrailQuestion('by-access-key');
  /** What was done in this role session, and who opened it? */
  public static readonly BY_ROLE_SESSION = new TrailQuestion('by-role-session');
  /** Who touched this resource? */
  public static readonly BY_RESOURCE = new TrailQuestion('by-resource');
  /** What was called from this address, and by whom? */
  public static readonly BY_SOURCE_ADDRESS = new TrailQuestion('by-source-address');
  /** Which other accounts use my accounts, and for what? */
  public static readonly CROSS_ACCOUNT = new TrailQuestion('cross-account');
  /** What else happened at that time? */
  public static readonly AROUND_A_MOMENT = new TrailQuestion('around-a-moment');
  /** Was the root user of an account used? */
  public static readonly ROOT_USE = new TrailQuestion('root-use');
  /** Who signed in to the console without MFA? */
  public static readonly CONSOLE_WITHOUT_MFA = new TrailQuestion('console-without-mfa');
  /** Who tried to sign in to the console and failed? */
  public static readonly FAILED_SIGN_INS = new TrailQuestion('failed-sign-ins');
  /** Who was denied what? */
  public static readonly DENIED_CALLS = new TrailQuestion('denied-calls');
  /** Who changed something by hand? */
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

  /**
   * Every question that there is.
   */
  public static all(): TrailQuestion[] {
    return TRAIL_QUERIES.map(({ id }) => new TrailQuestion(id));
  }

  /**
   * ID of the question, such as `root-use`; the same for every way of asking.
   */
  public readonly questionId: string;

  /**
   * Short name, under which it is saved.
   */
  public readonly title: string;

  /**
   * The question as a person asks it.
   */
  public readonly question: string;

  /**
   * What counts as an answer and what does not.
   */
  public readonly description: string;

  /**
   * What running it in Athena reads and so costs.
   */
  public readonly cost: string;

  /**
   * Names of the values that it asks for, in the order of their placeholders.
   */
  public readonly parameterNames: string[];

  /**
   * Names of the columns of the answer.
   */
  public readonly columnNames: string[];

  private readonly query: TrailQuery;

  private constructor(id: string) {
    this.query = trailQuery(id);
    this.questionId = id;
    this.title = this.query.title;
    this.question = this.query.question;
    this.description = this.query.description;
    this.cost = this.query.cost;
    this.parameterNames = this.query.parameters.map(({ name }) => name);
    this.columnNames = this.query.columns.map(({ name }) => name);
  }

  /**
   * What the catalog knows of the question.
   *
   * @internal
   */
  public _query(): TrailQuery {
    return this.query;
  }
}
