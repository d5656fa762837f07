import {
  isDoStatement,
  isForInStatement,
  isForOfStatement,
  isForStatement,
  isVariableDeclarationList,
  isWhileStatement,
  type ts,
} from '../typescript.js';
import type { LoopStatement, Statement } from './code.js';
import { inScope, withAssigned, type Lowering } from './lowering.js';
import { declarePattern } from './patterns.js';
import { Scope } from './scope.js';

export function readLoop(lowering: Lowering, node: ts.IterationStatement): LoopStatement {
  return inScope(lowering, new Scope(lowering.scope), () => {
    const start =
      isForStatement(node) && node.initializer ? readStart(lowering, node.initializer) : [];
    const each =
      isForOfStatement(node) || isForInStatement(node) ? readEach(lowering, node) : noEach;
    const grown = new Set<number>();
    lowering.grown.push(grown);
    const { result, assigns } = withAssigned(lowering, () => ({
      ...readTests(lowering, node),
      body: lowering.statements([node.statement]),
    }));
    lowering.grown.pop();
    return {
      kind: 'loop',
      form: formOf(node),
      start,
      ...each,
      ...result,
      assigns,
      grows: [...grown],
      at: lowering.at(node),
    };
  });
}

const noEach = { pattern: undefined, source: undefined };

function readEach(
  lowering: Lowering,
  node: ts.ForInOrOfStatement,
): Pick<LoopStatement, 'pattern' | 'source'> {
  const source = lowering.expression(node.expression);
  if (!isVariableDeclarationList(node.initializer)) return { pattern: undefined, source };
  const name = node.initializer.declarations[0]?.name;
  if (name) declarePattern(lowering.scope, name);
  return { pattern: name && lowering.pattern(name), source };
}

function readStart(lowering: Lowering, start: ts.ForInitializer): Statement[] {
  if (!isVariableDeclarationList(start))
    return [{ kind: 'evaluate', code: lowering.expression(start) }];
  for (const { name } of start.declarations) declarePattern(lowering.scope, name);
  return start.declarations.map((declaration) => ({
    kind: 'bind',
    pattern: lowering.pattern(declaration.name),
    value: declaration.initializer && lowering.expression(declaration.initializer),
    type: undefined,
  }));
}

function readTests(
  lowering: Lowering,
  node: ts.IterationStatement,
): Pick<LoopStatement, 'test' | 'update'> {
  if (isForStatement(node)) {
    return {
      test: node.condition && lowering.expression(node.condition),
      update: node.incrementor && lowering.expression(node.incrementor),
    };
  }
  if (isWhileStatement(node) || isDoStatement(node)) {
    return { test: lowering.expression(node.expression), update: undefined };
  }
  return { test: undefined, update: undefined };
}

function formOf(node: ts.IterationStatement): LoopStatement['form'] {
  if (isForOfStatement(node)) return node.awaitModifier ? 'for-await' : 'for-of';
  if (isForInStatement(node)) return 'for-in';
  if (isForStatement(node)) return 'for';
  return isDoStatement(node) ? 'do' : 'while';
}
