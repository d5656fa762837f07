import type { Change } from '../host/change.js';
import { uncommittedAmong } from '../host/git.js';
import type { Project } from '../host/project.js';
import { regenerateError } from './errors.js';

/** Throws REGENERATE_UNCOMMITTED when a file that is there and would be changed is not committed; records do not count. */
export async function refuseUncommitted(
  project: Project,
  changes: readonly Change[],
): Promise<void> {
  const replaced = changes.flatMap((change) => {
    if (change.kind === 'move') return [change.from];
    return change.seen === null || change.path.startsWith('.trifold/') ? [] : [change.path];
  });
  const [first, ...others] = await uncommittedAmong(project, [...new Set(replaced)]);
  if (first === undefined) return;
  const more = others.map((path) => `\n  and ${path}`).join('');
  throw regenerateError('REGENERATE_UNCOMMITTED', `${first} has uncommitted changes${more}`, {
    why: 'it would be changed, and what is not committed could not be told from that; nothing was written',
    fix: 'commit or stash, or run it all the same with --force',
  });
}
