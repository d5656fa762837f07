import { fieldsOfType, requiredFields } from '../follow/requiredFields.js';
import type { Served, Walk } from '../follow/walk.js';
import type { PayloadFacts, PayloadLook } from './workflowFacts.js';

/** What a journey has seen of the payload. */
export function payloadOf(walk: Walk, served: Served | undefined): PayloadFacts {
  const { looks, payloadTypes, convention } = walk.seen;
  const types = payloadTypes.map(({ type, module }) => ({
    required: requiredFields(walk.project, module, type),
    all: fieldsOfType(walk.project, module, type),
  }));
  return {
    required: types.map(({ required }) => required).find((fields) => fields !== undefined),
    looks: firstOfEach(looks),
    fields: types
      .map(({ all }) => all)
      .find((fields) => fields !== undefined)
      ?.map(({ name }) => name),
    reads: [...convention.reads],
    // `parse(payload: unknown)` says nothing; what is given to `serve` was meant to.
    isTyped:
      served?.payloadType !== undefined ||
      payloadTypes.some(({ type }) => type.kind !== 'other') ||
      hasParser(served) ||
      /\.[cm]?jsx?$/.test(walk.origin),
  };
}

/** A field that has been looked at once has been checked, or it is too late for that. */
function firstOfEach(looks: readonly PayloadLook[]): PayloadLook[] {
  const seen = new Set<string>();
  return looks.filter(({ field }) => !seen.has(field) && seen.add(field));
}

/** A schema says what the payload is, and so does a parser's answer. */
function hasParser(served: Served | undefined): boolean {
  const shape = served?.options.shape;
  if (shape?.kind !== 'object') return shape?.kind !== undefined && shape.kind !== 'constant';
  return (
    shape.spreads.length > 0 ||
    shape.members.has('schema') ||
    shape.members.has('initialPayloadParser')
  );
}
