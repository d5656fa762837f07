import { TrifoldError } from '../shared/errors.js';
import type { RunLog } from './qstash.js';

/** A delivery that failed and will be made again. */
export interface DeliveryProblem {
  readonly runId: string;
  readonly url: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly attempts: number;
  readonly status: number;
  readonly body: string;
  readonly error: string | undefined;
}

/** Retries when the message names none. Source: SDK `src/constants.ts`, `DEFAULT_RETRIES`. */
const DEFAULT_RETRIES = 3;

/** Tells of every failed delivery of the runs it is shown, once. */
export function newProblems(): (runs: readonly RunLog[]) => DeliveryProblem[] {
  const told = new Map<string, number>();
  return (runs) =>
    runs.flatMap((run) =>
      run.steps
        .flatMap(({ steps }) => steps)
        .flatMap(({ messageId, retries = DEFAULT_RETRIES, errors }) => {
          // The result before a step and the delivery of that step are one message, listed twice.
          if (!errors) return [];
          const known = told.get(messageId) ?? 0;
          told.set(messageId, errors.length);
          return errors.slice(known).map(({ status, body, error }, index) => ({
            runId: run.workflowRunId,
            url: run.workflowUrl,
            attempt: known + index + 1,
            attempts: retries + 1,
            status,
            body,
            error,
          }));
        }),
    );
}

/** Errors of a name that leads nowhere, and of an address at which nobody listens. */
const NOBODY_THERE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|bad port/;

/**
 * Where nobody is there for the very first delivery, retries will not help.
 *
 * @throws TrifoldError CLI_APP_UNREACHABLE
 */
export function refuseMissingApp(problems: readonly DeliveryProblem[], rootId: string): void {
  const problem = problems.find(
    ({ runId, status, error = '' }) => runId === rootId && status === 0 && NOBODY_THERE.test(error),
  );
  if (problem === undefined) return;
  const { origin } = new URL(problem.url);
  throw new TrifoldError('CLI_APP_UNREACHABLE', `no application answers at ${origin}`, {
    why: `the delivery to ${problem.url} failed: ${problem.error ?? ''}`,
    fix: 'start the application, or say with --url or APP_URL where it listens; the run was canceled',
  });
}
