import { concernsAnybody } from './who';
import { all, type Answer, any, type Condition, firstHole, hasHole, not, type PolicyStatement, Unknown } from '../rule';

/** Condition keys that say from where a request comes. */
const WHENCE = ['aws:SourceVpc', 'aws:SourceVpce', 's3:DataAccessPointAccount', 's3:DataAccessPointArn'];

/** More of the address space than this is not "some addresses", however many networks it is cut into. */
const LARGEST_SHARE = 1 / 16;

/**
 * Whether S3 calls a statement public: it is for anybody at all, and from anywhere.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic(statement: PolicyStatement): Answer {
  const anybody = concernsAnybody(statement);
  if (anybody === false) return false;
  const fromSomewhere = any([...WHENCE.map((key) => statement.limits(key, isFixed)), ...statement.conditions.map(isFewAddresses)]);
  return all([anybody, not(fromSomewhere)]);
}

/** Wildcards count where the operator takes them. */
function isFixed(value: string, operator: string): Answer {
  if (operator.startsWith('stringequals')) return true;
  if (/[*?]/.test(value)) return false;
  return hasHole(value) ? new Unknown(firstHole(value) as string) : true;
}

/** Networks of class A at the most, and not nearly all of them. */
function isFewAddresses({ key, operator, qualifier, ifExists, values }: Condition): Answer {
  if (key !== 'aws:sourceip' || operator !== 'ipaddress' || ifExists || qualifier === 'forallvalues') return false;
  const unknown = values.find(hasHole);
  if (unknown !== undefined) return new Unknown(firstHole(unknown) as string);
  let share = 0;
  for (const range of values) {
    // Without a size it is one address, which is next to nothing.
    const [address, bits = '128'] = range.split('/');
    if (!(Number(bits) >= (address.includes(':') ? 32 : 8))) return false;
    share += 2 ** -Number(bits);
  }
  return share <= LARGEST_SHARE;
}
