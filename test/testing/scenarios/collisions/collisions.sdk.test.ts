import { QstashError } from '@upstash/qstash';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import type { Collision, RefusedElement } from 'trifold/testing';
import { startKit } from '../../startKit.js';

const MINUTE = 60_000;

function startSlow(options: { collision?: Collision; refusedElement?: RefusedElement }) {
  return startKit(
    {
      '/slow': () =>
        serve(async (context) => {
          await context.sleep('slow', '1h');
        }),
      '/parent': () => serve<{ url: string }>(async (context) => context.run('one', () => 1)),
    },
    options,
  );
}

test('drops a second trigger with the same id and body within ten minutes', async () => {
  await using kit = await startSlow({ collision: 'dedup10m' });
  await kit.trigger('/slow', { workflowRunId: 'same', body: { n: 1 } });
  await kit.engine.advance(9 * MINUTE);
  await kit.trigger('/slow', { workflowRunId: 'same', body: { n: 1 } });
  await kit.settle();

  expect(kit.runs()).toHaveLength(1);
  expect(kit.calls['/slow']).toBe(2);
  expect(kit.timeline('wfr_same')).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended slow',
    '0 s: delayed slow',
    '0 s: answered 200',
    '540 s: deduplicated',
    '3600 s: delivered',
    '3600 s: run-succeeded',
    '3600 s: answered 200',
  ]);
});

test('starts a second run when the trigger comes later, or with another body', async () => {
  await using kit = await startSlow({ collision: 'dedup10m' });
  await kit.trigger('/slow', { workflowRunId: 'same', body: { n: 1 } });
  await kit.engine.advance(11 * MINUTE);
  await kit.trigger('/slow', { workflowRunId: 'same', body: { n: 1 } });
  await kit.engine.idle();
  await kit.trigger('/slow', { workflowRunId: 'same', body: { n: 2 } });
  await kit.settle();

  expect(kit.runs().map(({ state }) => state)).toEqual([
    'RUN_CANCELED',
    'RUN_CANCELED',
    'RUN_SUCCESS',
  ]);
  expect(kit.calls['/slow']).toBe(1 + 1 + 2);
});

test('starts a second run under an id whose run has ended', async () => {
  await using kit = await startSlow({ collision: 'dedup10m' });
  await kit.run(await kit.trigger('/parent', { workflowRunId: 'same' }));
  await kit.run(await kit.trigger('/parent', { workflowRunId: 'same' }));

  expect(kit.runs().map(({ state }) => state)).toEqual(['RUN_SUCCESS', 'RUN_SUCCESS']);
});

test('refuses a second trigger with 400 while the id is reserved', async () => {
  await using kit = await startSlow({ collision: 'reserved' });
  await kit.trigger('/slow', { workflowRunId: 'same' });

  const second = kit.trigger('/slow', { workflowRunId: 'same' });

  await expect(second).rejects.toSatisfy(
    (error) => error instanceof QstashError && error.status === 400,
  );
  await kit.settle();
  await kit.trigger('/slow', { workflowRunId: 'same' });
  await kit.settle();
  expect(kit.runs()).toHaveLength(2);
});

test('starts nothing of a batch with a refused element', async () => {
  await using kit = await startSlow({ collision: 'reserved' });
  const url = `${kit.url}/slow`;
  await kit.client.trigger({ url, workflowRunId: 'b' });

  const batch = kit.client.trigger([
    { url, workflowRunId: 'a' },
    { url, workflowRunId: 'b' },
  ]);

  await expect(batch).rejects.toThrow('already in use');
  expect(kit.runs().map(({ workflowRunId }) => workflowRunId)).toEqual(['wfr_b']);
});

test('starts the others of a batch where refused elements are reported', async () => {
  await using kit = await startSlow({ collision: 'reserved', refusedElement: 'report-element' });
  const url = `${kit.url}/slow`;
  await kit.client.trigger({ url, workflowRunId: 'b' });

  await kit.client.trigger([
    { url, workflowRunId: 'a' },
    { url, workflowRunId: 'b' },
  ]);

  expect(kit.runs().map(({ workflowRunId }) => workflowRunId)).toEqual(['wfr_b', 'wfr_a']);
});

test('answers 400 to a step for a run that has ended, which the SDK takes quietly', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await using kit = await startKit({
    '/late': () =>
      serve(async (context) => {
        await context.run('late', async () => {
          await gate;
          return 'too late';
        });
      }),
  });
  const id = await kit.trigger('/late');
  await kit.client.cancel({ ids: [id] });
  release();
  await kit.settle();

  const run = await kit.run(id);
  expect(run.state).toBe('RUN_CANCELED');
  expect(run.steps).toEqual([]);
  expect(run.deliveries.map(({ status }) => status)).toEqual([200]);
});
