import type { CallCode } from '../syntax/code.js';
import { spelledOut } from './address.js';
import { textOf } from './operations.js';
import type { Called } from './throwers.js';
import { constant, isText, madeFrom, value, type Value } from './value.js';

/** What a function answers that comes with the language, as far as that is known; undefined for all others. */
export function standardAnswer(call: CallCode, called: Called): Value | undefined {
  const { receiver, args } = called;
  const name = call.callee.kind === 'member' ? call.callee.name : undefined;
  switch (name) {
    case 'join':
      return joined(call, called);
    case 'concat':
      return receiver && isText(receiver) ? textOf([receiver, ...args]) : undefined;
    case 'assign':
      return isOfObject(called.callee)
        ? value({ kind: 'object', members: new Map(), spreads: args }, madeFrom(args))
        : undefined;
    case 'freeze':
    case 'seal':
      return isOfObject(called.callee) ? args[0] : undefined;
    default:
      return spelledOut(call, called.callee, called);
  }
}

/** `['digest', id].join(':')`; a list that has a name may have grown since. */
function joined({ callee }: CallCode, { receiver, args }: Called): Value | undefined {
  const list =
    callee.kind === 'member' && callee.object.kind === 'list' ? receiver?.shape : undefined;
  if (list?.kind !== 'list' || list.elements.length === 0) return undefined;
  const [separator = constant(',')] = args;
  return textOf(list.elements.flatMap((each, index) => (index > 0 ? [separator, each] : [each])));
}

function isOfObject({ shape }: Value): boolean {
  return shape.kind === 'external' && shape.module === 'global' && shape.path[0] === 'Object';
}
