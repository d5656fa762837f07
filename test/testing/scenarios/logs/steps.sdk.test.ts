import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { withoutAnswers } from '../../support/timelineLines.js';
import { startThirdParty } from '../../support/thirdParty.js';
import { sdkHas } from '../../sdk.js';

test('shows what a step of each kind did', async () => {
  await using shop = await startThirdParty(() => ({ status: 201, body: 'ok' }));
  await using kit = await startKit({
    '/all': () =>
      serve(async (context) => {
        await context.sleep('nap', 60);
        await context.call('ask', {
          url: `${shop.url}/x`,
          method: 'POST',
          body: 'b',
          headers: { a: '1' },
        });
        await context.waitForEvent('wait', 'never', { timeout: '5m' });
        await context.run('last', () => true);
      }),
  });
  const id = await kit.trigger('/all', { retries: 1 });
  await kit.run(id);

  const { runs } = await kit.client.logs({ workflowRunId: id });

  expect(runs[0]?.steps.flatMap((group): readonly unknown[] => group.steps)).toMatchObject([
    { stepType: 'Initial', retries: 1 },
    { stepName: 'nap', stepType: 'SleepFor', sleepFor: 60 },
    {
      stepName: 'ask',
      stepType: 'Call',
      callUrl: `${shop.url}/x`,
      callMethod: 'POST',
      callHeaders: { a: ['1'] },
      callResponseStatus: 201,
      callResponseBody: 'ok',
    },
    { stepName: 'wait', stepType: 'Wait', waitEventId: 'never', waitTimeout: true },
    { stepName: 'last', stepType: 'Run', out: 'true' },
  ]);
  expect(kit.calls['/all']).toBe(6);
  expect(withoutAnswers(kit.timeline(id))).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended nap',
    '0 s: delayed nap',
    '60 s: delivered',
    '60 s: published',
    '60 s: delivered',
    '60 s: delivered',
    '60 s: step-appended ask',
    '60 s: delivered',
    '60 s: waiting wait',
    '360 s: step-appended wait',
    '360 s: delivered',
    '360 s: step-appended last',
    '360 s: delivered',
    '360 s: run-succeeded',
  ]);
});

test('shows what a run waits for', async () => {
  await using kit = await startKit({
    '/wait': () =>
      serve(async (context) => {
        await context.waitForEvent('wait', 'never', { timeout: '5m' });
      }),
    '/call': () =>
      serve(async (context) => {
        await context.call('ask', { url: 'http://127.0.0.1:9/', retries: 3 });
      }),
  });
  const ids = [await kit.trigger('/wait'), await kit.trigger('/call')];
  await kit.engine.idle();

  const next = await Promise.all(
    ids.map(async (id) => {
      const { runs } = await kit.client.logs({ workflowRunId: id });
      return runs[0]?.steps.at(-1);
    }),
  );

  expect(next).toMatchObject([
    { type: 'next', steps: [{ stepName: 'wait', state: 'STEP_PROGRESS' }] },
    { type: 'next', steps: [{ stepName: 'ask', state: 'STEP_RETRY', retries: 3 }] },
  ]);
  expect(kit.calls).toEqual({ '/wait': 1, '/call': 1 });
  expect(ids.map((id) => withoutAnswers(kit.timeline(id)))).toEqual([
    ['0 s: triggered', '0 s: delivered', '0 s: waiting wait'],
    [
      '0 s: triggered',
      '0 s: delivered',
      '0 s: published',
      '0 s: delivered',
      '0 s: retry-scheduled 0',
    ],
  ]);
});

test('tells runs apart that had the same id', async () => {
  await using kit = await startKit({
    '/echo': () => serve<number>(async (context) => context.run('n', () => context.requestPayload)),
  });
  await kit.run(await kit.trigger('/echo', { workflowRunId: 'same', body: 1 }));
  await kit.engine.advance(1_000);
  await kit.run(await kit.trigger('/echo', { workflowRunId: 'same', body: 2 }));

  const { runs } = await kit.client.logs({ workflowRunId: 'wfr_same' });
  expect(runs.map((run) => run.workflowRunResponse)).toEqual(['2', '1']);
  const workflowCreatedAt = runs[1]?.workflowRunCreatedAt ?? 0;
  const first = await kit.client.logs({ workflowRunId: 'wfr_same', workflowCreatedAt });
  expect(first.runs.map((run) => run.workflowRunResponse)).toEqual(['1']);
  expect(kit.calls['/echo']).toBe(4);
});

test.runIf(sdkHas('filters'))('filters by labels, dates and the state of a step', async () => {
  await using kit = await startKit({
    '/good': () => serve(async (context) => context.run('one', () => 1)),
    '/bad': () =>
      serve(async (context) => {
        await context.run('one', () => {
          throw new Error('no');
        });
      }),
  });
  await kit.trigger('/good', { label: ['red', 'warm'] });
  await kit.settle();
  const between = kit.engine.clock.now() + 1;
  await kit.engine.advance(1_000);
  await kit.trigger('/bad', { label: 'blue' });
  await kit.engine.idle();
  const paths = async (filter: NonNullable<Parameters<typeof kit.client.logs>[0]>['filter']) =>
    (await kit.client.logs({ filter })).runs.map((run) => new URL(run.workflowUrl).pathname);

  expect(await paths({ label: 'warm' })).toEqual(['/good']);
  expect(await paths({ label: ['red', 'blue'] })).toEqual(['/bad', '/good']);
  expect(await paths({ fromDate: between })).toEqual(['/bad']);
  expect(await paths({ toDate: new Date(between) })).toEqual(['/good']);
  expect(await paths({ state: 'RUN_STARTED' })).toEqual(['/bad']);
  expect(kit.calls).toEqual({ '/good': 2, '/bad': 1 });
});
