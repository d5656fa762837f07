import type { StepKind, StepName } from '../facts/workflowFacts.js';
import type { CallCode } from '../syntax/code.js';
import { noteStepInClause } from './caught.js';
import { conditionsHere } from './conditions.js';
import { givenBy } from './given.js';
import { noteDecided, noteRepeated } from './outside.js';
import { callFacts, locate, openLoops, type Frame, type Walk } from './walk.js';
import { closuresIn, constant, holdsSome, isBigInt, unknown, value, type Value } from './value.js';

const kinds: readonly StepKind[] = [
  'run',
  'sleep',
  'sleepUntil',
  'call',
  'invoke',
  'waitForEvent',
  'notify',
  'createWebhook',
  'waitForWebhook',
];

/** `context.run`, …, and `context.api.openai.call`: everything on the context that the SDK carries out as a step. */
export function stepKindOf(path: readonly string[]): StepKind | undefined {
  const [first, , last] = path;
  if (path.length === 3 && first === 'api' && last === 'call') return 'api';
  return path.length === 1 ? kinds.find((kind) => kind === first) : undefined;
}

export function isStep(kind: StepKind | undefined): kind is StepKind {
  return kind !== undefined;
}

export function callStep(walk: Walk, frame: Frame, call: CallCode, kind: StepKind): Value {
  const index = walk.seen.steps.length;
  const outerStep = walk.insideStep;
  // What the arguments mention is used by the step, so its place in the list is taken first.
  walk.insideStep = index;
  const wasArgument = walk.isArgument;
  walk.isArgument = outerStep === undefined;
  const [name, ...args] = call.args.map((arg) => walk.interpreter.evaluate(walk, frame, arg));
  walk.isArgument = wasArgument;
  walk.insideStep = outerStep;
  if (name) noteDecided(name, 'name');
  noteRepeated(walk.flow);

  walk.seen.steps.push({
    kind,
    name: { ...nameOf(name ?? constant(undefined)), ...(call.text && { written: call.text }) },
    at: locate(frame, call.at),
    via: callFacts(walk).slice(1),
    loops: [...walk.loops],
    insideStep: outerStep,
    tries: walk.tries.map(({ part, at }) => ({ part, at })),
    promise: 'dropped',
    canAwait: false,
    waitsFor: walk.rounds.at(-1)?.waitsFor,
    when: conditionsHere(walk),
    after: [...walk.flow.done],
  });
  noteStepInClause(walk, index);
  noteLimits(walk, frame, call, args);
  const was = visitCallbacks(walk, frame, call, index, args);
  const step = walk.seen.steps[index];
  if (step && was && holdsSome(was, isBigInt)) step.returnsBigInt = true;
  walk.flow = {
    ...walk.flow,
    ran: 'some',
    skips: new Set(),
    done: new Set([...walk.flow.done, index]),
  };
  // What waits for a webhook answers a Request, made anew from what is stored.
  const stored = kind === 'waitForWebhook' ? undefined : { step: index, was };
  const varies = new Set(openLoops(walk));
  const settled = unknown({ label: 'result', varies, stored });
  return value({ kind: 'steps', indices: [index] }, { label: kind, settled });
}

/** `context.call(name, { url, flowControl })` */
function noteLimits(walk: Walk, frame: Frame, call: CallCode, args: readonly Value[]): void {
  const options = args.find(
    ({ shape }) => shape.kind === 'object' && shape.members.has('flowControl'),
  );
  if (options) walk.seen.limited.push({ options: givenBy(options), at: locate(frame, call.at) });
}

/** The body of a step: nothing in it leaves the workflow, and it counts as one. Answers what it returns. */
function visitCallbacks(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  index: number,
  args: readonly Value[],
): Value | undefined {
  const { flow, insideStep, isArgument } = walk;
  const { around } = walk.shared;
  const tries = walk.tries.splice(0);
  walk.insideStep = index;
  walk.isArgument = false;
  const returned: Value[] = [];
  for (const closure of args.flatMap(closuresIn)) {
    const given = closure.code.parameters.map(() => unknown());
    walk.shared.around = { path: closure.module.path, environment: closure.around };
    const how = { at: locate(frame, call.at), isHandler: false };
    returned.push(walk.interpreter.invoke(walk, closure, given, how));
    walk.flow = { ...flow, done: new Set([...flow.done, ...walk.flow.done]) };
  }
  walk.insideStep = insideStep;
  walk.isArgument = isArgument;
  walk.shared.around = around;
  walk.tries.push(...tries);
  return returned.length === 1 ? returned[0] : undefined;
}

function nameOf(name: Value): StepName {
  const { shape, identity, label } = name;
  const varies = [...name.varies];
  if (shape.kind === 'constant')
    return { shape: 'literal', text: String(shape.value), identity, varies };
  if (shape.kind === 'text') return { shape: 'template', text: label, identity, varies };
  return { shape: 'unknown', text: `\${${label}}`, identity: `text:\${${identity}}`, varies };
}
