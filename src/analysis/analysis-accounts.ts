import { Token } from 'aws-cdk-lib';
import { invalid } from '../private/invalid';
import { listOf, text } from '../private/shape';

/** A longer list no longer fits well into the properties of a table. */
const MOST_LISTED = 100;

/**
 * The accounts whose log files the tables of a `TrailAnalysis` cover.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export class AnalysisAccounts {
  /**
   * The log files of these accounts, all at once: a query that names no account reads every one of them.
   *
   * Throws for no account, for an account that is not 12 digits or is listed twice, and for more than 100 accounts.
   *
   * @param accountIds 12-digit account IDs
   */
  public static of(accountIds: string[]): AnalysisAccounts {
    listOf(text, "'111122223333'")(accountIds, 'accountIds', {});
    if (accountIds.length === 0 || accountIds.length > MOST_LISTED) {
      throw invalid('accountIds', `must name 1 to ${MOST_LISTED} accounts`, accountIds.length, { wayOut: 'Use `AnalysisAccounts.perQuery()` for more' });
    }
    accountIds.forEach((id, index) => {
      if (Token.isUnresolved(id)) return;
      if (!/^\d{12}$/.test(id)) throw invalid('accountIds', 'must have 12 digits each', id);
      if (accountIds.indexOf(id) !== index) throw invalid('accountIds', 'must not repeat an account', id);
    });
    return new AnalysisAccounts([...accountIds]);
  }

  /**
   * Any account: each query has to name the account (`account = '111122223333'` or `account IN (…)`), and a query that does not fails before
   * it reads anything. Accounts that join the organization later are included. The account is the first parameter of each saved query.
   */
  public static perQuery(): AnalysisAccounts {
    return new AnalysisAccounts(undefined);
  }

  private constructor(private readonly accountIds: string[] | undefined) {}

  /**
   * The listed accounts; none when each query has to name the account.
   *
   * @internal
   */
  public _listed(): string[] | undefined {
    return this.accountIds;
  }
}
