/** A run of layer 3 has three steps and takes one delivery more. */
const DELIVERIES_PER_ITEM = 4;

/** Limits per layer. QStash limits deliveries, not runs or users. */
export const flowControl = {
  /** Entry runs take turns, delivery by delivery. It does not keep them apart: layer 3 asks again before it works. */
  process: { key: 'welcome-placeholder.process', parallelism: 1, rate: 1 },
  paginate: { key: 'welcome-placeholder.paginate', parallelism: 20, rate: 5 },
  /** 5 users per second. */
  execute: {
    key: 'welcome-placeholder.execute',
    parallelism: 10,
    rate: 5 * DELIVERIES_PER_ITEM,
  },
} as const;
