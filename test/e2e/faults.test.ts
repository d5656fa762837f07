import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgressLine } from '../../generated-examples/demo/progressLine.js';
import { openSession, type Session } from '../../generated-examples/demo/session.js';
import { runStage, type Stage } from '../../generated-examples/demo/stage.js';
import { runsOf } from '../../generated-examples/demo/statistics.js';

const SILENT: ProgressLine = { update: () => undefined, end: () => undefined };

const workflows = [
  // `triggersAt`: how many steps the first run of layer 2 has done when a step of it starts other runs.
  { workflow: 'welcome-placeholder', results: 'placeholders', layer2: 'users', triggersAt: 3 },
  { workflow: 'agent-welcome', results: 'welcomes', layer2: 'agents', triggersAt: 2 },
] as const;

/** Two of the four attempts at most, so that no run is out of retries. */
const notTheLast = ({ attempt }: { readonly attempt: number }) => attempt <= 2;

describe('a Next server, 5 % of its deliveries disturbed', () => {
  const server = startServer({ scale: 60, items: 60 });

  it.each(workflows)(
    'saves one result per item, written once, when deliveries of $workflow are answered 500',
    async ({ workflow, results }) => {
      const { engine } = await server.fresh();
      engine.faults.add({
        kind: 'fail',
        status: 500,
        probability: 0.05,
        seed: 1,
        match: notTheLast,
      });

      const stage = await server.runAll(workflow);

      expect(faultsIn(stage)).toBeGreaterThan(0);
      expect(statesOf(stage)).toEqual(['RUN_SUCCESS']);
      expect(stage.counts[results]).toEqual({ saved: server.items, writes: server.items });
      expect((await server.runAgain(workflow)).runs).toHaveLength(1);
    },
  );

  it.each(workflows)(
    'saves one result per item when answers of $workflow are lost after the step ran',
    async ({ workflow, results }) => {
      const { engine } = await server.fresh();
      engine.faults.add({ kind: 'drop-after', probability: 0.05, seed: 1, match: notTheLast });
      engine.faults.add({ kind: 'fail-append', probability: 0.05, seed: 2, match: notTheLast });

      const stage = await server.runAll(workflow);

      expect(faultsIn(stage)).toBeGreaterThan(0);
      expect(statesOf(stage)).toEqual(['RUN_SUCCESS']);
      expect(stage.counts[results].saved).toBe(server.items);
      expect((await server.runAgain(workflow)).runs).toHaveLength(1);
    },
  );
});

describe.each(['dedup10m', 'reserved'] as const)('a Next server, run ids %s', (collision) => {
  // A retry in 33 minutes comes after eight seconds, when all items are long done.
  const server = startServer({ scale: 250, items: 24, collision });

  it.each(workflows)(
    'skips duplicates when a fan-out of $workflow is repeated 33 minutes later, after its items',
    async ({ workflow, results, layer2, triggersAt }) => {
      const { engine } = await server.fresh();
      // The step starts its runs and the engine does not learn of it, three times: the last retry comes after 33 minutes.
      let first: string | undefined;
      engine.faults.add({
        kind: 'fail-append',
        match: ({ path, runId, stepsDone }) => {
          if (!path.endsWith(`/paginate-${layer2}`)) return false;
          first ??= runId;
          return runId === first && stepsDone === triggersAt;
        },
        times: 3,
      });

      const stage = await server.runAll(workflow);

      expect(faultsIn(stage)).toBe(3);
      expect(stage.engineMs).toBeGreaterThan(30 * 60_000);
      expect(statesOf(stage)).toEqual(['RUN_SUCCESS']);
      expect(stage.counts[results]).toEqual({ saved: server.items, writes: server.items });
      expect(answersOf(stage)).toContainEqual(expect.objectContaining({ skipped: true }));
      expect(runsOf(stage, 'generate')).toBeGreaterThan(server.items);
      expect((await server.runAgain(workflow)).runs).toHaveLength(1);
    },
  );
});

/** A server for the tests of one `describe`. */
function startServer(options: {
  scale: number;
  /** More than a chunk, so that there is a fan-out. */
  items: number;
  collision?: 'dedup10m' | 'reserved';
}) {
  const { items } = options;
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ namespace: 'trifold_e2e', ...options });
  });
  afterAll(() => session.close());
  const runAll = (workflow: string): Promise<Stage> =>
    runStage(session, SILENT, { title: workflow, workflow, payload: {} });

  return {
    items,
    runAll,
    /** The session with a full store, no results and an engine that has forgotten all. */
    async fresh(): Promise<Session> {
      session.engine.reset();
      await session.seed({ users: items, agents: items });
      return session;
    },
    /** A full run afterwards, undisturbed. */
    async runAgain(workflow: string): Promise<Stage> {
      session.engine.faults.clear();
      return runAll(workflow);
    },
  };
}

function faultsIn(stage: Stage): number {
  return stage.events.filter((event) => event.type === 'fault').length;
}

function statesOf(stage: Stage): string[] {
  return [...new Set(stage.runs.map((run) => run.state))];
}

function answersOf(stage: Stage): unknown[] {
  return stage.runs.flatMap((run) =>
    run.response === undefined ? [] : [JSON.parse(run.response)],
  );
}
