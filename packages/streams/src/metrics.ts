/** Everything that is counted, by consumer group. Names are bounded: they become labels. */
export const streamCounters = [
  'delivered',
  'admitted',
  'pauses',
  'claimed',
  'recovered',
  'settled',
  'retried',
  'parked',
  'exhausted',
  'quarantined',
  'released',
  'lease_lost',
  'max_duration',
  'handler_errors',
  'lost_entries',
  'groups_created',
  'read_errors',
  'client_recreations',
  'storm_guard',
  'trimmed',
  'dead_consumers',
] as const;
export type StreamCounter = (typeof streamCounters)[number];

/** `group` is the consumer group, or the client's role for connections. */
export interface StreamMetrics {
  count(counter: StreamCounter, group: string, by?: number): void;
}

export const noStreamMetrics: StreamMetrics = { count() {} };
