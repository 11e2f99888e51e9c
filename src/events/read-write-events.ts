/**
 * Whether events that read, events that change something, or both are logged.
 */
export enum ReadWriteEvents {
  /** Events that read and events that write. */
  ALL = 'All',
  /** Only events that read, such as `DescribeInstances`. */
  READ_ONLY = 'ReadOnly',
  /** Only events that write, such as `RunInstances`. */
  WRITE_ONLY = 'WriteOnly',
}
