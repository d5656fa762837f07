import type { Change } from '../host/change.js';
import { uncommittedAmong } from '../host/git.js';
import { lastWriterOf } from '../host/lastCommand.js';
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
  const uncommitted = await uncommittedAmong(project, [...new Set(replaced)]);
  const [first, ...others] = uncommitted;
  if (first === undefined) return;
  const more = others.map((path) => `\n  and ${path}`).join('');
  const writer = await lastWriterOf(project, uncommitted);
  const lost = 'what is not committed could not be told from what would be changed';
  throw regenerateError('REGENERATE_UNCOMMITTED', `${first} has uncommitted changes${more}`, {
    why: `${writer === undefined ? lost : `\`trifold ${writer}\` has written to it, and ${lost}`}; nothing was written`,
    fix: 'commit or stash, or run it all the same with --force',
  });
}
