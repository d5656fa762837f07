import {
  isBlock,
  isBreakStatement,
  isCaseClause,
  isClassDeclaration,
  isContinueStatement,
  isExpressionStatement,
  isFunctionDeclaration,
  isIfStatement,
  isIterationStatement,
  isLabeledStatement,
  isReturnStatement,
  isSwitchStatement,
  isThrowStatement,
  isTryStatement,
  isVariableStatement,
  type ts,
} from '../typescript.js';
import type { Code, Statement } from './code.js';
import { assignedTo, readClass } from './functions.js';
import { commonExport } from './commonExports.js';
import { inScope, withAssigned, type Lowering } from './lowering.js';
import { readLoop } from './loops.js';
import { declarePattern } from './patterns.js';
import { Scope } from './scope.js';

/** Reads a block's statements in a scope of their own; names are declared first, since functions may use later ones. */
export function readBlock(lowering: Lowering, nodes: readonly ts.Statement[]): Statement[] {
  const scope = new Scope(lowering.scope);
  return inScope(lowering, scope, () => readStatements(lowering, nodes));
}

/** Reads statements into the scope that is open, as the top of a file needs it. */
export function readStatements(lowering: Lowering, nodes: readonly ts.Statement[]): Statement[] {
  for (const node of nodes) declareNames(lowering.scope, node);
  // What is exported has its place among the exports.
  return nodes.flatMap((node) => (commonExport(node) ? [] : readStatement(lowering, node)));
}

function readStatement(lowering: Lowering, node: ts.Statement): Statement[] {
  const at = lowering.at(node);
  if (isExpressionStatement(node)) return [readEvaluated(lowering.expression(node.expression))];
  if (isVariableStatement(node)) return readDeclarations(lowering, node.declarationList);
  if (isReturnStatement(node)) {
    return [{ kind: 'return', value: node.expression && lowering.expression(node.expression), at }];
  }
  if (isThrowStatement(node))
    return [{ kind: 'throw', value: lowering.expression(node.expression), at }];
  if (isIfStatement(node)) {
    const test = lowering.expression(node.expression);
    const { result, assigns } = withAssigned(lowering, () => ({
      whenTrue: readBlock(lowering, [node.thenStatement]),
      whenFalse: node.elseStatement ? readBlock(lowering, [node.elseStatement]) : [],
    }));
    return [{ kind: 'if', test, ...result, assigns }];
  }
  if (isBlock(node)) return [{ kind: 'block', body: readBlock(lowering, node.statements) }];
  if (isIterationStatement(node, false)) return [readLoop(lowering, node)];
  if (isSwitchStatement(node)) return [readSwitch(lowering, node)];
  if (isTryStatement(node)) return [readTry(lowering, node)];
  if (isLabeledStatement(node)) return readLabelled(lowering, node);
  if (isBreakStatement(node)) return [{ kind: 'break', label: node.label?.text }];
  if (isContinueStatement(node)) return [{ kind: 'continue', label: node.label?.text }];
  return readDeclared(lowering, node);
}

/** `isWanted && send()` is what `if (isWanted) send()` is. */
function readEvaluated(code: Code): Statement {
  if (code.kind !== 'choice' || code.operator === '??') return { kind: 'evaluate', code };
  const { test, first, second, assigns } = code;
  const way = (each: Code | undefined) => (each ? [readEvaluated(each)] : []);
  return { kind: 'if', test, whenTrue: way(first), whenFalse: way(second), assigns };
}

/** A label says which loop is meant, or how much of the code a `break` leaves. */
function readLabelled(lowering: Lowering, { label, statement }: ts.LabeledStatement): Statement[] {
  const body = readStatement(lowering, statement);
  const [only] = body;
  return only?.kind === 'loop'
    ? [{ ...only, label: label.text }]
    : [{ kind: 'block', body, label: label.text }];
}

function readDeclared(lowering: Lowering, node: ts.Statement): Statement[] {
  if (isFunctionDeclaration(node) && node.body) {
    const binding = lowering.scope.declare(node.name?.text ?? 'default');
    return [
      {
        kind: 'declare',
        binding,
        value: { kind: 'function', index: lowering.functionIndex(node) },
      },
    ];
  }
  if (isClassDeclaration(node)) {
    const binding = lowering.scope.declare(node.name?.text ?? 'default');
    return [{ kind: 'declare', binding, value: readClass(lowering, node) }];
  }
  return [];
}

function readDeclarations(lowering: Lowering, list: ts.VariableDeclarationList): Statement[] {
  return list.declarations.map(({ name, initializer, type }) => ({
    kind: 'bind',
    pattern: lowering.pattern(name),
    value: initializer && assignedTo(lowering, name, lowering.expression(initializer)),
    type: type && lowering.type(type),
  }));
}

function readSwitch(lowering: Lowering, node: ts.SwitchStatement): Statement {
  const subject = lowering.expression(node.expression);
  const { result, assigns } = withAssigned(lowering, () =>
    node.caseBlock.clauses.map((clause) => ({
      test: isCaseClause(clause) ? lowering.expression(clause.expression) : undefined,
      body: readBlock(lowering, clause.statements),
    })),
  );
  return { kind: 'switch', subject, clauses: result, assigns };
}

function readTry(lowering: Lowering, node: ts.TryStatement): Statement {
  const { result, assigns } = withAssigned(lowering, () => {
    const body = readBlock(lowering, node.tryBlock.statements);
    const caughtName = node.catchClause?.variableDeclaration?.name;
    const scope = new Scope(lowering.scope);
    const handled = inScope(lowering, scope, () => ({
      caught: caughtName && lowering.pattern(caughtName),
      handler: node.catchClause && readBlock(lowering, node.catchClause.block.statements),
    }));
    return {
      body,
      ...handled,
      finalizer: readBlock(lowering, node.finallyBlock?.statements ?? []),
    };
  });
  const { catchClause, finallyBlock } = node;
  return {
    kind: 'try',
    ...result,
    assigns,
    at: lowering.at(node),
    handlerAt: catchClause && lowering.at(catchClause),
    finalizerAt: finallyBlock && lowering.at(finallyBlock),
  };
}

function declareNames(scope: Scope, node: ts.Statement): void {
  if (isVariableStatement(node)) {
    for (const { name } of node.declarationList.declarations) declarePattern(scope, name);
  } else if (isFunctionDeclaration(node) || isClassDeclaration(node)) {
    scope.declare(node.name?.text ?? 'default');
  }
}
