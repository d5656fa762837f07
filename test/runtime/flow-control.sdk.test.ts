import { expect, it } from 'vitest';
import { EXECUTE, PAGINATE, PROCESS, startDigest } from './digest.js';

it('limits every delivery of every layer, the first one included', async () => {
  const { kit, Workflow, fixture } = await startDigest('flow-control');
  await fixture.setUp(60);

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const limits = new Map(
    kit.engine
      .runs()
      .map((run) => [
        run.path,
        run.entries.map((entry) => JSON.stringify(entry.delivery?.config.flowControl)),
      ]),
  );
  const only = (path: string) => [...new Set(limits.get(path))];
  expect(only(PROCESS)).toHaveLength(1);
  expect(only(PROCESS)[0]).toMatch(/"digest.process".*"parallelism":1,.*"rate":1\b/);
  expect(only(PAGINATE)).toHaveLength(1);
  expect(only(PAGINATE)[0]).toMatch(/"digest.paginate".*"parallelism":20,.*"rate":5\b/);
  expect(only(EXECUTE)).toHaveLength(1);
  expect(only(EXECUTE)[0]).toMatch(/"digest.execute".*"parallelism":10,.*"rate":20\b/);
});

it('lets the asked number of items through per second', async () => {
  const { kit, Workflow, fixture } = await startDigest('items-per-second', {
    flowControl: { execute: { parallelism: 10, itemsPerSecond: 2 } },
  });
  await fixture.setUp(40);

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const runs = kit.runs({ path: EXECUTE });
  const start = Math.min(...runs.map(({ createdAt }) => createdAt));
  const end = Math.max(...runs.map(({ endedAt }) => endedAt ?? 0));
  const seconds = (end - start) / 1000;
  expect(40 / seconds).toBeGreaterThan(1.8);
  expect(40 / seconds).toBeLessThan(2.3);
});
