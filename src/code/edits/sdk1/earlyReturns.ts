import { ts } from '../../typescript.js';
import { bare, descendants, propertyOf, replace, valueOf } from '../nodes.js';
import { importNames } from '../sdkImports.js';
import type { Place, EditedSources } from '../editedSources.js';
import { allOf, decide, done, nothing, type Pass, type PassResult } from './pass.js';
import { type ServeCall, serveCallsIn } from './serveCalls.js';

const STEPS =
  /^(run|sleep|sleepUntil|call|invoke|waitForEvent|notify|createWebhook|waitForWebhook)$/;

type Function = NonNullable<ServeCall['handler']>['node'];

/**
 * A return before the first step is answered with 400, and its value is lost. A refused payload becomes
 * `throw new WorkflowNonRetryableError(…)`, which ends the run at once and reaches the failure function; any other answer
 * becomes the result of a step.
 */
export const earlyReturns: Pass = (sources, selected) => {
  const handlers = selected
    .flatMap((path) => serveCallsIn(sources, path))
    .flatMap(({ handler }) => handler ?? []);
  const seen = new Map(handlers.map((handler) => [handler.node, handler]));
  return allOf([...seen.values()].map((handler) => ofHandler(sources, handler)));
};

function ofHandler(sources: EditedSources, { path, node }: Place<Function>): PassResult {
  const [parameter] = node.parameters;
  if (!parameter || !ts.isIdentifier(parameter.name)) return nothing;
  const context = parameter.name.text;
  const calls = descendants(node, ts.isCallExpression);
  const first = calls.find((call) => isStep(call, context));
  if (!first) return nothing;
  const indirect = calls.find((call) => callsSteps(call, node, context));
  const start = Math.min(first.getStart(), indirect?.getStart() ?? Infinity);
  const early = ownReturns(node).filter(
    (each) => each.getEnd() <= start && !mentionsCallOf(each, context),
  );
  const prefix = prefixOf(first);
  let answers = 0;
  return allOf(
    early.map((each) => {
      const place = { path, node: each };
      const answer = each.expression && bare(each.expression);
      const message = messageOf(each, answer);
      if (message !== undefined && !isSwallowed(each)) return toThrow(sources, place, message);
      const isAnswer = message === undefined && answer && ts.isObjectLiteralExpression(answer);
      if (!isAnswer) return decide(sources, place, UNDECIDED);
      answers += 1;
      return toStep(place, answer, { context, step: `${prefix}early-answer:${String(answers)}` });
    }),
  );
}

const UNDECIDED =
  'a return before the first step is answered with 400; throw a WorkflowNonRetryableError, or return from a step';

function toThrow(
  sources: EditedSources,
  place: Place<ts.ReturnStatement>,
  message: string,
): PassResult {
  const { path } = place;
  return {
    edits: [
      replace(place, `throw new WorkflowNonRetryableError(${message});`),
      ...importNames(sources, path, '@upstash/workflow', ['WorkflowNonRetryableError']),
    ],
    notes: [
      done(
        path,
        'a payload that is refused before the first step throws a WorkflowNonRetryableError',
      ),
    ],
  };
}

function toStep(
  place: Place<ts.ReturnStatement>,
  answer: ts.Expression,
  { context, step }: { context: string; step: string },
): PassResult {
  return {
    edits: [replace(place, `return ${context}.run('${step}', () => (${answer.getText()}));`)],
    notes: [
      done(place.path, `an answer before the first step is now the result of the step ${step}`),
    ],
  };
}

/** A call of a step, or one that is given the whole context and may run one. */
function isStep(call: ts.CallExpression, context: string): boolean {
  const isContext = (node: ts.Node) => ts.isIdentifier(node) && node.text === context;
  if (call.arguments.some(isContext)) return true;
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !STEPS.test(callee.name.text)) return false;
  return isContext(callee.expression) || callee.expression.getText().startsWith(`${context}.api`);
}

/** A call of a function that the handler declares, further down perhaps, and that has steps. */
function callsSteps({ expression }: ts.CallExpression, handler: Function, context: string) {
  if (!ts.isIdentifier(expression)) return false;
  return descendants(handler, ts.isFunctionDeclaration).some(
    (inner) =>
      inner.name?.text === expression.text &&
      descendants(inner, ts.isCallExpression).some((call) => isStep(call, context)),
  );
}

/** The returns of the handler, and of a function inside a call that it returns: `return span('name', async () => { … })`. */
function ownReturns(handler: Function): ts.ReturnStatement[] {
  const { body } = handler;
  if (!body) return [];
  if (!ts.isBlock(body)) return wrapped(body).flatMap(ownReturns);
  const returns: ts.ReturnStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node)) returns.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  const inside = returns.flatMap(({ expression }) => (expression ? wrapped(expression) : []));
  return [...returns, ...inside.flatMap(ownReturns)];
}

function wrapped(expression: ts.Expression): Function[] {
  const node = bare(expression);
  if (ts.isAwaitExpression(node)) return wrapped(node.expression);
  if (!ts.isCallExpression(node)) return [];
  return node.arguments.filter((each) => ts.isArrowFunction(each) || ts.isFunctionExpression(each));
}

/** A return that already leads to a step, or through a wrapper to one. */
function mentionsCallOf({ expression }: ts.ReturnStatement, context: string): boolean {
  if (!expression) return false;
  const calls = [expression, ...descendants(expression, ts.isCallExpression)];
  return (
    wrapped(expression).length > 0 ||
    calls.some((call) => ts.isCallExpression(call) && isStep(call, context))
  );
}

/** What a refusal says; undefined for any other answer. */
function messageOf(
  node: ts.ReturnStatement,
  answer: ts.Expression | undefined,
): string | undefined {
  const isNothing = !answer || /^(undefined|null|void 0)$/.test(answer.getText());
  if (isNothing) return quoted(`Refused before the first step${conditionOf(node)}`);
  if (!ts.isObjectLiteralExpression(answer)) return undefined;
  const success = propertyOf(answer, 'success');
  const isFailure = (success && valueOf(success)?.kind) === ts.SyntaxKind.FalseKeyword;
  const said =
    propertyOf(answer, 'error') ?? (isFailure ? propertyOf(answer, 'message') : undefined);
  const text = said && valueOf(said);
  if (!text)
    return isFailure ? quoted(`Refused before the first step${conditionOf(node)}`) : undefined;
  const isText = ts.isStringLiteralLike(text) || ts.isTemplateExpression(text);
  return isText ? text.getText() : `String(${text.getText()})`;
}

function conditionOf(node: ts.ReturnStatement): string {
  const around = ts.isBlock(node.parent) ? node.parent.parent : node.parent;
  return ts.isIfStatement(around) ? `: ${around.expression.getText().replaceAll(/\s+/g, ' ')}` : '';
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

/** Whether a `catch` around it would take the error for its own. One that ends in `throw` lets it through. */
function isSwallowed(node: ts.Node): boolean {
  for (let at: ts.Node = node; !ts.isFunctionLike(at) && at.parent; at = at.parent) {
    const { parent } = at;
    if (!ts.isTryStatement(parent) || parent.tryBlock !== at || !parent.catchClause) continue;
    const last = parent.catchClause.block.statements.at(-1);
    if (!last || !ts.isThrowStatement(last)) return true;
  }
  return false;
}

/** `welcome-placeholder:` of the first step's name. */
function prefixOf(step: ts.CallExpression): string {
  const [name] = step.arguments;
  const text = name && ts.isStringLiteralLike(name) ? name.text : '';
  return /^[\w.-]+:/.exec(text)?.[0] ?? '';
}
