import { z } from 'zod';
import { createEngine, type Engine, systemClock } from '../engine/index.js';
import type { DevServer } from '../report/dev.js';
import { TrifoldError } from '../shared/errors.js';
import { DEFAULT_APP_URL, DEFAULT_PORT } from './addresses.js';
import { type DevView, jsonView, plainView } from './dev-view.js';
import type { Io } from './io.js';
import { liveView } from './live-view.js';
import { numberFlag } from './number-flag.js';
import type { Register } from './register.js';

const devFlags = z.object({
  port: z.number().default(DEFAULT_PORT),
  scale: z.number().default(1),
  allowHost: z.array(z.string()).default([]),
  json: z.boolean().default(false),
});

type DevFlags = z.output<typeof devFlags>;

const EXAMPLES = `
Examples:
  trifold dev
  trifold dev --port 8081 --allow-host app.internal
  trifold dev --scale 60    retries that wait for half an hour come after half a minute

Everything is in memory: what is in progress at the end is given up.`;

export const register: Register = (command, io, exit) => {
  command
    .option(
      '--port <n>',
      'listen on this port of 127.0.0.1; 0 takes a free one (default: 8080)',
      portFlag,
    )
    .option('--allow-host <host...>', 'deliver to these hosts, too, not only to this machine')
    .option('--scale <n>', 'let time pass this many times as fast (default: 1)', scaleFlag)
    .option('--json', 'print one JSON line per event')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Record<string, unknown>) => {
      exit(await dev(devFlags.parse(options), io));
    });
};

/** Serves until it is interrupted. */
async function dev(flags: DevFlags, io: Io): Promise<number> {
  const deliveries = new AbortController();
  const engine = await startEngine(flags, deliveries.signal);
  const view = viewOf(engine, flags, io);
  const stopListening = engine.timeline.subscribe((event) => view.show(event));
  try {
    await io.untilInterrupted();
  } finally {
    stopListening();
    view.end();
    await engine.dispose();
    // An endpoint that does not answer would keep this process.
    deliveries.abort();
  }
  return 0;
}

/** `fetch` waits no longer for an answer anyway. Source: https://undici.nodejs.org/#/docs/api/Client, `headersTimeout` */
const ANSWER_MS = 5 * 60_000;

async function startEngine(flags: DevFlags, signal: AbortSignal): Promise<Engine> {
  const { port, scale, allowHost } = flags;
  try {
    return await createEngine({
      clock: systemClock({ scale }),
      port,
      allowHosts: allowHost.map(hostName),
      limits: { answerMs: ANSWER_MS, timelineEvents: 20_000 },
      transport: (request) => fetch(request, { signal }),
    });
  } catch (error) {
    if (!(error instanceof TrifoldError) || error.code !== 'ENGINE_PORT_TAKEN') throw error;
    const { code, message, why, cause } = error;
    const fix = `stop what listens there, maybe another \`trifold dev\`, or take another port: trifold dev --port ${String(port + 1)}`;
    throw new TrifoldError(code, message, { ...(why !== undefined && { why }), fix, cause });
  }
}

function viewOf(engine: Engine, flags: DevFlags, io: Io): DevView {
  const server: DevServer = {
    url: engine.url,
    token: engine.token,
    signingKeys: engine.signingKeys,
    allowHosts: flags.allowHost,
    appUrl: DEFAULT_APP_URL,
  };
  if (flags.json) return jsonView(server, io);
  return io.outSize() === undefined ? plainView(server, io) : liveView(engine, server, io);
}

function hostName(host: string): string {
  const isName = URL.canParse(`http://${host}`) && new URL(`http://${host}`).hostname === host;
  if (isName) return host;
  throw new TrifoldError('CLI_USAGE', `--allow-host takes the name of a host, not ${host}`, {
    fix: 'leave out the protocol, the port and the path: --allow-host app.internal',
  });
}

function portFlag(text: string): number {
  return numberFlag('--port', text, { integer: true, min: 0, max: 65_535 });
}

function scaleFlag(text: string): number {
  return numberFlag('--scale', text, { min: 0.01, max: 100_000 });
}
