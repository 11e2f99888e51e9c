import { firstHole } from '../../template/atoms';
import { all, Answer, any, ANYBODY, Condition, hasHole, not, PolicyStatement, Unknown } from '../rule';

/** Condition keys that narrow "everybody" to somebody, when they have fixed values. */
const NARROWING = [
  'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceVpc',
  'aws:SourceVpce', 'aws:userid', 's3:DataAccessPointAccount', 's3:DataAccessPointArn',
];

/**
 * Whether S3 calls a statement public: it allows something to everybody, or to everybody but some, and no condition narrows that down.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic(statement: PolicyStatement): Answer {
  const narrowed = any([...NARROWING.map((key) => statement.limits(key, isFixed)), ...statement.conditions.map(isFewAddresses)]);
  return all([statement.concerns(ANYBODY), not(narrowed)]);
}

/** Wildcards count where the operator takes them, but not in an ARN that names its account. */
function isFixed(value: string, operator: string): Answer {
  const account = value.startsWith('arn:') ? value.split(':')[4] : undefined;
  if (operator.startsWith('stringequals') || (account && !/[*?]/.test(account))) return true;
  if (/[*?]/.test(value)) return false;
  return hasHole(value) ? new Unknown(firstHole(value) as string) : true;
}

/** No more than a network of class A. */
function isFewAddresses({ key, operator, ifExists, values }: Condition): Answer {
  if (key !== 'aws:sourceip' || operator !== 'ipaddress' || ifExists) return false;
  return all(values.map((range) => {
    if (hasHole(range)) return new Unknown(firstHole(range) as string);
    const [address, bits] = range.split('/');
    return bits === undefined || Number(bits) >= (address.includes(':') ? 32 : 8);
  }));
}
