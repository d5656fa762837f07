import type { CallCode, Code, Statement } from '../syntax/code.js';
import { ended } from './flow.js';
import { executeReturn } from './leave.js';
import { constant } from './value.js';
import type { Frame, Walk } from './walk.js';

/** The call that a handler leaves all the rest to, in the last of its statements from `at` on. */
interface Rest {
  readonly at: number;
  /** As it is followed: its call knows that it is the last one. */
  readonly calling: Statement;
  /** What returns its answer; without it, the answer is dropped. */
  readonly returning: Extract<Statement, { kind: 'return' }> | undefined;
}

/**
 * `const result = await work(context); log(result); return result;`, and `await work(context);` at the end: where `work` returns,
 * the workflow ends. Undefined where a handler ends in another way.
 */
export function restOf(walk: Walk, statements: readonly Statement[]): Rest | undefined {
  const last = statements.at(-1);
  if (last?.kind === 'evaluate' && walk.calls.at(-1)?.closure.code.body === statements) {
    const code = asLast(last.code, 'dropped');
    return code && { at: statements.length - 1, calling: { ...last, code }, returning: undefined };
  }
  if (last?.kind !== 'return' || last.value?.kind !== 'reference') return undefined;
  const { binding } = last.value;
  const at = statements.findLastIndex(
    (each) =>
      each.kind === 'bind' && each.pattern.kind === 'name' && each.pattern.binding === binding,
  );
  const bind = statements[at];
  const value = bind?.kind === 'bind' && bind.value && asLast(bind.value, 'returned');
  const isStraight = statements.slice(at, -1).every(({ kind }) => plain.has(kind));
  return value && isStraight ? { at, calling: { ...bind, value }, returning: last } : undefined;
}

const plain: ReadonlySet<Statement['kind']> = new Set(['bind', 'declare', 'evaluate']);

/** Answers whether the workflow has ended in the call: what is behind it has been gone through then. */
export function executeRest(
  walk: Walk,
  frame: Frame,
  statements: readonly Statement[],
  { at, calling, returning }: Rest,
): void {
  const { exits, steps } = walk.seen;
  const exitsBefore = exits.length;
  walk.interpreter.execute(walk, frame, [calling]);
  const stepsBefore = steps.length;
  walk.interpreter.execute(walk, frame, statements.slice(at + 1, returning ? -1 : undefined));
  if (steps.length > stepsBefore) {
    // It was not the rest: there is a step behind it.
    const own = exits
      .splice(exitsBefore)
      .filter(({ isHandler, kind }) => !isHandler || kind === 'throw');
    exits.push(...own.map((exit) => ({ ...exit, isHandler: false })));
  }
  if (!walk.flow.isAlive) return;
  if (returning) executeReturn(walk, frame, returning, exitsBefore);
  else if (exits.slice(exitsBefore).some(({ isHandler }) => isHandler)) {
    frame.returned.push({ flow: walk.flow, value: constant(undefined) });
    walk.flow = ended(walk.flow);
  }
}

function asLast(code: Code, isLast: CallCode['isLast']): Code | undefined {
  if (code.kind !== 'await' || code.value.kind !== 'call') return undefined;
  return { ...code, value: { ...code.value, isLast } };
}
