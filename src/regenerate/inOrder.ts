import type { Change } from '../host/change.js';

/** What goes or moves away makes room first. */
export function inOrder(changes: readonly Change[]): Change[] {
  const kinds = ['delete', 'move', 'write'] as const;
  return kinds.flatMap((kind) => changes.filter((change) => change.kind === kind));
}
