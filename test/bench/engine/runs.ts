import assert from 'node:assert/strict';
import { Client } from '@upstash/workflow';
import { createTestKit } from '../../../src/testing/index.js';
import { measure } from './measurement.js';
import { DELIVERIES, itemRoute, PATH } from './route.js';

/** Runs as many items as the argument says through the test kit, triggered in batches as a fan-out does. */
const BATCH = 100;
const WARM_UP = 1_000;

const runs = Number(process.argv[2]);
await using kit = await createTestKit({ routes: { [PATH]: itemRoute }, budgetMs: 600_000 });
const client = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });

await runItems(WARM_UP);
kit.reset();
const measured = await measure(runs * DELIVERIES, () => runItems(runs));

const ended = kit.engine.runs().filter((run) => run.state === 'RUN_SUCCESS');
assert.equal(ended.length, runs);
console.log(JSON.stringify(measured));

async function runItems(count: number): Promise<void> {
  const url = `${kit.url}${PATH}`;
  for (let first = 0; first < count; first += BATCH) {
    const size = Math.min(BATCH, count - first);
    await client.trigger(
      Array.from({ length: size }, (_, n) => ({ url, body: { id: first + n } })),
    );
  }
  await kit.settle();
}
