import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('error-handling');
quiet();

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
