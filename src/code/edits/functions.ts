import { ts } from '../typescript.js';
import { resolveNode } from './constants.js';
import { callsIn } from './nodes.js';
import type { EditedSources, Place } from './editedSources.js';

export type FunctionNode =
  ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration;

/** What the parameters of a function are given by one of its calls. */
export interface Arguments {
  readonly of: FunctionNode;
  readonly values: readonly (Place | undefined)[];
}

/** The function that an expression names; undefined where it is none of the project. */
export function functionAt(sources: EditedSources, place: Place): Place<FunctionNode> | undefined {
  const { path, node } = resolveNode(sources, place);
  return isFunction(node) ? { path, node } : undefined;
}

export function isFunction(node: ts.Node): node is FunctionNode {
  return (
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node)
  );
}

/** What a function returns, without the functions inside it. */
export function answersOf({ body }: FunctionNode): ts.Expression[] {
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const answers: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) answers.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return answers;
}

/** What a call gives to the parameters of the function that it means, defaults included. */
export function argumentsOf(
  { path, node: of }: Place<FunctionNode>,
  call: Place<ts.CallExpression>,
): Arguments {
  const values = of.parameters.map(({ initializer }, index) => {
    const own = call.node.arguments[index];
    return own ? { path: call.path, node: own } : initializer && { path, node: initializer };
  });
  return { of, values };
}

/** Every call of the project that leads to a function. */
export function callsOf(
  sources: EditedSources,
  { path, node }: Place<FunctionNode>,
): Place<ts.CallExpression>[] {
  const name = nameOf(node);
  if (name === undefined) return [];
  return sources
    .paths()
    .filter((each) => sources.text(each).includes(name))
    .flatMap((each) =>
      callsIn(sources.tree(each))
        .filter(({ expression }) => mayName(expression, name))
        .filter(({ expression }) => {
          const meant = functionAt(sources, { path: each, node: expression });
          return meant?.node === node && meant.path === path;
        })
        .map((call) => ({ path: each, node: call })),
    );
}

/** The name that a function is declared with, or that the constant or property has which holds it. */
export function nameOf(node: FunctionNode): string | undefined {
  if (node.name) return ts.isIdentifier(node.name) ? node.name.text : undefined;
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent);
  return isNamed && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

/** Aliases of an import have another name: those are looked up. */
function mayName(callee: ts.Expression, name: string): boolean {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text === name;
  return ts.isIdentifier(callee) || ts.isElementAccessExpression(callee);
}
