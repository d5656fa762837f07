import type { Statement } from '../syntax/code.js';
import { evaluateTest, forget } from './branch.js';
import { ended, meet } from './flow.js';
import type { Frame, Walk } from './walk.js';

export function executeSwitch(
  walk: Walk,
  frame: Frame,
  statement: Extract<Statement, { kind: 'switch' }>,
): void {
  const { value } = evaluateTest(walk, frame, statement.subject);
  const start = walk.flow;
  const left: Walk['flow'][] = [];
  walk.exits.push({ isLoop: false, label: undefined, left, again: [] });
  walk.governing.push(value.payload);
  walk.flow = ended(start);
  for (const { test, body } of statement.clauses) {
    const tested = test && walk.interpreter.evaluate(walk, frame, test);
    // A clause is entered from the top, or from the clause before it when that does not break.
    const fallsInto = walk.flow.isAlive;
    walk.flow = meet([start, walk.flow]);
    const isKnown = tested && !fallsInto;
    if (isKnown)
      walk.conditions.push({ identity: value.identity, equals: tested.identity, holds: true });
    walk.interpreter.execute(walk, frame, body);
    if (isKnown) walk.conditions.pop();
  }
  walk.governing.pop();
  walk.exits.pop();
  const isExhaustive = statement.clauses.some(({ test }) => test === undefined);
  walk.flow = meet([walk.flow, ...left, ...(isExhaustive ? [] : [start])]);
  forget(walk, frame, statement.assigns);
}
