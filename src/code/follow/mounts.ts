import type { CallCode } from '../syntax/code.js';
import type { Value } from './value.js';
import type { Walk } from './walk.js';

const methods = /^(post|all|use|mount)$/;

/**
 * `app.post('/digest', serve(…))` of Hono, Express and their like. One that another file mounts is left out: what is known
 * of a file must not depend on who else was read.
 */
export function noteMount(
  { origin }: Walk,
  { callee }: CallCode,
  [path, ...handlers]: readonly Value[],
): void {
  if (callee.kind !== 'member' || typeof callee.name !== 'string' || !methods.test(callee.name))
    return;
  if (path?.shape.kind !== 'constant' || typeof path.shape.value !== 'string') return;
  for (const { shape } of handlers)
    if (shape.kind === 'route' && shape.origin === origin) shape.mounts.add(path.shape.value);
}
