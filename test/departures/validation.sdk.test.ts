import { WorkflowNonRetryableError } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { sdk } from '../runtime/generated.js';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('validation');
quiet();

describe('a payload without its required id', () => {
  test('guide: a return before the first step is answered 400 and reaches nobody', async () => {
    const onFailure = vi.fn();
    await using kit = await startKit({
      '/generate-user': () =>
        serve<{ userId?: string }>(
          async (context) => {
            const { userId } = context.requestPayload;
            if (!userId) return { success: false, error: 'Missing userId' };
            return context.run('generate-user', () => ({ success: true, userId }));
          },
          {
            failureFunction: async () => {
              onFailure();
            },
          },
        ),
    });

    const run = await kit.run(await kit.trigger('/generate-user', { body: {} }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.result).toBeUndefined();
    const statuses = (kind: string) =>
      run.deliveries.filter((delivery) => delivery.kind === kind).map(({ status }) => status);
    expect(statuses('workflow')).toEqual([400, 400, 400, 400]);
    // "Not authorized to run the failure function": for that, too, the SDK looks for a first step.
    expect(statuses('failure-callback')).toEqual([500, 500, 500, 500]);
    expect(onFailure).not.toHaveBeenCalled();
  });

  test('ours: ends the run at once with 489 and tells the failure function why', async () => {
    await using kit = await ours.start(1);
    const onFailure = vi.spyOn(kit.operations, 'onFailure');

    const { workflowRunId } = await kit.Workflow.triggerGenerateUser({ userId: '' });
    const run = await kit.run(workflowRunId);

    expect(run.state).toBe('RUN_FAILED');
    const deliveries = run.deliveries.filter(({ kind }) => kind === 'workflow');
    expect(deliveries.map(({ status }) => status)).toEqual([489]);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        layer: 'execute',
        status: 489,
        message: expect.stringContaining('userId must be a non-empty string'),
      }),
    );
  });
});

// 1.x always has a failure callback for the first delivery; 0.2.x only when the trigger asks for it.
describe.skipIf(sdk !== 0)('the failure function of a first delivery, on 0.2.x', () => {
  test('guide: is not told when the trigger does not ask for it', async () => {
    const onFailure = vi.fn();
    await using kit = await startKit({
      '/generate-user': () =>
        serve(
          async () => {
            throw new WorkflowNonRetryableError('Missing userId');
          },
          {
            failureFunction: async () => {
              onFailure();
            },
          },
        ),
    });

    const { workflowRunId } = await kit.client.trigger({ url: `${kit.url}/generate-user` });
    const run = await kit.run(workflowRunId);

    expect(run.state).toBe('RUN_FAILED');
    expect(run.deliveries.map(({ kind }) => kind)).toEqual(['workflow']);
    expect(onFailure).not.toHaveBeenCalled();
  });
});
