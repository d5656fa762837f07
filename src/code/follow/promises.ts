import type { CallCode, Code } from '../syntax/code.js';
import { isCancelling } from './cancel.js';
import { isUpstash } from './served.js';
import { pendingIn, stepsIn, type Closure, type Value } from './value.js';
import { locate, type Frame, type Walk } from './walk.js';

/** What a function answers that was followed: an async one a promise, another one maybe that of a step. */
export function promised(walk: Walk, { code }: Closure, stepsBefore: number, answer: Value): Value {
  if (!code.isAsync)
    return answer.shape.kind === 'steps' ? withPending(answer, answer.shape.indices) : answer;
  // Those that it dropped are not waited for by whoever waits for the function.
  const waitedFor = stepsSince(walk, stepsBefore).filter(
    (index) => walk.seen.steps[index]?.promise !== 'dropped',
  );
  return withPending(answer, [...waitedFor, ...stepsIn(answer)]);
}

/** Indices of the steps that were met since then and are not inside another one. */
export function stepsSince(walk: Walk, stepsBefore: number): number[] {
  if (walk.insideStep !== undefined) return [];
  return walk.seen.steps
    .slice(stepsBefore)
    .flatMap(({ insideStep }, offset) => (insideStep === undefined ? stepsBefore + offset : []));
}

export function withPending(answer: Value, steps: readonly number[]): Value {
  return { ...answer, pending: [...new Set(steps)] };
}

/** Code out of reach of which it is known that it answers a promise. */
export function answersPromise({ args }: CallCode, { shape }: Value): boolean {
  if (shape.kind !== 'external') return false;
  const [first, second] = shape.path;
  const last = shape.path.at(-1) ?? '';
  // With a callback it answers nothing.
  if (writes.test(last) && isWriter(shape)) return args.every(({ kind }) => kind !== 'function');
  if (shape.module === 'global')
    return (
      first === 'fetch' || (first === 'Promise' && /^(all|allSettled|race|any)$/.test(second ?? ''))
    );
  return isUpstash(shape.module) && first === 'Client' && /^(trigger|notify|cancel)$/.test(last);
}

const writes =
  /^((create|update|delete|insert)(One|Many|ManyAndReturn)?|upsert|save|send(Mail)?|post|put|patch|values|set|where|returning|findOneAnd\w+|findByIdAnd\w+)$/;
const writers = /^(mongoose|resend|nodemailer|stripe|@sendgrid\/.*|postmark|axios|ky|got)$/;

/** Packages that write, send and ask by methods of what they export, or of what that makes. */
function isWriter({ module, path }: { module: string; path: readonly string[] }): boolean {
  if (path.length < 2) return false;
  if (module.startsWith('drizzle-orm'))
    return path.some((name) => /^(insert|update|delete)$/.test(name));
  if (path.at(-1) === 'set') return false;
  return path.includes('PrismaClient') || writers.test(module);
}

/** A statement that is nothing but a call: nobody waits for what it answers. */
export function noteDropped(walk: Walk, frame: Frame, code: Code, answer: Value): void {
  if (code.kind === 'typed' || code.kind === 'spread')
    return noteDropped(walk, frame, code.value, answer);
  if (code.kind === 'list') return noteDroppedIn(walk, frame, code, answer);
  if (code.kind !== 'call') return;
  if (answer.shape.kind === 'steps' && frame.isAsync) noteAwaitable(walk, answer.shape.indices);
  const steps = pendingIn(answer);
  if (!steps) return;
  const at = locate(frame, code.at);
  const what = nameOf(code.callee);
  walk.seen.dropped.push({
    what,
    at,
    // A list of promises has to be gathered first, and `forEach` answers nothing.
    canAwait: frame.isAsync && answer.pending !== undefined && !what.endsWith('forEach()'),
    insideStep: walk.insideStep,
    steps: [...steps],
    isCancelling: isCancelling(answer),
  });
}

/** `[send(), save()]`, of which nothing takes anything out. */
function noteDroppedIn(
  walk: Walk,
  frame: Frame,
  { elements }: Extract<Code, { kind: 'list' }>,
  { shape }: Value,
): void {
  const inside = { ...frame, isAsync: false };
  const held = shape.kind === 'list' ? shape.elements : [];
  elements.forEach((element, index) => {
    const answer = held[index];
    if (answer) noteDropped(walk, inside, element, answer);
  });
}

/**
 * `void f()` says that it is meant, which it never is where `f` runs steps. Behind a step, what cancels does not cancel that
 * way, whatever was meant.
 */
export function noteMeant(walk: Walk, frame: Frame, code: Code, answer: Value): void {
  if (isCancelling(answer)) {
    if (walk.flow.ran !== 'none') noteDropped(walk, frame, code, answer);
  } else if (pendingIn(answer)?.length)
    noteDropped(walk, { ...frame, isAsync: false }, code, answer);
}

function noteAwaitable({ seen }: Walk, steps: readonly number[]): void {
  for (const index of steps) {
    const step = seen.steps[index];
    if (step?.promise === 'dropped') step.canAwait = true;
  }
}

function nameOf(callee: Code): string {
  if (callee.kind === 'reference') return `${callee.name}()`;
  if (callee.kind !== 'member' || typeof callee.name !== 'string') return 'the call';
  const object = nameOf(callee.object).replace(/\(\)$/, '');
  if (callee.object.kind === 'this') return `this.${callee.name}()`;
  return object === 'the call' ? `${callee.name}()` : `${object}.${callee.name}()`;
}
