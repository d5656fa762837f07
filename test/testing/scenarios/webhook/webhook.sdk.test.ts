import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { withoutAnswers } from '../../support/timelineLines.js';
import { startThirdParty } from '../../support/thirdParty.js';
import { sdkHas } from '../../sdk.js';

/** What a handler tells of a request that came to its webhook. */
async function describe(request: Request | undefined) {
  if (request === undefined) return undefined;
  return [
    request.method,
    request.headers.get('x-task'),
    new URL(request.url).search,
    await request.text(),
  ];
}

test('waits for a third party to call the webhook, which comes before the wait', async () => {
  await using worker = await startThirdParty(async ({ body }) => {
    const response = await fetch(`${body}?n=1`, {
      method: 'PUT',
      headers: { 'x-task': 'done' },
      body: '{"ok":true}',
    });
    return { status: response.status };
  });
  await using kit = await startKit({
    '/hook': () =>
      serve(async (context) => {
        const webhook = await context.createWebhook('create');
        const { status } = await context.call('start', {
          url: worker.url,
          method: 'POST',
          body: webhook.webhookUrl,
          ...(sdkHas('textBodies') ? {} : { stringifyBody: false }),
        });
        const { request, timeout } = await context.waitForWebhook('wait', webhook, '1h');
        const described = await describe(request);
        return { status, timeout, described };
      }),
  });

  const run = await kit.run(await kit.trigger('/hook'));

  expect(run.result).toEqual({
    status: 200,
    timeout: false,
    described: ['PUT', 'done', '?n=1', '{"ok":true}'],
  });
  expect((run.endedAt ?? 0) - run.createdAt).toBe(0);
  // The webhook, the call, its callback, the wait, the end.
  expect(kit.calls['/hook']).toBe(5);
  expect(withoutAnswers(kit.timeline(run.workflowRunId))).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended create',
    '0 s: delivered',
    '0 s: published',
    '0 s: delivered',
    '0 s: delivered',
    '0 s: step-appended start',
    '0 s: delivered',
    '0 s: step-appended wait',
    '0 s: delivered',
    '0 s: run-succeeded',
  ]);
});

test('gives up at the timeout', async () => {
  await using kit = await startKit({
    '/hook': () =>
      serve(async (context) => {
        const webhook = await context.createWebhook('create');
        const { timeout, request } = await context.waitForWebhook('wait', webhook, '30s');
        return { timeout, hasRequest: request !== undefined };
      }),
  });

  const run = await kit.run(await kit.trigger('/hook'));

  expect(run.result).toEqual({ timeout: true, hasRequest: false });
  expect((run.endedAt ?? 0) - run.createdAt).toBe(30_000);
  expect(kit.calls['/hook']).toBe(3);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended create',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: waiting wait',
    '0 s: answered 200',
    '30 s: step-appended wait',
    '30 s: delivered',
    '30 s: run-succeeded',
    '30 s: answered 200',
  ]);
});

test('is called without a token, and several times', async () => {
  let hook = '';
  await using kit = await startKit({
    '/hook': () =>
      serve(async (context) => {
        const webhook = await context.createWebhook('create');
        await context.run('tell', () => {
          hook = webhook.webhookUrl;
        });
        const bodies: unknown[] = [];
        for (let n = 0; n < 2; n += 1) {
          const { request } = await context.waitForWebhook(`wait ${n}`, webhook, '1h');
          bodies.push(await request?.text());
        }
        return bodies;
      }),
  });
  const id = await kit.trigger('/hook');
  await kit.engine.idle();

  const first = await fetch(hook, { method: 'POST', body: 'one' });
  const second = await fetch(hook, { method: 'POST', body: 'two' });

  expect([first.status, second.status]).toEqual([200, 200]);
  expect((await kit.run(id)).result).toEqual(['one', 'two']);
  expect((await fetch(hook, { method: 'POST' })).status).toBe(400);
  expect((await fetch(hook.replace(/wfr_[^/]+/, 'wfr_other'))).status).toBe(404);
});
