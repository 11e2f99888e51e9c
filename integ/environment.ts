/** Where the tests are deployed to. Without an account, for the snapshots, places that do not exist. */
const { env } = process;

/** The account and Region that the runner chose. */
export const HOME = {
  account: env.CDK_INTEG_ACCOUNT ?? env.CDK_DEFAULT_ACCOUNT ?? '111122223333',
  region: env.CDK_INTEG_REGION ?? env.CDK_DEFAULT_REGION ?? 'eu-west-1',
};

/** The account of the log archive, in the same Region. */
export const ARCHIVE = { account: env.INTEG_ARCHIVE_ACCOUNT ?? '222233334444', region: HOME.region };

/** The organization, whose management account is `HOME`. */
export const ORGANIZATION_ID = env.INTEG_ORGANIZATION_ID ?? 'o-a1b2c3d4e5';

/** Name of a bucket that exists, with a policy that admits CloudTrail, for the test on adopting. */
export const EXISTING_BUCKET = env.INTEG_EXISTING_BUCKET ?? 'amzn-s3-demo-bucket';
