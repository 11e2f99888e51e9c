/*
 * What YAML means to CloudFormation, whoever has read it.
 */

const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const INTEGER = /^[-+]?(?:0|[1-9]\d*)$/;
const DECIMAL = /^[-+]?\d*\.\d+$/;

/**
 * A value as YAML 1.1 and CloudFormation read it. What would not be spelled the same again stays a text: account ids with a leading zero,
 * versions such as 1.10, dates.
 */
export function plainScalar(text: string): unknown {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if ((INTEGER.test(text) || DECIMAL.test(text)) && String(Number(text)) === text) return Number(text);
  return text;
}

/** What `!Name value` stands for. */
export function shortForm(name: string, value: unknown): unknown {
  if (name === '') return value;
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const [logicalId, ...attribute] = value.split('.');
  return { 'Fn::GetAtt': [logicalId, attribute.join('.')] };
}
