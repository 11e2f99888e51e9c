/** The day on which the questions are asked, and what the log files are about. */
export const TODAY = '2026-11-20';
export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
/** Belongs to nobody in the organization. */
export const STRANGE_ACCOUNT = '999988887777';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const REGIONS = ['eu-west-1', 'us-east-1'];
export const LEAKED_KEY = 'AKIAIOSFODNN7EXAMPLE';
export const ATTACKER = '198.51.100.7';
export const MOMENT = `${dayBefore(3)}T23:50:00Z`;

/** A day before today, as `yyyy-MM-dd`. */
export function dayBefore(days: number): string {
  return new Date(Date.parse(`${TODAY}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

export function shift(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}
