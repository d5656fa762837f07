import { z } from 'zod';
import { type Collision, createEngine, type Engine, systemClock } from '../../src/engine/index.js';
import { type AppServer, startAppServer } from './appServer.js';

export interface SessionOptions {
  /** How many times as fast as real time the engine's clock runs. */
  readonly scale: number;
  /** Where on a shared server the store keeps its tables and keys; what is there is wiped. */
  readonly namespace: string;
  /** What the engine does with a run id that is in use; as QStash for SDK 1.3 and older when left out. */
  readonly collision?: Collision;
}

/** The example application on a real server, and the engine that delivers to it. */
export interface Session {
  readonly engine: Engine;
  readonly app: AppServer;
  /** Empties and refills the store. */
  seed(size: { users: number; agents: number }): Promise<StoreCounts>;
  counts(): Promise<StoreCounts>;
  /** Lets the application start a workflow; answers the root run's id. */
  start(workflow: string, payload: Record<string, unknown>): Promise<string>;
  /** Ends both. */
  close(): Promise<void>;
}

const resultCounts = z.object({ saved: z.number(), writes: z.number() });
const storeCounts = z.object({
  users: z.object({ total: z.number(), subscribed: z.number() }),
  agents: z.object({ total: z.number() }),
  placeholders: resultCounts,
  welcomes: resultCounts,
});
const started = z.object({ workflowRunId: z.string() });

export type StoreCounts = z.output<typeof storeCounts>;

/** Starts both; the application must have been built. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { scale, namespace, collision = 'dedup10m' } = options;
  const engine = await createEngine({ clock: systemClock({ scale }), collision });
  let app: AppServer;
  try {
    app = await startAppServer({
      DEMO: '1',
      STORE_NAMESPACE: namespace,
      QSTASH_URL: engine.url,
      QSTASH_TOKEN: engine.token,
      QSTASH_CURRENT_SIGNING_KEY: engine.signingKeys.current,
      QSTASH_NEXT_SIGNING_KEY: engine.signingKeys.next,
    });
  } catch (error) {
    await engine.dispose();
    throw error;
  }

  return {
    engine,
    app,
    seed: async (size) => storeCounts.parse(await ask(app, 'seed', size)),
    counts: async () => storeCounts.parse(await ask(app, 'counts')),
    start: async (workflow, payload) =>
      started.parse(await ask(app, 'start', { workflow, payload })).workflowRunId,
    async close() {
      await engine.dispose();
      await app.stop();
    },
  };
}

/** Calls one of the demo's own routes: GET, or POST with a body. */
async function ask(app: AppServer, route: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${app.url}/api/demo/${route}`, {
    method: body === undefined ? 'GET' : 'POST',
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) {
    throw new Error(`/api/demo/${route} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
