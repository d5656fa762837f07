import type { Engine, Run } from '../engine/index.js';
import { TrifoldError } from '../shared/errors.js';

/** The run with that id once it has ended, its failure callback included. */
export async function awaitRun(engine: Engine, id: string, budgetMs: number): Promise<Run> {
  const deadline = engine.clock.wall() + budgetMs;
  // A trigger that was not awaited may still be on its way.
  await engine.idle();
  let run = findRun(engine, id);
  while (run === undefined || !isOver(run)) {
    const isLeft = await step(engine, deadline);
    run = findRun(engine, id);
    if (run !== undefined && isOver(run)) break;
    if (!isLeft) throw run === undefined ? unknownRun(engine, id) : stuckRun(engine, run);
  }
  return run;
}

/** Does everything that is left to do. */
export async function settleAll(engine: Engine, budgetMs: number): Promise<void> {
  const deadline = engine.clock.wall() + budgetMs;
  while (await step(engine, deadline));
}

/** Moves on to the next thing that is due; false when there is none. */
async function step(engine: Engine, deadline: number): Promise<boolean> {
  let cancel = () => {};
  const tooLate = new Promise<'late'>((resolve) => {
    cancel = engine.clock.alarm(deadline - engine.clock.wall(), () => resolve('late'));
  });
  const moved = engine.clock.isVirtual ? engine.advanceToNext() : engine.settle().then(() => false);
  moved.catch(() => undefined);
  const outcome = await Promise.race([moved, tooLate]).finally(() => cancel());
  if (outcome !== 'late') return outcome;
  throw notSettled(engine);
}

function isOver(run: Run): boolean {
  if (run.state === 'RUN_STARTED') return false;
  const callback = run.failureCallback?.state;
  return (
    callback === undefined || callback === 'done' || callback === 'failed' || callback === 'dropped'
  );
}

function findRun(engine: Engine, id: string): Run | undefined {
  return engine.run(id) ?? engine.run(`wfr_${id}`);
}

function unknownRun(engine: Engine, id: string): TrifoldError {
  const known = engine.runs().map((run) => `${run.id} (${run.path})`);
  return new TrifoldError('TESTING_RUN_UNKNOWN', `there is no run ${id}`, {
    why: known.length === 0 ? 'nothing was triggered' : `runs: ${known.slice(0, 20).join(', ')}`,
    fix: 'await the trigger, and see that its client uses QSTASH_URL of this kit',
  });
}

function stuckRun(engine: Engine, run: Run): TrifoldError {
  const last = engine.timeline.events.filter((event) => event.runId === run.id).slice(-5);
  return new TrifoldError('TESTING_RUN_STUCK', `the run ${run.id} of ${run.path} never ends`, {
    why: `nothing is left to do; it ended on: ${last.map((event) => event.type).join(', ')}`,
    fix: 'see that every step is awaited and that nothing catches the error by which a step ends its delivery',
  });
}

function notSettled(engine: Engine): TrifoldError {
  const stuck = engine.runs().filter((run) => run.state === 'RUN_STARTED');
  const names = stuck
    .slice(0, 10)
    .map((run) => `${run.id} (${run.path}, ${run.entries.length - 1} steps)`);
  return new TrifoldError('TESTING_NOT_SETTLED', 'the runs did not end within the budget', {
    why: `${stuck.length} in progress: ${names.join(', ')}`,
    fix: 'raise budgetMs, or look for a handler that does not answer or a workflow that triggers itself for ever',
  });
}
