import { join } from './join.js';
import {
  type Closure,
  constant,
  madeFrom,
  union,
  unknown,
  type Value,
  withVaries,
} from './value.js';
import { accessed } from './accessors.js';
import { Environment } from './environment.js';
import { ended, mayHaveRun, meet } from './flow.js';
import { withFallback } from './bind.js';
import { cancelledBy } from './cancel.js';
import { asTyped } from './client.js';
import { promised } from './promises.js';
import { skippedBy } from './skips.js';
import { callFacts, openLoops, type Frame, type Invocation, type Walk } from './walk.js';

const MAX_DEPTH = 30;

/** Follows a call into the function and answers what it returns. */
export function invoke(
  walk: Walk,
  closure: Closure,
  args: readonly Value[],
  how: Invocation,
): Value {
  const handedOut = accessed(walk, closure);
  if (handedOut) return handedOut;
  if (isTooFar(walk, closure)) {
    walk.flow = mayHaveRun(walk.flow);
    return unknown({ ...madeFrom(args), varies: new Set(openLoops(walk)) });
  }
  const stepsBefore = walk.seen.steps.length;
  const before = walk.flow;
  walk.project.visited.add(closure.code);
  const frame: Frame = {
    module: closure.module,
    environment: new Environment(closure.around),
    self: how.self ?? closure.self,
    isAsync: closure.code.isAsync,
    isHandler: how.isHandler,
    isDropped: how.isDropped === true,
    given: union(args.map(({ payload }) => payload)),
    outerTries: walk.tries.length,
    returned: [],
  };
  const fact = { name: closure.code.name ?? 'a callback', at: how.at };
  walk.calls.push({ closure, fact, stepsBefore });
  bindParameters(walk, frame, closure, args);
  walk.interpreter.execute(walk, frame, closure.code.body);
  if (frame.isHandler && walk.flow.isAlive) noteEnd(walk, closure);
  walk.calls.pop();
  if (walk.flow.isAlive) frame.returned.push({ flow: walk.flow, value: constant(undefined) });
  const ends = frame.returned.map(({ flow }) => flow);
  const cancelled = cancelledBy(closure.code, {
    before,
    after: meet([...ends, ended(walk.flow)]),
    answer: answerOf(frame, args),
  });
  walk.flow = cancelled.flow;
  return promised(walk, closure, stepsBefore, cancelled.answer);
}

/** Which of several values it is depends on what the function was given. */
function answerOf({ returned }: Frame, args: readonly Value[]): Value {
  const answer = join(returned.map(({ value }) => value));
  const { varies } = madeFrom(args);
  return returned.length > 1 && varies.size > 0 ? withVaries(answer, varies) : answer;
}

function isTooFar(walk: Walk, { module, code }: Closure): boolean {
  const followed = walk.followed.get(code) ?? { times: 0, module };
  walk.followed.set(code, followed);
  const times = followed.times++;
  return (
    isSeenThrough(walk, code) ||
    times >= walk.maxFollowed ||
    walk.calls.length > MAX_DEPTH ||
    walk.budget <= 0
  );
}

/**
 * A function that calls itself is followed once more where it has run a step by then, to see whether the step goes by the
 * same name again.
 */
function isSeenThrough({ calls, seen }: Walk, code: Closure['code']): boolean {
  const open = calls.filter(({ closure }) => closure.code === code);
  const [first] = open;
  if (!first) return false;
  return open.length > 1 || seen.steps.length === first.stepsBefore;
}

function bindParameters(walk: Walk, frame: Frame, { code }: Closure, args: readonly Value[]): void {
  code.parameters.forEach((parameter, index) => {
    const given = args[index] ?? constant(undefined);
    const filled = parameter.fallback
      ? withFallback(walk, frame, given, parameter.fallback)
      : given;
    const bound = parameter.type ? asTyped(walk, frame, filled, parameter.type) : filled;
    if (parameter.type) notePayloadType(walk, frame, bound, parameter.type);
    walk.interpreter.bind(walk, frame, parameter.pattern, bound);
    if (parameter.field && frame.self?.shape.kind === 'object')
      frame.self.shape.members.set(parameter.field, bound);
  });
}

/** `payload: ExecutePayload`, `context: WorkflowContext<ExecutePayload>` */
export function notePayloadType(
  walk: Walk,
  { module }: Frame,
  { shape }: Value,
  type: Walk['seen']['payloadTypes'][number]['type'],
): void {
  if (shape.kind === 'payload' && shape.field === undefined)
    walk.seen.payloadTypes.push({ type, module });
  if (shape.kind !== 'context' || shape.path.length > 0 || type.kind !== 'reference') return;
  const [payloadType] = type.args;
  if (type.name === 'WorkflowContext' && payloadType)
    walk.seen.payloadTypes.push({ type: payloadType, module });
}

function noteEnd(walk: Walk, { module, code }: Closure): void {
  walk.seen.exits.push({
    kind: 'end',
    at: { path: module.path, ...code.at },
    via: callFacts(walk).slice(0, -1),
    stepsBefore: walk.flow.ran,
    skippedBy: skippedBy(walk),
    isCancelled: walk.flow.isCancelled,
    error: undefined,
    what: undefined,
    isHandler: true,
    decidedBy: [],
  });
}
