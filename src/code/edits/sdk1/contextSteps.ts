import { ts } from '../../typescript.js';
import type { FunctionNode } from '../functions.js';
import { descendants } from '../nodes.js';

const STEPS =
  /^(run|sleep|sleepUntil|call|invoke|waitForEvent|notify|createWebhook|waitForWebhook)$/;

/** A call of a step, or one that is given the whole context and may run one. */
export function isStep(call: ts.CallExpression, context: string): boolean {
  const isContext = (node: ts.Node) => ts.isIdentifier(node) && node.text === context;
  if (call.arguments.some(isContext)) return true;
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !STEPS.test(callee.name.text)) return false;
  return isContext(callee.expression) || callee.expression.getText().startsWith(`${context}.api`);
}

/** A call of a function that the handler declares, further down perhaps, and that has steps. */
export function callsSteps(
  { expression }: ts.CallExpression,
  handler: FunctionNode,
  context: string,
) {
  if (!ts.isIdentifier(expression)) return false;
  return descendants(handler, ts.isFunctionDeclaration).some(
    (inner) =>
      inner.name?.text === expression.text &&
      descendants(inner, ts.isCallExpression).some((call) => isStep(call, context)),
  );
}

/** Whether an expression is such a call, or has one in it. */
export function hasStep(node: ts.Expression, context: string): boolean {
  return [node, ...descendants(node, ts.isCallExpression)].some(
    (each) => ts.isCallExpression(each) && isStep(each, context),
  );
}

/** `welcome-placeholder:` of the first step's name. */
export function prefixOf(step: ts.CallExpression): string {
  const [name] = step.arguments;
  const text = name && ts.isStringLiteralLike(name) ? name.text : '';
  return /^[\w.-]+:/.exec(text)?.[0] ?? '';
}
