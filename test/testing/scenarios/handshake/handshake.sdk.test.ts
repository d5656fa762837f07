import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

test.runIf(sdkHas('handshake'))(
  'starts a run over REST, under the id that the answer names',
  async () => {
    await using kit = await startKit({
      '/rest': () =>
        serve<{ n: number }>((context) => context.run('n', () => context.requestPayload.n)),
    });

    const response = await fetch(`${kit.engine.url}/v2/trigger/${kit.url}/rest`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${kit.engine.token}`,
        'content-type': 'application/json',
        'upstash-label': 'by-hand',
      },
      body: JSON.stringify({ n: 7 }),
    });
    await kit.settle();

    expect(response.status).toBe(201);
    const [run] = kit.runs();
    expect(await response.json()).toMatchObject({ workflowRunId: run?.workflowRunId });
    expect(run).toMatchObject({ state: 'RUN_SUCCESS', result: 7, label: 'by-hand' });
    expect(kit.runs()).toHaveLength(1);
    expect(kit.calls['/rest']).toBe(3);
    expect(kit.timeline(run?.workflowRunId ?? '')).toEqual([
      '0 s: triggered',
      '0 s: delivered',
      '0 s: delivered',
      '0 s: answered 200',
      '0 s: step-appended n',
      '0 s: delivered',
      '0 s: answered 200',
      '0 s: run-succeeded',
      '0 s: answered 200',
    ]);
  },
);
