import type { CallCode } from '../syntax/code.js';
import { textOf } from './operations.js';
import { constant, isText, type Value } from './value.js';

/**
 * What is known of `new URL(path, base)`: the text that it stands for, with nothing known of its origin. Undefined for other
 * classes, and where the path is out of sight.
 */
export function addressOf({ shape }: Value, [path, base]: readonly Value[]): Value | undefined {
  const isUrl = shape.kind === 'external' && shape.module === 'global' && shape.path[0] === 'URL';
  if (!isUrl || !path || !isText(path)) return undefined;
  if (!base) return path;
  const [to, from] = [path, base].map(({ shape: given }) =>
    given.kind === 'constant' && typeof given.value === 'string' ? given.value : undefined,
  );
  if (to !== undefined && from !== undefined)
    return URL.canParse(to, from) ? constant(new URL(to, from).href) : undefined;
  return textOf([base, path]);
}

/** `url.toString()` and `String(url)`; the same for a text. */
export function spelledOut(
  { callee: code }: CallCode,
  { shape }: Value,
  { receiver, args: [given] }: { receiver: Value | undefined; args: readonly Value[] },
): Value | undefined {
  const isCast =
    shape.kind === 'external' && shape.module === 'global' && shape.path[0] === 'String';
  const isSpelled = code.kind === 'member' && code.name === 'toString';
  const text = isCast && shape.path.length === 1 ? given : isSpelled ? receiver : undefined;
  return text && isText(text) ? text : undefined;
}
