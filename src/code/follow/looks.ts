import type { Place } from '../syntax/code.js';
import type { Value } from './value.js';
import { locate, type Frame, type Walk } from './walk.js';

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
export function noteUse(walk: Walk, frame: Frame, { shape }: Value, at: Place): void {
  if (walk.insideStep === undefined || walk.isTesting) return;
  if (shape.kind !== 'payload' || shape.field === undefined) return;
  walk.seen.looks.push({ kind: 'use', field: shape.field, at: locate(frame, at) });
}
