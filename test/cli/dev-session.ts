import { parseEnv } from 'node:util';
import { expect, onTestFinished, vi } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { trifold } from './host-project.js';

export interface DevSession {
  readonly url: string;
  /** The variables that were printed, read as a file of them. */
  readonly env: Readonly<Record<string, string>>;
  /** All that was printed so far. */
  out(): string;
  /** Ctrl-C. */
  end(): Promise<{ code: number; out: string; err: string }>;
}

/** `trifold dev` in this process, on a free port, until the test or the caller ends it. */
export async function startDev(
  argv: readonly string[] = [],
  io: Partial<Io> = {},
): Promise<DevSession> {
  const dev = await openDev(argv, io);
  onTestFinished(async () => void (await dev.end()));
  return dev;
}

/** As `startDev`, until the caller ends it. */
export async function openDev(
  argv: readonly string[] = [],
  io: Partial<Io> = {},
): Promise<DevSession> {
  let printed = '';
  let interrupt = () => {};
  const untilInterrupted = () => new Promise<void>((resolve) => (interrupt = resolve));
  const ended = trifold(process.cwd(), ['dev', '--port', '0', ...argv], {
    untilInterrupted,
    ...io,
    out: (text) => (printed += text),
  });
  const address = /http:\/\/127\.0\.0\.1:\d+/;
  await vi.waitFor(() => expect(printed).toMatch(address), { timeout: 10_000, interval: 5 });
  return {
    url: address.exec(printed)?.[0] ?? '',
    env: readVariables(printed),
    out: () => printed,
    async end() {
      interrupt();
      return { ...(await ended), out: printed };
    },
  };
}

function readVariables(printed: string): Record<string, string> {
  const lines = printed.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
  const variables = parseEnv(lines.join('\n'));
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? '']));
}
