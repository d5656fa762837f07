import { serve } from '@upstash/workflow/nextjs';
import { Client } from '@upstash/workflow';
import { createTestKit } from 'trifold/testing';
import { expect, test } from 'vitest';
import { setEnvironment } from '../../../../src/testing/environment.js';
import { startApp } from '../../support/app.js';
import { timelineLines, withoutAnswers } from '../../support/timelineLines.js';
import { sdkHas } from '../../sdk.js';

const AS_1X = sdkHas('triggerConfig') ? {} : { keepTriggerConfig: true, useFailureFunction: true };

test('drives an app that runs by itself, given its URL', async () => {
  await using app = await startApp();
  await using kit = await createTestKit({ url: app.url });
  app.route = serve<{ n: number }>(async (context) => {
    const n = await context.run('one', () => context.requestPayload.n);
    await context.sleep('pause', '1h');
    return n + 1;
  }).POST;
  const client = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });

  const { workflowRunId } = await client.trigger({
    ...AS_1X,
    url: `${app.url}/anything`,
    body: { n: 1 },
  });
  const run = await kit.run(workflowRunId);

  expect(run.failure).toBeUndefined();
  expect(run).toMatchObject({ state: 'RUN_SUCCESS', result: 2, path: '/anything' });
  expect(app.calls).toBe(3);
  expect(withoutAnswers(timelineLines(kit.engine.timeline.events))).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended one',
    '0 s: delivered',
    '0 s: step-appended pause',
    '0 s: delayed pause',
    '3600 s: delivered',
    '3600 s: run-succeeded',
  ]);
  expect((await kit.post('/anything', { body: '[]' })).status).toBe(500);
});

test.runIf(sdkHas('developmentMode'))(
  'is found by its port alone, where QSTASH_DEV is set',
  async () => {
    await using app = await startApp();
    await using kit = await createTestKit({
      url: app.url,
      env: { QSTASH_URL: undefined, QSTASH_TOKEN: undefined },
    });
    const restore = setEnvironment({
      QSTASH_DEV: 'true',
      QSTASH_DEV_PORT: new URL(kit.engine.url).port,
      QSTASH_CURRENT_SIGNING_KEY: undefined,
      QSTASH_NEXT_SIGNING_KEY: undefined,
    });
    try {
      app.route = serve(async (context) => context.run('one', () => 'found')).POST;
      const { workflowRunId } = await new Client({}).trigger({ url: app.url });
      const run = await kit.run(workflowRunId);

      expect(run.result).toBe('found');
      expect(app.calls).toBe(2);
      // The SDK checks signatures with the keys of the development server.
      expect((await kit.post('/', { body: '[]' })).status).toBe(500);
    } finally {
      restore();
    }
  },
);
