import { expect, test } from 'vitest';
import { z } from 'zod';
import { ENDPOINT, startEngine, triggerHeaders, WORKFLOW_ANSWER } from './startEngine.js';

const byId = { 'upstash-deduplication-id': 'order-7' };

const acceptedSchema = z.looseObject({ workflowRunId: z.string() });

const listOf = async (response: Response) => z.array(acceptedSchema).parse(await response.json());

test('starts one run for triggers that share a deduplication id, for ten minutes', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);

  const first = await engine.batch({ headers: triggerHeaders('wfr_a', byId), body: 'a' });
  const second = await engine.batch({ headers: triggerHeaders('wfr_b', byId), body: 'b' });
  const [started] = await listOf(first);
  expect(await listOf(second)).toEqual([{ ...started, deduplicated: true }]);
  expect(engine.runs().map(({ id }) => id)).toEqual(['wfr_a']);

  await engine.advance(600_000);
  const third = await engine.batch({ headers: triggerHeaders('wfr_c', byId) });
  expect((await listOf(third))[0]).not.toHaveProperty('deduplicated');
  expect(engine.runs().map(({ id }) => id)).toEqual(['wfr_a', 'wfr_c']);
});

test('answers a trigger over REST with the id of the run that has its deduplication id', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  const trigger = (body: string, headers = {}) =>
    engine.request('POST', `/v2/trigger/${ENDPOINT}`, { headers, body });

  const first = await trigger('a', byId);
  const second = await trigger('b', byId);
  const { workflowRunId } = acceptedSchema.parse(await first.json());

  expect(await second.json()).toMatchObject({ workflowRunId, deduplicated: true });
  expect(engine.runs()).toHaveLength(1);
});

test('tells triggers apart by their content where that is asked for', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  const byContent = { 'upstash-content-based-deduplication': 'true' };

  await engine.batch({ headers: triggerHeaders('wfr_a', byContent), body: 'a' });
  await engine.batch({ headers: triggerHeaders('wfr_b', byContent), body: 'a' });
  await engine.batch({ headers: triggerHeaders('wfr_c', byContent), body: 'c' });

  expect(engine.runs().map(({ id }) => id)).toEqual(['wfr_a', 'wfr_c']);
});
