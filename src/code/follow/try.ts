import type { Statement } from '../syntax/code.js';
import { forget } from './branch.js';
import { followHandler, noteCaughtAbort, type Handling } from './caught.js';
import { meet } from './flow.js';
import { noteCaughtTriggers } from './noteTrigger.js';
import { stepsSince } from './promises.js';
import { join } from './join.js';
import { unknown } from './value.js';
import { locate, type Frame, type TryVisit, type Walk } from './walk.js';

type TryStatement = Extract<Statement, { kind: 'try' }>;

export function executeTry(walk: Walk, frame: Frame, statement: TryStatement): void {
  const at = locate(frame, statement.at);
  const handlerAt = statement.handlerAt ? locate(frame, statement.handlerAt) : at;
  const start = walk.flow;
  const catches: NonNullable<TryVisit['catches']> = [];
  const given = new Set<string>();
  const passing = new Set<number>();
  const waitedFor = new Set<number>();
  const stepsBefore = walk.seen.steps.length;
  const triggersBefore = walk.seen.triggers.length;
  const { insideStep } = walk;
  visitPart(walk, frame, statement.body, {
    insideStep,
    part: 'body',
    at,
    catches: statement.handler && catches,
    given,
    passing,
    waitedFor,
  });
  const started = stepsSince(walk, stepsBefore).filter(
    (index) => !passing.has(index) && walk.seen.steps[index]?.promise !== 'dropped',
  );
  // `await promise` in a helper that was given the promise of a step.
  const steps = [...new Set([...started, ...waitedFor])];
  const triggersAfter = walk.seen.triggers.length;
  const ends = [walk.flow];
  const isLeft = !walk.flow.isAlive;

  if (statement.handler) {
    // Anything in the body may fail, with an error nobody knows.
    walk.flow = meet([start, { ...walk.flow, isAlive: true }, ...catches.map(({ flow }) => flow)]);
    const handling = visitHandler(walk, frame, statement, { at, handlerAt, catches, given, steps });
    if (handling === 'named' && start.ran === 'none')
      noteCaughtAbort(walk, { form: 'try', outcome: 'named', at: handlerAt, steps });
    if (handling !== 'passed' && handling !== 'named') {
      noteCaughtTriggers(walk, triggersBefore, triggersAfter);
      if (isLeft) freeRetried(walk, steps);
    }
    ends.push(walk.flow);
  }
  walk.flow = meet(ends);
  if (statement.finalizer.length > 0) visitFinalizer(walk, frame, statement, { at, given, steps });
  forget(walk, frame, statement.assigns);
}

/**
 * `for (…) { try { return await step(); } catch { … } }`: no round follows one in which nothing is thrown. That the step
 * comes again by its name is of the clause's making.
 */
function freeRetried(walk: Walk, indices: readonly number[]): void {
  for (const index of indices) {
    const step = walk.seen.steps[index];
    if (step) step.loops = step.loops.filter((loop) => !walk.loops.includes(loop));
  }
}

function visitHandler(
  walk: Walk,
  frame: Frame,
  { handler = [], caught: pattern }: TryStatement,
  body: Pick<TryVisit, 'at' | 'given'> & {
    handlerAt: TryVisit['at'];
    catches: NonNullable<TryVisit['catches']>;
    steps: number[];
  },
): Handling {
  const { at, handlerAt, given, catches, steps } = body;
  const error =
    catches.length > 0 ? join(catches.map((each) => each.error)) : unknown({ label: 'error' });
  if (pattern) walk.interpreter.bind(walk, frame, pattern, error);
  const returnsBefore = frame.returned.length;
  walk.governing.push(given);
  const again: number[] = [];
  const handling = followHandler(walk, error, (caught) => {
    visitPart(walk, frame, handler, {
      insideStep: walk.insideStep,
      part: 'catch',
      at,
      catches: undefined,
      given,
      passing: new Set(),
      waitedFor: new Set(),
      caught,
    });
    again.push(...caught.steps);
  });
  walk.governing.pop();
  if (handling === 'passed' || handling === 'named') {
    if (steps.length > 0 && again.length > 0)
      noteCaughtAbort(walk, { form: 'try', outcome: 'delayed', at: handlerAt, steps: again });
    return handling;
  }
  const outcome = frame.returned.length > returnsBefore ? 'lost' : handling;
  noteCaughtAbort(walk, { form: 'try', outcome, at: handlerAt, steps });
  return outcome;
}

function visitFinalizer(
  walk: Walk,
  frame: Frame,
  { finalizer, finalizerAt }: TryStatement,
  { at, given, steps }: Pick<TryVisit, 'at' | 'given'> & { steps: number[] },
): void {
  const { isAlive } = walk.flow;
  walk.flow = { ...walk.flow, isAlive: true };
  const returnsBefore = frame.returned.length;
  visitPart(walk, frame, finalizer, {
    insideStep: walk.insideStep,
    part: 'finally',
    at,
    catches: undefined,
    given,
    passing: new Set(),
    waitedFor: new Set(),
  });
  if (frame.returned.length > returnsBefore)
    noteCaughtAbort(walk, {
      form: 'finally',
      outcome: 'lost',
      at: finalizerAt ? locate(frame, finalizerAt) : at,
      steps,
    });
  walk.flow = { ...walk.flow, isAlive: walk.flow.isAlive && isAlive };
}

function visitPart(
  walk: Walk,
  frame: Frame,
  statements: readonly Statement[],
  visit: TryVisit,
): void {
  walk.tries.push(visit);
  walk.interpreter.execute(walk, frame, statements);
  walk.tries.pop();
}
