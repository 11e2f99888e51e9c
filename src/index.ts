export * from './access-logs';
export * from './archive-tier';
export * from './cloudwatch-logs';
export * from './log-retention';
export * from './notifications';
export * from './organization';
export * from './trail';
export * from './well-architected-trail';
