import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** How many times as fast as real time the engine's clock runs. */
  readonly scale: number;
  readonly help: boolean;
}

export const usage = `pnpm demo [--scale N]

Seeds 130 users and 130 agents, starts the example application and the local engine, and runs both workflows.

  --scale N   the engine's clock runs N times as fast as real time (default 10; 1 is real time, and takes minutes)
  --help      this text

DATABASE_URL and REDIS_URL name servers to use instead of the embedded database.`;

/** Reads the command line. Throws an Error whose message says what is wrong. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      scale: { type: 'string', default: '10' },
      help: { type: 'boolean', default: false },
    },
  });
  const scale = Number(values.scale);
  if (!(scale >= 1 && scale <= 1_000)) {
    throw new Error(`--scale takes a number from 1 to 1000, not ${values.scale}`);
  }
  return { scale, help: values.help };
}
