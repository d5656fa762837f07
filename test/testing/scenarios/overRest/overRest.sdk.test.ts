import { Client as QStash } from '@upstash/qstash';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

function echo() {
  return serve<{ n: number }>(async (context) => context.run('n', () => context.requestPayload.n));
}

test.runIf(sdkHas('handshake'))(
  'starts several runs in one request, with ids of their own or given ones',
  async () => {
    await using kit = await startKit({ '/echo': echo });
    const headers = { 'Content-Type': 'application/json' };
    const item = (n: number, more: Record<string, string> = {}) => ({
      destination: `${kit.url}/echo`,
      body: JSON.stringify({ n }),
      headers: { ...headers, ...more },
    });

    const response = await fetch(`${kit.engine.url}/v2/batch/trigger`, {
      method: 'POST',
      headers: { authorization: `Bearer ${kit.engine.token}` },
      body: JSON.stringify([
        item(1),
        item(2, { 'Upstash-Workflow-RunId': 'wfr_two', 'Upstash-Label': 'red' }),
      ]),
    });
    await kit.settle();

    expect(response.status).toBe(201);
    const ids = kit.runs().map(({ workflowRunId }) => workflowRunId);
    expect(await response.json()).toMatchObject(
      ids.map((workflowRunId) => ({ workflowRunId, workflowCreatedAt: expect.any(Number) })),
    );
    expect(ids[1]).toBe('wfr_two');
    expect(kit.runs().map(({ result, label }) => [result, label])).toEqual([
      [1, undefined],
      [2, 'red'],
    ]);
    expect(kit.calls['/echo']).toBe(6);
    expect(kit.timeline('wfr_two')).toEqual([
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

test('starts a run at each time of a schedule', async () => {
  await using kit = await startKit({ '/echo': echo });
  const { schedules } = new QStash({ baseUrl: kit.engine.url, token: kit.engine.token });

  await schedules.create({
    destination: `${kit.url}/echo`,
    cron: '0 * * * *',
    body: JSON.stringify({ n: 7 }),
  });
  await kit.engine.advance(2 * 3_600_000);

  expect(kit.runs().map(({ result }) => result)).toEqual([7, 7]);
  expect(kit.calls['/echo']).toBe(6);
  expect(kit.timeline(kit.runs()[1]?.workflowRunId ?? '')).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended n',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
});
