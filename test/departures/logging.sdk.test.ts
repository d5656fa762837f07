import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('logging');
quiet();

/** The lines of a level that carry the prefix of the workflow. */
function linesOf(level: 'log' | 'info'): string[] {
  return vi
    .mocked(console[level])
    .mock.calls.map(([line]) => String(line))
    .filter((line) => line.startsWith('[welcome-placeholder:'));
}

describe('a log line of a run of three steps', () => {
  test('guide: at the top of the route it is written eight times', async () => {
    await using kit = await startKit({
      '/generate-user': () =>
        serve(async (context) => {
          console.log('[welcome-placeholder:generate] Starting:', context.workflowRunId);
          await context.run('get-user', () => 1);
          await context.run('generate-user', () => 2);
          await context.run('save-result', () => 3);
        }),
    });

    await kit.run(await kit.trigger('/generate-user'));

    expect(linesOf('log')).toEqual(Array(8).fill('[welcome-placeholder:generate] Starting:'));
  });

  test('ours: is written once, in all three layers', async () => {
    await using kit = await ours.start(1);

    await kit.processAll();

    expect(linesOf('info')).toEqual([
      '[welcome-placeholder:process] Counted users:',
      '[welcome-placeholder:process] Triggering pagination:',
      '[welcome-placeholder:paginate] Selected users:',
      '[welcome-placeholder:execute] Saved result:',
    ]);
  });
});
