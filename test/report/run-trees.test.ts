import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '../../src/engine/index.js';
import { runTreeLines } from '../../src/report/run-tree-text.js';
import { RunTrees } from '../../src/report/run-trees.js';

const colours = pc.createColors(false);
const BASE = '/api/workflows/digest';

/** Events of runs that all carry the label `wfr_root`; `at` counts up by a second. */
function follow(...events: (Partial<TimelineEvent> & { problem?: string })[]): RunTrees {
  const trees = new RunTrees();
  for (const [index, { problem, ...event }] of events.entries()) {
    trees.add({ type: 'delivered', label: 'wfr_root', ...event, at: index * 1_000 }, problem);
  }
  return trees;
}

const triggered = (runId: string, route: string) =>
  ({ type: 'triggered', runId, path: `${BASE}/${route}` }) as const;

describe('trees of runs', () => {
  it('gather the runs of a label by layer, with what each of them waits for', () => {
    const trees = follow(
      triggered('wfr_root', 'process-users'),
      { type: 'step-appended', runId: 'wfr_root' },
      { type: 'step-appended', runId: 'wfr_root', detail: 'plan' },
      triggered('wfr_a', 'execute-user'),
      triggered('wfr_b', 'execute-user'),
      triggered('wfr_c', 'execute-user'),
      triggered('wfr_d', 'execute-user'),
      triggered('wfr_e', 'execute-user'),
      { type: 'run-succeeded', runId: 'wfr_a' },
      { type: 'held', runId: 'wfr_b' },
      { type: 'waiting', runId: 'wfr_c' },
      { type: 'retry-scheduled', runId: 'wfr_d', dueAt: 24_000, problem: 'out for lunch\n  at x' },
      { type: 'run-failed', runId: 'wfr_e', stepName: 'save', detail: 'disk full' },
    );

    const [tree] = trees.open();

    expect(trees.takeEnded()).toEqual([]);
    expect(tree && runTreeLines(tree, 12_000, colours)).toEqual([
      '• digest  wfr_root  12 s',
      '    process-users  1 running (1 step done)',
      '    execute-user   1 done, 1 waiting for an event, 1 held by flow control, 1 retrying in 12 s, 1 failed, 1 retry',
      '      out for lunch',
      '      execute-user in save: disk full  wfr_e',
    ]);
  });

  it('say until when runs sleep, the first to wake up', () => {
    const at = (hours: number, minutes = 0) => new Date(1970, 0, 1, hours, minutes).getTime();
    const trees = follow(
      triggered('wfr_root', 'process-users'),
      triggered('wfr_a', 'process-users'),
      triggered('wfr_b', 'process-users'),
      { type: 'delayed', runId: 'wfr_root', stepName: 'nap', dueAt: at(14) },
      { type: 'delayed', runId: 'wfr_a', stepName: 'nap', dueAt: at(13, 30) },
      { type: 'delayed', runId: 'wfr_b', dueAt: at(13) },
      { type: 'delivered', runId: 'wfr_b' },
    );

    const [tree] = trees.open();

    expect(tree && runTreeLines(tree, at(13), colours).slice(1)).toEqual([
      '    process-users  1 running, 2 sleeping until 13:30:00 (in 30 min)',
    ]);
    expect(tree && runTreeLines(tree, at(-30), colours).slice(1)).toEqual([
      expect.stringContaining('2 sleeping until 1970-01-01 13:30:00'),
    ]);
  });

  it('end with their last run, and are handed out once', () => {
    const trees = follow(
      triggered('wfr_root', 'process-users'),
      triggered('wfr_a', 'execute-user'),
      { type: 'run-succeeded', runId: 'wfr_root' },
      { type: 'delivered', runId: 'wfr_a' },
      { type: 'run-succeeded', runId: 'wfr_a' },
    );

    expect(trees.open()).toEqual([]);
    expect(trees.takeEnded().map((tree) => runTreeLines(tree, 99_000, colours))).toEqual([
      ['✓ digest  wfr_root  4.0 s', '    process-users  1 done', '    execute-user   1 done'],
    ]);
    expect(trees.takeEnded()).toEqual([]);
    expect(trees.totals).toEqual({ started: 2, succeeded: 2, failed: 0, canceled: 0, retries: 0 });
  });

  it('say why a run was retried that was canceled', () => {
    const trees = follow(
      triggered('wfr_root', 'process-users'),
      { type: 'retry-scheduled', runId: 'wfr_root', problem: 'connect ECONNREFUSED' },
      { type: 'run-canceled', runId: 'wfr_root' },
    );
    const [tree] = trees.takeEnded();
    expect(tree && runTreeLines(tree, 2_000, colours)).toEqual([
      '– digest  wfr_root  2.0 s',
      '    process-users  1 canceled, 1 retry',
      '      process-users: connect ECONNREFUSED  wfr_root',
    ]);
  });

  it('keep runs without a label apart, and name a route of another shape by its path', () => {
    const trees = new RunTrees();
    for (const runId of ['wfr_a', 'wfr_b']) {
      trees.add({ at: 0, type: 'triggered', runId, path: '/api/hello' });
    }
    const titles = trees.open().map((tree) => runTreeLines(tree, 0, colours)[0]);
    expect(titles).toEqual(['• /api/hello  wfr_a  0.0 s', '• /api/hello  wfr_b  0.0 s']);
  });

  it('count a retry of the third party that a run calls, and nothing after its end', () => {
    const trees = follow(
      triggered('wfr_root', 'process-users'),
      { type: 'retry-scheduled', runId: 'wfr_root', path: '/v1/chat' },
      { type: 'run-succeeded', runId: 'wfr_root' },
      { type: 'retry-scheduled', runId: 'wfr_root' },
    );
    expect(trees.totals).toMatchObject({ succeeded: 1, retries: 1 });
  });
});
