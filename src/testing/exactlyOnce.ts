import { TrifoldError } from '../shared/errors.js';
import type { TestRun } from './testRun.js';

export interface ExactlyOnce {
  /** The route whose runs are looked at. */
  readonly path: string;
  /** The item that a run with this payload handles. */
  readonly key: (payload: unknown) => string;
  /** The items that must have been handled; without it, those that some run was triggered for. */
  readonly expected?: readonly string[];
}

/**
 * Throws `TESTING_NOT_EXACTLY_ONCE` unless each item has exactly one run that succeeded and did its work.
 *
 * A run whose result has `skipped: true` found the work done and does not count.
 */
export function checkExactlyOnce(runs: readonly TestRun[], options: ExactlyOnce): void {
  const counts = new Map<string, number>();
  for (const item of options.expected ?? []) counts.set(item, 0);
  for (const run of runs) {
    if (run.path !== options.path) continue;
    const item = options.key(run.payload);
    counts.set(item, (counts.get(item) ?? 0) + (didItsWork(run) ? 1 : 0));
  }
  const never = [...counts].filter(([, count]) => count === 0).map(([item]) => item);
  const often = [...counts].filter(([, count]) => count > 1);
  if (never.length === 0 && often.length === 0) return;
  const parts = [
    never.length > 0 ? `never: ${list(never)}` : '',
    often.length > 0 ? `more than once: ${list(often.map(([item, n]) => `${item} (${n})`))}` : '',
  ];
  throw new TrifoldError(
    'TESTING_NOT_EXACTLY_ONCE',
    `items of ${options.path} were not handled exactly once; ${parts.filter(Boolean).join('; ')}`,
    {
      fix: 'look at kit.runs({ path }) for these items; a run that finds the work done returns `skipped: true`',
    },
  );
}

function didItsWork(run: TestRun): boolean {
  if (run.state !== 'RUN_SUCCESS') return false;
  const { result } = run;
  const isSkipped =
    typeof result === 'object' && result !== null && 'skipped' in result && result.skipped === true;
  return !isSkipped;
}

const SHOWN = 20;

function list(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN).join(', ');
  return items.length > SHOWN ? `${shown} and ${items.length - SHOWN} more` : shown;
}
