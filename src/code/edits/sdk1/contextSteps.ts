import { ts } from '../../typescript.js';
import { type FunctionNode, isFunction, nameOf } from '../functions.js';
import { bare, descendants } from '../nodes.js';

/** What ends a delivery; `cancel` is no step, and a return behind it is as good as one behind a step. */
const STEPS =
  /^(run|sleep|sleepUntil|call|invoke|waitForEvent|notify|createWebhook|waitForWebhook|cancel)$/;

/** What runs steps in a handler. */
export interface Steps {
  /** The first one that the handler comes to; what it only declares runs where it is called. */
  readonly first: ts.CallExpression | undefined;
  readonly isStep: (call: ts.CallExpression) => boolean;
  /** The function of the handler that a call means, where it has steps. */
  readonly declared: (call: ts.CallExpression) => FunctionNode | undefined;
}

/** @param around the handler, where `node` is a function inside of it */
export function stepsIn(node: FunctionNode, context: string, around = node): Steps {
  const named = stepsByName(around, context);
  const nameIn = ({ expression }: ts.CallExpression) =>
    ts.isIdentifier(expression) ? expression.text : '';
  const isStep = (call: ts.CallExpression) => isOwnStep(call, context) || named.has(nameIn(call));
  return {
    first: callsRunBy(node).find(isStep),
    isStep,
    declared: (call) => named.get(nameIn(call)),
  };
}

/** Whether a node is a call that runs a step, or has such a call in it. */
export function runSteps(node: ts.Node, { isStep }: Steps): boolean {
  return [...(ts.isCallExpression(node) ? [node] : []), ...callsRunBy(node)].some(isStep);
}

/** A call of a step, or one that is given the whole context and may run one. */
function isOwnStep({ expression, arguments: given }: ts.CallExpression, context: string): boolean {
  const isContext = (node: ts.Node) => ts.isIdentifier(node) && node.text === context;
  if (!ts.isPropertyAccessExpression(expression)) return given.some(isContext);
  // `context.run.bind(context)` is a step for later.
  if (given.some(isContext)) return expression.name.text !== 'bind';
  if (!STEPS.test(expression.name.text)) return false;
  return (
    isContext(expression.expression) || expression.expression.getText().startsWith(`${context}.api`)
  );
}

/** By name: the functions of a handler that have steps, and steps that it binds, which have no function. */
function stepsByName(
  handler: FunctionNode,
  context: string,
): Map<string, FunctionNode | undefined> {
  const named = new Map<string, FunctionNode | undefined>();
  for (const { name, initializer } of descendants(handler, ts.isVariableDeclaration)) {
    if (initializer && ts.isIdentifier(name) && isBoundStep(initializer, context))
      named.set(name.text, undefined);
  }
  const functions = descendants(handler, isFunction).filter(isDeclared);
  // One may call another, in any order.
  for (let before = -1; before < named.size;) {
    before = named.size;
    for (const each of functions) {
      const calls = descendants(each, ts.isCallExpression);
      const has = calls.some(
        (call) =>
          isOwnStep(call, context) ||
          (ts.isIdentifier(call.expression) && named.has(call.expression.text)),
      );
      if (has) named.set(nameOf(each) ?? '', each);
    }
  }
  return named;
}

/** `context.run.bind(context)` */
function isBoundStep(value: ts.Expression, context: string): boolean {
  const call = bare(value);
  return ts.isCallExpression(call) && call.getText().startsWith(`${context}.`) && isBind(call);
}

function isBind({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'bind';
}

/** In the order of the text, without those in functions that are only declared. */
function callsRunBy(root: ts.Node): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node) && isDeclared(node)) return;
    if (ts.isCallExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  return calls;
}

function isDeclared(node: FunctionNode): boolean {
  return ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node.parent);
}

/** `welcome-placeholder:` of the name of the first step. */
export function prefixOf(step: ts.CallExpression): string {
  const [name] = step.arguments;
  if (!name) return '';
  const text = ts.isTemplateExpression(name)
    ? name.head.text
    : ts.isStringLiteralLike(name)
      ? name.text
      : '';
  return /^[\w.-]+:/.exec(text)?.[0] ?? '';
}
