/**
 * Whether read events, write events or both are logged.
 */
export enum ReadWriteEvents {
  /** Read events and write events. */
  ALL = 'All',
  /** Only read events, such as `DescribeInstances`. */
  READ_ONLY = 'ReadOnly',
  /** Only write events, such as `RunInstances`. */
  WRITE_ONLY = 'WriteOnly',
}
