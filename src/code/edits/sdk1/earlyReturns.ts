import { ts } from '../../typescript.js';
import type { Arguments, FunctionNode } from '../functions.js';
import { importNames } from '../importNames.js';
import { bare, replace } from '../nodes.js';
import type { Place, EditedSources } from '../editedSources.js';
import { prefixOf, runSteps, type Steps, stepsIn } from './contextSteps.js';
import { stepsBefore } from './precedingSteps.js';
import { allOf, decide, done, nothing, type Pass, type PassResult } from './pass.js';
import { answerOf } from './refusal.js';
import { handlerAt, servesOf } from './serveCalls.js';

/** A handler, a function that is given its context, or one inside of those. */
interface Reading extends Place<FunctionNode> {
  /** What the context is called. */
  readonly context: string;
  /** The function whose context it is. */
  readonly around: FunctionNode;
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
    add(handler && readingOf(handler, 0, given));
  return allOf([...handlers.values()].map((handler) => ofHandler(sources, handler)));
};

function readingOf(
  { path, node }: Place<FunctionNode>,
  parameter: number,
  given: Arguments | undefined,
): Reading | undefined {
  const declared = node.parameters[parameter];
  // A context in parts has no step: they fail without it, on 0.2 and on 1.x.
  if (!declared || !ts.isIdentifier(declared.name)) return undefined;
  return { path, node, context: declared.name.text, around: node, given };
}

/**
 * The function that has the first step and answers for the handler: one of the project that the context is handed on to, or one
 * inside the handler.
 */
function followed(sources: EditedSources, reading: Reading): Reading | undefined {
  const { path, node, context, around, given } = reading;
  const { first, declared } = stepsIn(node, context, around);
  if (!first || !isAnswer(first)) return undefined;
  const inside = declared(first);
  if (inside) return { ...reading, node: inside };
  const parameter = first.arguments.findIndex(
    (each) => ts.isIdentifier(each) && each.text === context,
  );
  const handler =
    parameter === -1 ? undefined : handlerAt(sources, { path, node: first.expression }, given);
  return handler && readingOf(handler, parameter, given);
}

/** `return work(context)`, and the body of `(context) => work(context)` */
function isAnswer({ parent }: ts.Node): boolean {
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) return isAnswer(parent);
  return ts.isReturnStatement(parent) || ts.isArrowFunction(parent);
}

function ofHandler(sources: EditedSources, reading: Reading): PassResult {
  const { path, node, context, around } = reading;
  const steps = stepsIn(node, context, around);
  const { first } = steps;
  if (!first) return nothing;
  const early = ownReturns(node).flatMap((each) => {
    if (isHalfway(each, steps)) return [{ each, isAgain: false }];
    const before = stepsBefore(each, node, steps);
    return before === 'some' || leadsToStep(each, steps)
      ? []
      : [{ each, isAgain: before === 'again' }];
  });
  const prefix = prefixOf(first);
  let answers = 0;
  return allOf(
    early.map(({ each, isAgain }) => {
      const place = { path, node: each };
      const answer = isAgain ? undefined : answerOf(sources, place);
      if (answer?.kind === 'refusal' && !isSwallowed(each))
        return toThrow(sources, place, answer.message);
      const other = answer?.kind === 'other' ? each.expression : undefined;
      if (!other) return decide(sources, place, UNDECIDED);
      answers += 1;
      return toStep(place, bare(other), {
        context,
        step: `${prefix}early-answer:${String(answers)}`,
      });
    }),
  );
}

/** `return id ? context.run(…) : refusal`, where one of both has no step. */
function isHalfway({ expression }: ts.ReturnStatement, steps: Steps): boolean {
  const answer = expression && bare(expression);
  if (!answer || !ts.isConditionalExpression(answer)) return false;
  return runSteps(answer.whenTrue, steps) !== runSteps(answer.whenFalse, steps);
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
function leadsToStep({ expression }: ts.ReturnStatement, steps: Steps): boolean {
  if (!expression) return false;
  return wrapped(expression).length > 0 || runSteps(expression, steps);
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
