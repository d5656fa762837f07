import { virtualClock } from './clock.js';
import type { Clock } from './clock.js';
import type { Transport } from './deliver.js';
import { createFaults } from './faults.js';
import type { Faults } from './faults.js';
import { createApi } from './http/api.js';
import { listen } from './http/server.js';
import type { Listen } from './http/server.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { Limits } from './limits.js';
import { Runner } from './runner.js';
import { DEVELOPMENT_SIGNING_KEYS, DEVELOPMENT_TOKEN } from './signature.js';
import type { SigningKeys } from './signature.js';
import { createState } from './state.js';
import type { Delivery, Run } from './entities.js';
import type { Collision, RefusedElement } from './state.js';
import type { Timeline } from './timeline.js';

export interface EngineOptions {
  /** `virtualClock()` when left out. */
  readonly clock?: Clock;
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  readonly token?: string;
  readonly signingKeys?: SigningKeys;
  /** `dedup10m` when left out: QStash as of SDK 1.3 and older. */
  readonly collision?: Collision;
  /** `refuse-batch` when left out. */
  readonly refusedElement?: RefusedElement;
  /** How deliveries leave; `fetch` when left out. */
  readonly transport?: Transport;
  /** Hosts besides loopback that deliveries may go to. */
  readonly allowHosts?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** How the engine is reached; a server of its own when left out. */
  readonly listen?: Listen;
}

/** A QStash in this process: the SDK talks to `url`, and `clock` says when things are due. */
export interface Engine {
  readonly url: string;
  readonly token: string;
  /** Those in force; `POST /v2/keys/rotate` changes them, `reset` brings the first ones back. */
  readonly signingKeys: SigningKeys;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly timeline: Timeline;
  /** Runs that are kept, oldest first. */
  runs(): readonly Run[];
  /** The latest run of that id. */
  run(id: string): Run | undefined;
  /** Messages that belong to no run, and their callbacks, as far as they are kept, oldest first. */
  messages(): readonly Delivery[];
  /** Moves a virtual clock by `ms`, doing everything that falls due on the way, in order. */
  advance(ms: number): Promise<void>;
  /** Moves a virtual clock to the next thing that is due; false when nothing is. */
  advanceToNext(): Promise<boolean>;
  /** Resolves when no endpoint is being called and nothing is due now. */
  idle(): Promise<void>;
  /** Resolves when nothing is left to do at any time; moves a virtual clock, waits on a running one. */
  settle(): Promise<void>;
  /** Forgets runs, deliveries, faults and the timeline; the URL stays. */
  reset(): void;
  /** Stops. Answers of endpoints that are being called are no longer heard. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a local QStash. It listens on 127.0.0.1 only. Throws `ENGINE_PORT_TAKEN` when the port is in use. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const clock = options.clock ?? virtualClock();
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const signingKeys = options.signingKeys ?? DEVELOPMENT_SIGNING_KEYS;
  const token = options.token ?? DEVELOPMENT_TOKEN;
  const faults = createFaults();
  const runner = new Runner({
    clock,
    faults,
    transport: options.transport ?? ((request) => fetch(request)),
    createState: () =>
      createState({
        collision: options.collision ?? 'dedup10m',
        refusedElement: options.refusedElement ?? 'refuse-batch',
        limits,
        signingKeys,
      }),
  });
  const api = createApi(runner, { token, allowHosts: options.allowHosts ?? [] });
  const server = await (options.listen ?? listen)(api, {
    port: options.port ?? 0,
    requestBytes: limits.requestBytes,
  });
  const dispose = async () => {
    runner.stop();
    await server.close();
  };
  return {
    url: server.url,
    token,
    get signingKeys() {
      return runner.state.signingKeys;
    },
    clock,
    faults,
    get timeline() {
      return runner.state.timeline;
    },
    runs: () => [...runner.state.history],
    run: (id) => runner.state.runs.get(id),
    messages: () => [...runner.state.messages.values()],
    advance: (ms) => runner.advance(ms),
    advanceToNext: () => runner.advanceToNext(),
    idle: () => runner.idle(),
    settle: () => runner.settle(),
    reset() {
      faults.clear();
      runner.reset();
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
