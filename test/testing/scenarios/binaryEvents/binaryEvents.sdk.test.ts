import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
const BASE64 = BYTES.toString('base64');

test('keeps the bytes that a webhook was called with', async () => {
  await using kit = await startKit({
    '/hooked': () =>
      serve(async (context) => {
        const webhook = await context.createWebhook('create');
        await context.run('call it', async () => {
          await fetch(webhook.webhookUrl, { method: 'POST', body: new Blob([BYTES]) });
        });
        const { request } = await context.waitForWebhook('wait', webhook, '1h');
        return request?.method;
      }),
  });

  const run = await kit.run(await kit.trigger('/hooked'));

  expect(run.result).toBe('POST');
  const out = run.steps.find(({ name }) => name === 'wait')?.out;
  const event = Buffer.from(String(out), 'base64').toString('utf8');
  expect(JSON.parse(event)).toMatchObject({ method: 'POST', body: BASE64 });
  expect(kit.calls['/hooked']).toBe(4);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended create',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: step-appended call it',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: step-appended wait',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
});

test('brings the bytes of an event, which nothing reads as text on the way', async () => {
  await using kit = await startKit({
    '/waits': () =>
      serve(async (context) => {
        const { timeout } = await context.waitForEvent('wait', 'image', { timeout: '1h' });
        return timeout;
      }),
  });
  const id = await kit.trigger('/waits');
  await kit.engine.idle();

  await fetch(`${kit.engine.url}/v2/notify/image`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kit.engine.token}` },
    body: new Blob([BYTES]),
  });

  const run = await kit.run(id);
  expect(run).toMatchObject({ state: 'RUN_SUCCESS', result: false });
  expect(run.steps.find(({ name }) => name === 'wait')?.out).toBe(BASE64);
  expect(kit.calls['/waits']).toBe(2);
  expect(kit.timeline(id)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: waiting wait',
    '0 s: answered 200',
    '0 s: step-appended wait',
    '0 s: delivered',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
});
