import type { Statement } from '../syntax/code.js';
import { forget } from './branch.js';
import { meet } from './flow.js';
import { join, unknown } from './value.js';
import { locate, type Frame, type TryVisit, type Walk } from './walk.js';

export function executeTry(
  walk: Walk,
  frame: Frame,
  statement: Extract<Statement, { kind: 'try' }>,
): void {
  const at = locate(frame, statement.at);
  const start = walk.flow;
  const catches: NonNullable<TryVisit['catches']> = [];
  const given = new Set<string>();
  visitPart(walk, frame, statement.body, {
    part: 'body',
    at,
    catches: statement.handler && catches,
    given,
  });
  const ends = [walk.flow];

  if (statement.handler) {
    // Anything in the body may fail, with an error nobody knows.
    walk.flow = meet([start, { ...walk.flow, isAlive: true }, ...catches.map(({ flow }) => flow)]);
    const error =
      catches.length > 0 ? join(catches.map((each) => each.error)) : unknown({ label: 'error' });
    if (statement.caught) walk.interpreter.bind(walk, frame, statement.caught, error);
    walk.governing.push(given);
    visitPart(walk, frame, statement.handler, { part: 'catch', at, catches: undefined, given });
    walk.governing.pop();
    ends.push(walk.flow);
  }
  walk.flow = meet(ends);
  if (statement.finalizer.length > 0) {
    const isAlive = walk.flow.isAlive;
    walk.flow = { ...walk.flow, isAlive: true };
    visitPart(walk, frame, statement.finalizer, { part: 'finally', at, catches: undefined, given });
    walk.flow = { ...walk.flow, isAlive: walk.flow.isAlive && isAlive };
  }
  forget(walk, frame, statement.assigns);
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
