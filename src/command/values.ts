import { Problem } from './problem';

export function accountOf(value: string, where: string): string {
  if (!/^\d{12}$/.test(value)) throw new Problem(`${where} must be an account id of 12 digits, got: '${value}'`);
  return value;
}

export function regionOf(value: string, where: string): string {
  if (!/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(value)) throw new Problem(`${where} must be a Region such as eu-west-1, got: '${value}'`);
  return value;
}

/** Parameters are texts to CloudFormation; a list is one with commas. */
export function parameterText(value: unknown, where: string): string {
  const items = Array.isArray(value) ? value : [value];
  if (items.some((item) => typeof item === 'object')) throw new Problem(`${where} must be a text, a number, true, false or a list of them, got: '${JSON.stringify(value)}'`);
  return items.map(String).join(',');
}
