import { Client } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { createTestKit } from 'trifold/testing';
import { countCalls } from './countCalls.js';

test('runs sequential steps, one delivery for each and one for the end', async () => {
  const calls = countCalls();
  await using kit = await createTestKit({
    routes: {
      '/api/greet': () =>
        calls.around(
          serve<{ name: string }>(async (context) => {
            const { name } = context.requestPayload;
            const greeting = await context.run('greet', () => `Hello ${name}`);
            const length = await context.run('measure', () => greeting.length);
            return { greeting, length };
          }),
        ),
    },
  });

  const { workflowRunId } = await new Client({
    baseUrl: kit.engine.url,
    token: kit.engine.token,
  }).trigger({ url: `${kit.url}/api/greet`, body: { name: 'Ada' } });
  const run = await kit.run(workflowRunId);

  expect(run.state).toBe('RUN_SUCCESS');
  expect(run.result).toEqual({ greeting: 'Hello Ada', length: 9 });
  expect(run.steps).toEqual([
    { name: 'greet', type: 'Run', out: 'Hello Ada' },
    { name: 'measure', type: 'Run', out: 9 },
  ]);
  expect(calls.count).toBe(3);
});
