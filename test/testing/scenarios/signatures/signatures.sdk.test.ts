import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

function work(done: string[]) {
  return () =>
    serve(async (context) =>
      context.run('work', () => {
        done.push('work');
        return 'done';
      }),
    );
}

const STEPS = JSON.stringify([
  { messageId: 'msg', body: Buffer.from('{}').toString('base64'), callType: 'step' },
]);
const FORGED = {
  'upstash-workflow-sdk-version': '1',
  'upstash-workflow-runid': 'wfr_forged',
};

test('signs deliveries so that the SDK accepts them, and the SDK refuses unsigned ones', async () => {
  const done: string[] = [];
  await using kit = await startKit({ '/work': work(done) });

  const forged = await kit.post('/work', { body: STEPS, headers: FORGED });
  expect(forged.status).toBe(500);
  expect(await forged.text()).toContain('Upstash-Signature');
  expect(done).toEqual([]);

  const run = await kit.run(await kit.trigger('/work'));
  expect(run.state).toBe('RUN_SUCCESS');
  expect(done).toEqual(['work']);
  // The forged one, and two that were delivered.
  expect(kit.calls['/work']).toBe(1 + 2);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended work',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
});

test('accepts signatures after engine time has gone far ahead of real time', async () => {
  const done: string[] = [];
  await using kit = await startKit({ '/work': work(done) });
  await kit.engine.advance(365 * 24 * 3_600_000);

  const run = await kit.run(await kit.trigger('/work'));

  expect(run.state).toBe('RUN_SUCCESS');
  expect(kit.calls['/work']).toBe(2);
});

test('lets unsigned requests run the step when signatures are off', async () => {
  const done: string[] = [];
  await using kit = await startKit({ '/work': work(done) }, { signatures: false });

  await kit.post('/work', { body: STEPS, headers: FORGED });

  expect(done).toEqual(['work']);
  expect(kit.calls['/work']).toBe(1);
});
