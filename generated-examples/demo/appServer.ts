import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { appFolder } from './appFolder.js';
import { nextBin } from './buildApp.js';

/** The example application, served by `next start` in a process of its own. */
export interface AppServer {
  readonly url: string;
  /** What it printed so far. */
  readonly output: () => string;
  /** Ends the process, by force when it does not go by itself. */
  readonly stop: () => Promise<void>;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 1_000;

/** Starts the built application on a free loopback port; resolves once it answers. */
export async function startAppServer(env: Record<string, string>): Promise<AppServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [nextBin, 'start', '-H', '127.0.0.1', '-p', `${port}`], {
    cwd: appFolder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      APP_URL: url,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  // Whatever ends this process, the server does not outlive it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));

  const server: AppServer = { url, output: () => output, stop: () => stop(child) };
  try {
    await untilItAnswers(server, child);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

async function untilItAnswers({ url, output }: AppServer, child: ChildProcess): Promise<void> {
  const end = performance.now() + startTimeoutMs;
  while (performance.now() < end) {
    if (child.exitCode !== null) break;
    // Any status will do: the first page also opens the store.
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(50);
  }
  throw new Error(`next start did not answer:\n${output()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(force);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free');
  return address.port;
}
