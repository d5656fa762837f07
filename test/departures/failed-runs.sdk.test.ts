import { WorkflowNonRetryableError } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { sdk } from '../runtime/generated.js';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('failed-runs');
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

describe('an error in a step', () => {
  test('guide: try/catch around all steps refuses every payload, valid ones too', async () => {
    const generate = vi.fn();
    await using kit = await startKit({
      '/generate-user': () =>
        serve<{ userId: string }>(async (context) => {
          try {
            const { userId } = context.requestPayload;
            await context.run('generate-user', generate);
            return { success: true, userId };
          } catch (error) {
            console.error('[welcome-placeholder:generate:error]', error);
            return { success: false, error: String(error) };
          }
        }),
    });

    const run = await kit.run(await kit.trigger('/generate-user', { body: { userId: 'ada' } }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.failure?.status).toBe(400);
    expect(generate).not.toHaveBeenCalled();
  });

  test('guide: try/catch around a later step ends the run early, as a success', async () => {
    await using kit = await startKit({
      '/generate-user': () =>
        serve(async (context) => {
          const user = await context.run('get-user', () => ({ id: 'ada' }));
          try {
            const result = await context.run('generate-user', () => `Result for ${user.id}`);
            await context.run('save-result', () => ({ saved: result }));
            return { success: true };
          } catch (error) {
            console.error('[welcome-placeholder:generate:error]', error);
            return { success: false, error: String(error) };
          }
        }),
    });

    const run = await kit.run(await kit.trigger('/generate-user'));

    expect(run.state).toBe('RUN_SUCCESS');
    // No step has failed: the text is the SDK's own signal that a step is done.
    expect(run.result).toMatchObject({ success: false, error: expect.stringMatching(/abort/i) });
    expect(run.steps.map(({ name }) => name)).not.toContain('save-result');
  });

  test('ours: retries the step and goes on', async () => {
    await using kit = await ours.start(1);
    vi.spyOn(kit.operations, 'generateUser').mockRejectedValueOnce(new Error('too busy'));

    await kit.processAll();

    expect(kit.failures()).toEqual([]);
    expect(await kit.saved()).toEqual(kit.ids);
  });

  test('ours: logs under the layer and reports once, when the retries are used up', async () => {
    await using kit = await ours.start(1);
    vi.spyOn(kit.operations, 'generateUser').mockRejectedValue(new Error('too busy'));
    const onFailure = vi.spyOn(kit.operations, 'onFailure');

    await kit.processAll();

    expect(kit.failures().map(({ path }) => path)).toEqual([kit.paths.execute]);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ layer: 'execute', status: 500, message: 'too busy' }),
    );
    expect(console.error).toHaveBeenCalledWith(
      '[welcome-placeholder:execute:error] Run failed:',
      expect.objectContaining({ message: 'too busy' }),
    );
  });
});
