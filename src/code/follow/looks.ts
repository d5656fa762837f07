import type { Location } from '../facts/workflowFacts.js';
import type { Value } from './value.js';
import type { Walk } from './walk.js';

/** Something depends on whether these fields are fine. A look at the payload as a whole says nothing about its fields. */
export function noteTest(walk: Walk, tested: Value): void {
  for (const field of tested.payload) {
    if (field !== '*') walk.seen.looks.push({ kind: 'check', field });
  }
}

/** The value was given to code out of sight, which is taken to validate it. */
export function noteHandedToValidator(walk: Walk, given: Value): void {
  for (const field of given.payload) walk.seen.looks.push({ kind: 'check', field });
}

/** A step works with a payload field. */
export function noteUse(walk: Walk, used: Value, at: Location): void {
  if (walk.insideStep === undefined || walk.isTesting) return;
  if (used.shape.kind !== 'payload' || used.shape.field === undefined) return;
  walk.seen.looks.push({ kind: 'use', field: used.shape.field, at });
}
