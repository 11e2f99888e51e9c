import { concernsAnybody } from './anybody';
import { firstHole } from '../../../cloudtrail/logic/marks';
import { all, type Answer, any, type Condition, hasHole, not, type PolicyStatement, Unknown } from '../rule';

/** Condition keys that say from where somebody asks. */
const WHENCE = ['aws:SourceVpc', 'aws:SourceVpce', 's3:DataAccessPointAccount', 's3:DataAccessPointArn'];

/**
 * Whether S3 calls a statement public: it is for anybody at all, and from anywhere.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic(statement: PolicyStatement): Answer {
  const fromSomewhere = any([...WHENCE.map((key) => statement.limits(key, isFixed)), ...statement.conditions.map(isFewAddresses)]);
  return all([concernsAnybody(statement), not(fromSomewhere)]);
}

/** Wildcards count where the operator takes them. */
function isFixed(value: string, operator: string): Answer {
  if (operator.startsWith('stringequals')) return true;
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
