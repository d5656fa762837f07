import type { DeedNote } from '../follow/conventionNotes.js';
import type { Walk } from '../follow/walk.js';
import type { Code, FunctionCode } from '../syntax/code.js';
import type { ConventionFacts, DeedFact, StubFact } from './conventionFacts.js';

/** What a journey has seen of the convention. */
export function conventionOf(walk: Walk): ConventionFacts {
  const { deeds, logs, answers } = walk.seen.convention;
  return {
    origin: walk.origin,
    deeds: [...deeds.values()].map(toDeedFact),
    logs: [...logs.values()],
    answers,
    stubs: [...walk.followed].flatMap(([code, { module }]) => stubIn(code, module.path)),
  };
}

/** Limits are asked of classes, and there are many deeds. */
function toDeedFact(note: DeedNote): DeedFact {
  const { flowControl: _, ...deed } = note;
  return deed;
}

/** `async listUsers() { throw new Error('Implement listUsers …'); }` */
function stubIn({ name, body, at }: FunctionCode, path: string): StubFact[] {
  const [only, ...others] = body;
  if (only?.kind !== 'throw' || others.length > 0) return [];
  const message = messageOf(only.value);
  if (message === undefined || !/^(implement|todo)\b|not (yet )?implemented/i.test(message))
    return [];
  return [{ name: name ?? 'a function', message, at: { path, ...at } }];
}

function messageOf(error: Code): string | undefined {
  const [message] = error.kind === 'call' ? error.args : [];
  if (message?.kind === 'constant') return String(message.value);
  const [start] = message?.kind === 'template' ? message.parts : [];
  return typeof start === 'string' ? start : undefined;
}
