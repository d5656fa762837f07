import { ts } from '../../typescript.js';
import type { Arguments, FunctionNode } from '../functions.js';
import { importNames } from '../importNames.js';
import { bare, descendants, replace } from '../nodes.js';
import type { Place, EditedSources } from '../editedSources.js';
import { callsSteps, hasStep, isStep, prefixOf } from './contextSteps.js';
import { allOf, decide, done, nothing, type Pass, type PassResult } from './pass.js';
import { messageOf } from './refusal.js';
import { handlerAt, servesOf } from './serveCalls.js';

/** A handler, or a function that is given its context. */
interface Reading extends Place<FunctionNode> {
  readonly parameter: number;
  readonly given: Arguments | undefined;
}

/**
 * A return before the first step is answered with 400, and its value is lost. A refused payload becomes
 * `throw new WorkflowNonRetryableError(…)`, which ends the run at once and reaches the failure function; any other answer
 * becomes the result of a step.
 */
export const earlyReturns: Pass = (sources, selected) => {
  const handlers = new Map<ts.Node, Reading>();
  const add = (reading: Reading | undefined) => {
    if (!reading || handlers.has(reading.node)) return;
    handlers.set(reading.node, reading);
    add(followed(sources, reading));
  };
  for (const { handler, given } of servesOf(sources, selected))
    add(handler && { ...handler, parameter: 0, given });
  return allOf([...handlers.values()].map((handler) => ofHandler(sources, handler)));
};

function contextOf({ node, parameter }: Reading): string | undefined {
  const declared = node.parameters[parameter];
  return declared && ts.isIdentifier(declared.name) ? declared.name.text : undefined;
}

/** The function of the project that the context is handed on to where the first step could be, and that answers for the handler. */
function followed(sources: EditedSources, reading: Reading): Reading | undefined {
  const context = contextOf(reading);
  if (context === undefined) return undefined;
  const { path, node, given } = reading;
  const first = descendants(node, ts.isCallExpression).find((call) => isStep(call, context));
  if (!first || !isAnswer(first)) return undefined;
  const parameter = first.arguments.findIndex(
    (each) => ts.isIdentifier(each) && each.text === context,
  );
  const handler =
    parameter === -1 ? undefined : handlerAt(sources, { path, node: first.expression }, given);
  return handler && { ...handler, parameter, given };
}

/** `return work(context)`, and the body of `(context) => work(context)` */
function isAnswer({ parent }: ts.Node): boolean {
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) return isAnswer(parent);
  return ts.isReturnStatement(parent) || ts.isArrowFunction(parent);
}

function ofHandler(sources: EditedSources, reading: Reading): PassResult {
  const { path, node } = reading;
  const context = contextOf(reading);
  if (context === undefined) return nothing;
  const calls = descendants(node, ts.isCallExpression);
  const first = calls.find((call) => isStep(call, context));
  if (!first) return nothing;
  const indirect = calls.find((call) => callsSteps(call, node, context));
  const start = Math.min(first.getStart(), indirect?.getStart() ?? Infinity);
  const isBefore = (each: ts.ReturnStatement) => each.getEnd() <= start || isOtherwise(each, start);
  const early = ownReturns(node).filter(
    (each) => isHalfway(each, context) || (isBefore(each) && !mentionsCallOf(each, context)),
  );
  const prefix = prefixOf(first);
  let answers = 0;
  return allOf(
    early.map((each) => {
      const place = { path, node: each };
      const answer = each.expression && bare(each.expression);
      const message = messageOf(each, answer);
      if (message !== undefined && !isSwallowed(each)) return toThrow(sources, place, message);
      const isOther = message === undefined && answer && ts.isObjectLiteralExpression(answer);
      if (!isOther) return decide(sources, place, UNDECIDED);
      answers += 1;
      return toStep(place, answer, { context, step: `${prefix}early-answer:${String(answers)}` });
    }),
  );
}

/** What is left to say when the steps are in an `if` that returns: `if (id) { …steps; return x; } return refusal;` */
function isOtherwise(node: ts.ReturnStatement, start: number): boolean {
  const { parent } = node;
  if (!ts.isBlock(parent)) return false;
  const before = parent.statements[parent.statements.indexOf(node) - 1];
  if (!before || !ts.isIfStatement(before) || before.elseStatement) return false;
  const { thenStatement: branch, expression } = before;
  const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
  const isInside = expression.getEnd() < start && start < before.getEnd();
  return isInside && last !== undefined && ts.isReturnStatement(last);
}

/** `return id ? context.run(…) : refusal`, where one of both has no step. */
function isHalfway({ expression }: ts.ReturnStatement, context: string): boolean {
  const answer = expression && bare(expression);
  if (!answer || !ts.isConditionalExpression(answer)) return false;
  return hasStep(answer.whenTrue, context) !== hasStep(answer.whenFalse, context);
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

/** The returns of the handler, and of a function inside a call that it returns: `return span('name', async () => { … })`. */
function ownReturns(handler: FunctionNode): ts.ReturnStatement[] {
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

function wrapped(expression: ts.Expression): FunctionNode[] {
  const node = bare(expression);
  if (ts.isAwaitExpression(node)) return wrapped(node.expression);
  if (!ts.isCallExpression(node)) return [];
  return node.arguments.filter((each) => ts.isArrowFunction(each) || ts.isFunctionExpression(each));
}

/** A return that already leads to a step, or through a wrapper to one. */
function mentionsCallOf({ expression }: ts.ReturnStatement, context: string): boolean {
  if (!expression) return false;
  return wrapped(expression).length > 0 || hasStep(expression, context);
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
