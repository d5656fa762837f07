import { ts } from '../../typescript.js';
import type { FunctionNode } from '../functions.js';
import { runSteps, type Steps } from './contextSteps.js';

/**
 * Whether a step has run, or may have, when a handler comes to a statement of it. `again`: not the first time that a loop around
 * it comes there.
 */
export function stepsBefore(
  statement: ts.Statement,
  handler: FunctionNode,
  steps: Steps,
): 'none' | 'again' | 'some' {
  let loops = false;
  for (let at: ts.Node = statement; at !== handler && at.parent; at = at.parent) {
    if (earlierThan(at).some((each) => runSteps(each, steps))) return 'some';
    loops ||= ts.isIterationStatement(at, false) && runSteps(at, steps);
    if (precedingStatements(at).some((each) => isPassed(each, steps))) return 'some';
  }
  return loops ? 'again' : 'none';
}

/** What runs before a part of a statement. */
function earlierThan(part: ts.Node): ts.Node[] {
  const { parent } = part;
  if (ts.isIfStatement(parent)) return part === parent.expression ? [] : [parent.expression];
  if (ts.isSwitchStatement(parent)) return part === parent.expression ? [] : [parent.expression];
  if (ts.isTryStatement(parent) && part !== parent.tryBlock) return [parent.tryBlock];
  const isLoop =
    ts.isForOfStatement(parent) || ts.isForInStatement(parent) || ts.isWhileStatement(parent);
  return isLoop && part === parent.statement ? [parent.expression] : [];
}

/** Those of its block, or of its clause and of the clauses that lead on to it. */
function precedingStatements(part: ts.Node): ts.Statement[] {
  const { parent } = part;
  if (ts.isCaseOrDefaultClause(part) && ts.isCaseBlock(parent)) {
    const before = parent.clauses.slice(0, parent.clauses.indexOf(part));
    const lastEnded = before.findLastIndex(({ statements }) => isJump(statements.at(-1)));
    return before.slice(lastEnded + 1).flatMap(({ statements }) => [...statements]);
  }
  const isList = ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
  if (!isList || !ts.isStatement(part)) return [];
  return parent.statements.slice(0, parent.statements.indexOf(part));
}

/** Whether a handler may come past a statement and have run a step in it. */
function isPassed(statement: ts.Statement, steps: Steps): boolean {
  if (isJump(statement) || ts.isFunctionDeclaration(statement)) return false;
  if (ts.isBlock(statement)) {
    return (
      !isJump(statement.statements.at(-1)) &&
      statement.statements.some((each) => isPassed(each, steps))
    );
  }
  if (!ts.isIfStatement(statement)) return runSteps(statement, steps);
  const { expression, thenStatement, elseStatement } = statement;
  return (
    runSteps(expression, steps) ||
    isPassed(thenStatement, steps) ||
    (elseStatement !== undefined && isPassed(elseStatement, steps))
  );
}

function isJump(statement: ts.Statement | undefined): boolean {
  if (statement === undefined) return false;
  if (ts.isBlock(statement)) return isJump(statement.statements.at(-1));
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isBreakStatement(statement) ||
    ts.isContinueStatement(statement)
  );
}
