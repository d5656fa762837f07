import type { Statement } from '../syntax/code.js';
import { branch, evaluateTest, forget } from './branch.js';
import { ended, meet } from './flow.js';
import { executeLoop } from './loop.js';
import { executeSwitch } from './switch.js';
import { executeTry } from './try.js';
import { executeReturn, executeThrow } from './leave.js';
import { executeRest, restOf } from './rest.js';
import { notePayloadType } from './invoke.js';
import { noteDeclared } from './collected.js';
import { noteDropped } from './promises.js';
import { constant, unknown } from './value.js';
import type { BreakTarget, Frame, Walk } from './walk.js';

/** Goes through statements in order; what follows a return, throw, break or continue is not reached. */
export function execute(walk: Walk, frame: Frame, statements: readonly Statement[]): void {
  // Function declarations are there from the start, also those behind a return.
  for (const statement of statements) {
    if (statement.kind === 'declare' && statement.value.kind === 'function')
      executeOne(walk, frame, statement);
  }
  const rest = frame.isHandler ? restOf(walk, statements) : undefined;
  for (const statement of statements) {
    if (!walk.flow.isAlive) return;
    if (rest && statement === statements[rest.at]) {
      executeRest(walk, frame, statements, rest);
      return;
    }
    if (statement.kind === 'declare' && statement.value.kind === 'function') continue;
    executeOne(walk, frame, statement);
  }
}

function executeOne(walk: Walk, frame: Frame, statement: Statement): void {
  const { interpreter } = walk;
  switch (statement.kind) {
    case 'evaluate':
      noteDropped(walk, frame, statement.code, interpreter.evaluate(walk, frame, statement.code));
      return;
    case 'declare':
      frame.environment.declare(
        statement.binding,
        interpreter.evaluate(walk, frame, statement.value),
      );
      return;
    case 'bind': {
      const bound = statement.value
        ? interpreter.evaluate(walk, frame, statement.value)
        : constant(undefined);
      if (statement.type) notePayloadType(walk, frame, bound, statement.type);
      interpreter.bind(walk, frame, statement.pattern, statement.value ? bound : unknown());
      if (statement.value)
        noteDeclared(walk, frame, statement.pattern, { code: statement.value, bound });
      return;
    }
    case 'block':
      executeBlock(walk, frame, statement);
      return;
    case 'if': {
      const tested = evaluateTest(walk, frame, statement.test);
      branch(walk, tested, [
        { holds: true, visit: () => execute(walk, frame, statement.whenTrue) },
        { holds: false, visit: () => execute(walk, frame, statement.whenFalse) },
      ]);
      forget(walk, frame, statement.assigns);
      return;
    }
    case 'loop':
      executeLoop(walk, frame, statement);
      return;
    case 'switch':
      executeSwitch(walk, frame, statement);
      return;
    case 'try':
      executeTry(walk, frame, statement);
      return;
    case 'return':
      executeReturn(walk, frame, statement);
      return;
    case 'throw':
      executeThrow(walk, frame, statement);
      return;
    case 'break':
      targetOf(walk, statement)?.left.push(walk.flow);
      walk.flow = ended(walk.flow);
      return;
    case 'continue':
      targetOf(walk, statement)?.again.push(walk.flow);
      walk.flow = ended(walk.flow);
  }
}

/** `work: { … break work; … }` */
function executeBlock(
  walk: Walk,
  frame: Frame,
  { body, label }: Extract<Statement, { kind: 'block' }>,
): void {
  if (label === undefined) {
    execute(walk, frame, body);
    return;
  }
  const target: BreakTarget = { isLoop: false, isBlock: true, label, left: [], again: [] };
  walk.exits.push(target);
  execute(walk, frame, body);
  walk.exits.pop();
  walk.flow = meet([walk.flow, ...target.left]);
}

function targetOf(
  { exits }: Walk,
  { kind, label }: Extract<Statement, { kind: 'break' | 'continue' }>,
): BreakTarget | undefined {
  if (label !== undefined) return exits.findLast((each) => each.label === label);
  return exits.findLast(({ isLoop, isBlock }) => (kind === 'break' ? !isBlock : isLoop));
}
