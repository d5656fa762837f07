import { createEngine, virtualClock } from '../engine/index.js';
import type {
  Clock,
  Collision,
  Engine,
  Faults,
  Limits,
  RefusedElement,
  RunState,
  Transport,
} from '../engine/index.js';
import { TrifoldError } from '../shared/errors.js';
import { setEnvironment } from './environment.js';
import type { Environment } from './environment.js';
import { checkExactlyOnce } from './exactlyOnce.js';
import type { ExactlyOnce } from './exactlyOnce.js';
import { loadRoutes, routeTransport } from './routes.js';
import type { RouteSource } from './routes.js';
import { awaitRun, settleAll } from './progress.js';
import { takeSeat } from './seats.js';
import { installShortcut } from './shortcut.js';
import { describeRun } from './testRun.js';
import type { TestRun } from './testRun.js';

export interface TestKitOptions {
  /** Routes by path, called in process. */
  readonly routes?: Readonly<Record<string, RouteSource>>;
  /** Base URL of a running app, instead of `routes`. The app must be given `kit.env` itself. */
  readonly url?: string;
  /** Whether the app verifies signatures: sets or takes away the signing keys. True when left out. */
  readonly signatures?: boolean;
  readonly collision?: Collision;
  readonly refusedElement?: RefusedElement;
  /** Hosts besides loopback that may be called, by `context.call` for example. */
  readonly allowHosts?: readonly string[];
  /** Further variables for this process; `undefined` takes one away. */
  readonly env?: Environment;
  /** Port of the engine; a free one when left out. */
  readonly port?: number;
  /** A virtual clock when left out. */
  readonly clock?: Clock;
  readonly limits?: Partial<Limits>;
  /** Real milliseconds that `run` and `settle` may take; 20,000 when left out. */
  readonly budgetMs?: number;
}

export interface RunFilter {
  readonly path?: string;
  readonly state?: RunState;
  readonly label?: string;
}

export interface TestKit {
  /** Base URL of the app, also in `APP_URL`. */
  readonly url: string;
  /** The variables the kit has set. */
  readonly env: Environment;
  readonly engine: Engine;
  readonly faults: Faults;
  /**
   * The run with that id, once it has ended and its failure callback is done; moves a virtual clock as far as that needs.
   *
   * Takes the id with or without the `wfr_` that the SDK puts before it. Throws `TESTING_RUN_UNKNOWN` and
   * `TESTING_RUN_STUCK`.
   */
  run(workflowRunId: string): Promise<TestRun>;
  /** Resolves when nothing is left to do. Throws `TESTING_NOT_SETTLED` naming the runs in progress past the budget. */
  settle(): Promise<void>;
  /** Runs that are kept, oldest first. */
  runs(filter?: RunFilter): readonly TestRun[];
  /** Runs that failed. */
  failures(): readonly TestRun[];
  /** An unsigned POST to a route, as anybody could send it; a body that is no text is sent as JSON. */
  post(
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response>;
  /**
   * Runs `act` on behalf of this kit: what it sends to any kit's engine reaches this one's, at once or later.
   *
   * Handlers always run so. A test needs it for a trigger by code that takes the engine's address from the environment
   * or remembers it, and only while another kit is in use.
   */
  within<T>(act: () => T): T;
  /** Throws unless each item has exactly one run that succeeded without `skipped: true`. */
  expectExactlyOnce(options: ExactlyOnce): void;
  /** Forgets runs, faults and the timeline; URL and token stay. */
  reset(): void;
  /** Stops the engine and puts the environment back. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Deliveries that routes in process work on at the same time, when `limits` do not say.
 *
 * They share this process's one thread: with more of them nothing is faster, and what they are about to throw away
 * outlives more collections.
 */
const IN_PROCESS = 16;

/** Where routes in process seem to be; nothing listens there. */
const IN_PROCESS_URL = 'http://app.localhost';

/**
 * Starts an engine, sets the environment that the SDK needs and loads the routes.
 *
 * Several kits may be in use at once, with the same modules: what a handler sends reaches the engine that called it. The
 * environment is that of the kit which was created last and is in use.
 */
export async function createTestKit(options: TestKitOptions): Promise<TestKit> {
  const url = baseUrl(options);
  let handlers: Awaited<ReturnType<typeof loadRoutes>> = new Map();
  const seat = takeSeat();
  const call = routeTransport(url, () => handlers);
  const transport: Transport = (request) => seat.within(() => call(request));
  const engine = await createEngine({
    ...options,
    clock: options.clock ?? virtualClock(),
    listen: seat.listen,
    ...(options.routes === undefined
      ? {}
      : { transport, limits: { inFlight: IN_PROCESS, ...options.limits } }),
  });
  const env = environmentOf(engine, url, options);
  const restore = setEnvironment(env);
  const removeShortcut = installShortcut();
  let isDisposed = false;
  const dispose = async () => {
    if (isDisposed) return;
    isDisposed = true;
    restore();
    removeShortcut();
    await engine.dispose();
  };
  try {
    handlers = await seat.within(() => loadRoutes(options.routes ?? {}));
  } catch (error) {
    await dispose();
    throw error;
  }
  const budgetMs = options.budgetMs ?? 20_000;
  const runs = (filter: RunFilter = {}) =>
    engine
      .runs()
      .map(describeRun)
      .filter((run) => matches(run, filter));
  return {
    url,
    env,
    engine,
    faults: engine.faults,
    run: async (id) => describeRun(await awaitRun(engine, id, budgetMs)),
    settle: () => settleAll(engine, budgetMs),
    runs,
    failures: () => runs({ state: 'RUN_FAILED' }),
    post: (path, { body, headers } = {}) =>
      (options.routes === undefined ? fetch : transport)(
        new Request(new URL(path, url), {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
        }),
      ),
    within: (act) => seat.within(act),
    expectExactlyOnce: (check) => checkExactlyOnce(runs(), check),
    reset: () => engine.reset(),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function baseUrl(options: TestKitOptions): string {
  if ((options.routes === undefined) === (options.url === undefined)) {
    throw new TrifoldError('TESTING_ROUTES', 'the test kit needs either `routes` or `url`', {
      fix: "give routes: { '/api/workflows/…': () => import('…/route') }, or the URL of a running app",
    });
  }
  return options.url === undefined ? IN_PROCESS_URL : new URL(options.url).origin;
}

/** Other variables of the SDK that would lead it elsewhere are taken away. */
function environmentOf(engine: Engine, url: string, options: TestKitOptions): Environment {
  const isSigned = options.signatures ?? true;
  return {
    QSTASH_URL: engine.url,
    QSTASH_TOKEN: engine.token,
    QSTASH_CURRENT_SIGNING_KEY: isSigned ? engine.signingKeys.current : undefined,
    QSTASH_NEXT_SIGNING_KEY: isSigned ? engine.signingKeys.next : undefined,
    QSTASH_DEV: undefined,
    QSTASH_REGION: undefined,
    UPSTASH_WORKFLOW_URL: undefined,
    APP_URL: url,
    ...options.env,
  };
}

function matches(run: TestRun, filter: RunFilter): boolean {
  return (
    (filter.path === undefined || run.path === filter.path) &&
    (filter.state === undefined || run.state === filter.state) &&
    (filter.label === undefined || run.label === filter.label)
  );
}
