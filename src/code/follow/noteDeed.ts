import { oncePer } from '../../shared/oncePer.js';
import type { DeedFact } from '../facts/conventionFacts.js';
import type { CallCode } from '../syntax/code.js';
import type { DeedNote } from './conventionNotes.js';
import { fieldsOf } from './fieldsOf.js';
import { fieldGiven } from './given.js';
import { isText, type Value } from './value.js';
import { locate, type Frame, type Walk } from './walk.js';

/** Notes calls whose names say that they trigger, save, filter or connect; and what is written to the console. */
export function noteDeed(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  callee: Value,
  args: readonly Value[],
): void {
  const name = nameOf(call);
  if (name === undefined) return;
  if (isConsole(callee)) return noteLog(walk, frame, call, args);
  const kind = kindOf(call);
  if (kind === undefined || isBuiltIn(callee)) return;
  const at = locate(frame, call.at);
  const { insideStep, flow } = walk;
  const key = `${kind} ${at.path}:${at.line}:${at.column} ${insideStep} ${flow.dryRun}`;
  walk.seen.convention.deeds.set(key, {
    kind,
    name,
    at,
    insideStep,
    dryRun: flow.dryRun,
    isInLoop: walk.loops.length > 0,
    ...(kind === 'trigger' ? givenTo(args) : { trigger: undefined, flowControl: undefined }),
  });
}

function nameOf({ callee }: CallCode): string | undefined {
  if (callee.kind === 'reference') return callee.name;
  return callee.kind === 'member' && typeof callee.name === 'string' ? callee.name : undefined;
}

const triggers = /^(trigger|publish(JSON)?|batch(JSON)?|enqueue(JSON)?|invoke)$|^trigger[A-Z]/;
const saves = /^(save|insert|upsert|persist)([A-Z].*)?$|^(update|delete|send)(Many|[A-Z].*)$/;
const filters =
  /filter|pending|unprocessed|missing|needing|eligible|existing|exists|already|notIn|not[A-Z]|isNull|stale|cached|savedBy/i;
const connects =
  /^(get|use|open|create|connect|make)\w*(DB|Db|Database|Prisma|Drizzle|Connection|Pool)$|^(drizzle|connect|createPool)$/;

const kindOf = oncePer((call: CallCode): DeedFact['kind'] | undefined => {
  const name = nameOf(call) ?? '';
  if (triggers.test(name)) return 'trigger';
  if (connects.test(name)) return 'connect';
  if (call.creates) return undefined;
  if (saves.test(name)) return 'save';
  return filters.test(name) ? 'filter' : undefined;
});

/** `hash.update()`, `new Set().delete()`: what comes with the language saves nothing. */
function isBuiltIn({ shape }: Value): boolean {
  return shape.kind === 'external' && /^(global|node:.*|crypto)$/.test(shape.module);
}

function givenTo(args: readonly Value[]): Pick<DeedNote, 'trigger' | 'flowControl'> {
  const [first] = args;
  const list = first?.shape.kind === 'list' ? first.shape : undefined;
  const given = list ? (list.elements[0] ?? list.each) : first;
  const isBatch = list !== undefined;
  if (given?.shape.kind !== 'object') {
    const trigger = { target: undefined, fields: undefined, isBatch };
    return { trigger, flowControl: undefined };
  }
  const { members } = given.shape;
  const address = members.get('url') ?? members.get('path') ?? members.get('workflowUrl');
  const body = members.get('body') ?? members.get('payload') ?? (address ? undefined : given);
  const fields = body && fieldsOf(body)?.map(({ name }) => name);
  return {
    trigger: { target: address?.label, fields, isBatch },
    flowControl: fieldGiven(given.shape, 'flowControl'),
  };
}

function isConsole({ shape }: Value): boolean {
  return shape.kind === 'external' && shape.module === 'global' && shape.path[0] === 'console';
}

function noteLog(walk: Walk, frame: Frame, call: CallCode, [first]: readonly Value[]): void {
  const at = locate(frame, call.at);
  const text = first && isText(first) ? first.label : undefined;
  walk.seen.convention.logs.set(`${at.path}:${at.line}:${at.column}`, { text, at });
}
