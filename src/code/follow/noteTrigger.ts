import type { TriggerFact } from '../facts/configurationFacts.js';
import type { CallCode } from '../syntax/code.js';
import { isClientClass } from './client.js';
import { givenBy, isInPlace } from './given.js';
import { isUpstash } from './served.js';
import { constant, type Value } from './value.js';
import { callFacts, locate, type Frame, type Walk } from './walk.js';

/** Notes what a call has to do with the SDK's client: that one is made, that it triggers, that its error is caught. */
export function noteClientCall(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  callee: Value,
  args: readonly Value[],
): void {
  const { shape } = callee;
  if (shape.kind !== 'external') return;
  const [options = constant(undefined)] = args;
  if (call.creates && isClientClass(callee)) {
    const at = locate(frame, call.at);
    walk.seen.clients.push({ module: shape.module, at, options: givenBy(options) });
    return;
  }
  if (!isUpstash(shape.module) || !isTrigger(shape.path)) return;
  const [, , , answered, then] = shape.path;
  if (shape.path.length === 3) noteTrigger(walk, frame, call, options);
  else if (answered === '()' && (then === 'catch' || (then === 'then' && args.length > 1)))
    for (const trigger of walk.seen.triggers.slice(-1)) trigger.isCaught = true;
}

/** What a trigger has answered, so that it is known again when something is read from it. */
export function noteTriggerAnswer({ seen }: Walk, callee: Value, answer: Value): void {
  if (callee.shape.kind !== 'external' || callee.shape.path.length !== 3) return;
  const trigger = seen.triggers.at(-1);
  if (trigger && isUpstash(callee.shape.module) && isTrigger(callee.shape.path))
    seen.answers.set(answer.identity, trigger);
}

/** Something is read from what a trigger answered. */
export function noteRead({ seen }: Walk, object: Value, name: string): void {
  // Identities are put together from parts, and looking one up puts it in one piece.
  if (seen.answers.size > 0) seen.answers.get(object.identity)?.reads.push(name);
}

/** A catch clause keeps the errors of these triggers from the SDK. */
export function noteCaughtTriggers({ seen }: Walk, from: number, to: number): void {
  for (const trigger of seen.triggers.slice(from, to)) trigger.isCaught = true;
}

function isTrigger([client, created, method]: readonly string[]): boolean {
  return client === 'Client' && created === '()' && method === 'trigger';
}

function noteTrigger(walk: Walk, frame: Frame, call: CallCode, given: Value): void {
  const { shape } = given;
  const list = shape.kind === 'list' ? shape : undefined;
  const one = list ? (list.elements[0] ?? list.each) : given;
  walk.seen.triggers.push({
    at: locate(frame, call.at),
    via: callFacts(walk).slice(1),
    insideStep: walk.insideStep,
    loops: walk.loops.map(({ form, variable, at }) => ({ form, variable, at })),
    isCaught: false,
    batch: list && batchOf(walk, call, list),
    options: one ? givenBy(one) : { kind: 'unknown' },
    optionsInPlace: isInPlace(given, call),
    ...(one && randomIdIn(one)),
    reads: [],
  });
}

function randomIdIn({ shape }: Value): Pick<TriggerFact, 'randomId'> {
  const id = shape.kind === 'object' ? shape.members.get('workflowRunId') : undefined;
  const random = [...(id?.outside ?? [])].find(({ fact }) => fact.kind === 'random');
  return random ? { randomId: random.fact.what } : {};
}

function batchOf(
  { tests }: Walk,
  { args: [code] }: CallCode,
  list: Extract<Value['shape'], { kind: 'list' }>,
): TriggerFact['batch'] {
  if (code?.kind === 'list' && code.elements.length === 0) return 'empty';
  const { sources } = list;
  // What a round of a loop hands out was put together by someone who knows how long it is.
  if (list.elements.length > 0 || !sources || sources.some((each) => each.startsWith('each(')))
    return 'filled';
  const isAsked = sources.some((source) => [...tests.keys()].some((test) => test.includes(source)));
  return isAsked ? 'filled' : 'unasked';
}
