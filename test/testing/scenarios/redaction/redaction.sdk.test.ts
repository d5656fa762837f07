import { createHash } from 'node:crypto';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

const hidden = (text: string) => `REDACTED:${createHash('sha256').update(text).digest('hex')}`;

test.runIf(sdkHas('redaction'))(
  'shows neither bodies nor the chosen headers, and delivers both',
  async () => {
    await using kit = await startKit({
      '/secret': () =>
        serve<{ pin: number }>(async (context) => {
          const pin = await context.run('read', () => context.requestPayload.pin);
          await context.run('fail', () => {
            throw new Error(`${context.headers.get('x-key')} ${pin}`);
          });
        }),
    });

    const run = await kit.run(
      await kit.trigger('/secret', {
        body: { pin: 42 },
        headers: { 'x-key': 'k', 'x-open': 'o' },
        retries: 0,
        redact: { body: true, header: ['X-Key'] },
      }),
    );

    expect(run.failure?.message).toBe('k 42');
    const { runs } = await kit.client.logs({ workflowRunId: run.workflowRunId });
    expect(runs[0]?.steps[0]).toMatchObject({ steps: [{ out: hidden('{"pin":42}') }] });
    expect(runs[0]?.steps[1]).toMatchObject({ steps: [{ stepName: 'read', out: hidden('42') }] });
    const { messages } = await kit.client.dlq.list();
    expect(messages[0]).toMatchObject({
      body: hidden('{"pin":42}'),
      header: { 'x-key': [hidden('k')], 'x-open': ['o'] },
    });
    // Two steps, and the news of the failure.
    expect(kit.calls['/secret']).toBe(3);
    expect(kit.timeline(run.workflowRunId)).toEqual([
      '0 s: triggered',
      '0 s: delivered',
      '0 s: step-appended read',
      '0 s: delivered',
      '0 s: answered 200',
      '0 s: answered fail 500',
      '0 s: delivery-failed 500',
      '0 s: run-failed fail 500',
      '0 s: delivered',
      '0 s: answered 200',
    ]);
  },
);
