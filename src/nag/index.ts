export * from './checks';
export * from './rule-level';
