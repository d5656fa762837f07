import { parseDuration } from './durations.js';

/** Limits of a flow control key, as a message carries them. They bound deliveries, not runs. */
export interface FlowControl {
  readonly key: string;
  /** Deliveries that may be with the endpoint at the same time. */
  readonly parallelism: number | undefined;
  /** Deliveries that may start within a period. */
  readonly rate: number | undefined;
  readonly periodMs: number;
}

/** Reads `parallelism=10, rate=5, period=60s`; a period that is missing is one second. */
export function parseFlowControl(
  key: string | undefined,
  value: string | undefined,
): FlowControl | undefined {
  if (key === undefined || key === '' || value === undefined) return undefined;
  const pairs = new Map(
    value.split(',').map((pair) => {
      const [name = '', amount = ''] = pair.split('=');
      return [name.trim(), amount.trim()];
    }),
  );
  return {
    key,
    parallelism: readLimit(pairs.get('parallelism')),
    rate: readLimit(pairs.get('rate')),
    periodMs: parseDuration(pairs.get('period') ?? '1s') ?? 1_000,
  };
}

function readLimit(text: string | undefined): number | undefined {
  const limit = Number(text);
  return Number.isInteger(limit) && limit > 0 ? limit : undefined;
}
