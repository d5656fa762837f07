import { expect, it } from 'vitest';
import { timelineText } from '../../demo/timelineText.js';

const run = (id: string, path: string, createdAt: number, endedAt: number) => ({
  id,
  path,
  state: 'RUN_SUCCESS',
  createdAt,
  endedAt,
});
const step = (runId: string, at: number, stepName: string, detail?: string) => ({
  at,
  type: 'step-appended' as const,
  runId,
  stepName,
  detail,
});

it('tells the steps of a run in seconds since the first one', () => {
  const lines = timelineText(
    [run('wfr_0123456789abcdef', '/api/process-users', 1_000, 4_000)],
    [
      step('wfr_0123456789abcdef', 1_500, 'w:count:1'),
      step('wfr_0123456789abcdef', 3_250, 'w:save'),
    ],
  );

  expect(lines).toEqual([
    '   +0.00 s  process-users   wfr_0123456789ab…  RUN_SUCCESS at +3.00 s',
    '   +0.50 s    w:count:1',
    '   +2.25 s    w:save',
  ]);
});

it('puts parallel steps of one family on one line, and leaves out their plans', () => {
  const lines = timelineText(
    [run('a', '/paginate-users', 0, 900)],
    [
      step('a', 100, 'w:execute:1', 'plan'),
      step('a', 200, 'w:execute:1'),
      step('a', 300, 'w:execute:2'),
      step('a', 400, 'w:next-page'),
    ],
  );

  expect(lines.slice(1)).toEqual([
    '   +0.20 s    w:execute:1 and 1 more, the last at +0.30 s',
    '   +0.40 s    w:next-page',
  ]);
});

it('tells faults and retries', () => {
  const lines = timelineText(
    [run('a', '/generate-user', 0, 900)],
    [
      { at: 100, type: 'fault', runId: 'a', detail: 'drop-after' },
      { at: 100, type: 'retry-scheduled', runId: 'a' },
    ],
  );

  expect(lines.slice(1)).toEqual([
    '   +0.10 s    fault: drop-after',
    '   +0.10 s    retry-scheduled',
  ]);
});

it('sums up the runs of a route after the first two', () => {
  const lines = timelineText(
    ['a', 'b', 'c', 'd'].map((id, n) => run(id, '/generate-user', n * 1_000, n * 1_000 + 500)),
    [],
  );

  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe('   +2.00 s  generate-user   and 2 more  RUN_SUCCESS, the last at +3.50 s');
});
