/** A run of layer 3 has three steps and takes one delivery more. */
const DELIVERIES_PER_ITEM = 4;

/** Limits per layer. QStash limits deliveries, not runs or agents. */
export const flowControl = {
  /** Entry runs take turns, delivery by delivery. It does not keep them apart: layer 3 asks again before it works. */
  process: { key: 'agent-welcome.process', parallelism: 1, rate: 1 },
  paginate: { key: 'agent-welcome.paginate', parallelism: 20, rate: 5 },
  /** 5 agents per second. */
  execute: {
    key: 'agent-welcome.execute',
    parallelism: 10,
    rate: 5 * DELIVERIES_PER_ITEM,
  },
} as const;
